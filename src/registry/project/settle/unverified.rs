//! What an enterprise says of its own people, and nobody has verified.
//!
//! Who leads a site is not to be replaced while the works go on, but for three reasons (建市〔2008〕48号 Art. 10, of project
//! managers; chief supervisors are held to it alike): a last day that only the enterprise names does not set them free while
//! a construction permit is in force. A department that verified it does, and so does a record: acceptance, a permit change,
//! a stop with consent.

use crate::domain::vocabulary::project::Position;
use crate::domain::vocabulary::provenance::DataLevel;
use crate::registry::project::rows::Engagement;

/// Whether somebody in this position stays bound in spite of the last day that is reported.
pub fn binds(engagement: &Engagement) -> bool {
    let leads = matches!(engagement.position, Position::ProjectManager | Position::ChiefSupervisor);
    leads && engagement.data_level == DataLevel::SelfReported
}
