//! The pages and what each is filled with. A registry's `page.rs` fills them from its service; a page of one registry
//! only is declared there in the same way.

mod enterprise;
mod general;
mod manager_lookup;
#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at a wrong sample")]
mod samples;

pub use enterprise::{
    CreditLine, EnterpriseList, EnterpriseListFilters, EnterprisePage, EnterpriseRow, PermitLine, PersonLine,
    ProjectLine, QualificationLine,
};
pub use general::{Home, LookUpExample, Privacy, ProblemPage, RegistryCount};
pub use manager_lookup::{ActiveProject, ManagerCard, ManagerLookup, ManagerQuery, Post, RegistrationLine};
