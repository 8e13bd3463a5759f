//! The tables of the enterprise registry (企业库), as rows, by subject.

mod head;
mod licence;
mod ownership;

pub use head::{Enterprise, EnterpriseAlias, EnterpriseKindRow, EnterpriseParticulars};
pub use licence::{MarketEntry, Qualification, SafetyPermit};
pub use ownership::{NetAssets, Shareholder, Succession};
