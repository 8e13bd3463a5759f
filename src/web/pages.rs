//! The pages and what each is filled with. A registry's `page.rs` fills them from its service; a page of one registry
//! only is declared there in the same way.

mod access;
mod credit;
mod eligibility;
mod enterprise;
mod filing;
mod finding;
mod general;
mod ledger;
mod lock;
mod manager_lookup;
mod notices;
mod person;
mod project;
#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at a wrong sample")]
mod samples;
mod standing;
mod workbook;

pub use access::{
    AccountLine, Accounts, ApplicantLine, ContactForm, DelegationForm, DelegationLine, Delegations, DepartmentLine,
    Departments, Holder, KnownEnterprise, Login, LoginSecondFactor, ManagedAccount, MyAccount, NewAccountForm,
    OrganisationLine, OrganisationPage, Organisations, PasswordForm, RecoveryCodes, Register, SecondFactorPage,
    SessionLine, ShownOnce, ShownSecret, TokenLine, Tokens, TypedAccount,
};
pub use credit::{CreditLine, CreditList, CreditListKind, CreditRow};
pub use eligibility::{
    CitedLine, EligibilityAnswer, EligibilityForm, EligibilityPage, ExampleLine, FindingLine, MeasureField, RuleLine,
    Rules,
};
pub use enterprise::{
    EnterpriseList, EnterpriseListFilters, EnterprisePage, EnterpriseProjects, EnterpriseRow, PermitLine, PersonLine,
    ProjectLine, QualificationLine,
};
pub use filing::{
    Answer, CalendarLine, ChangedField, ChangedHead, ChangedRecord, DecidedItem, DecisionPrint, FilingHead, FilingItem,
    FilingKindCard, FilingLine, FilingPage, FilingPaper, FilingSteps, FilingTasks, Filings, ForeseenLine, FormField,
    ItemForm, NewFiling, ReviewForm, ReviewItem, ReviewPage, RouteForm, RouteLine, Routes, Submission, TurnLine,
    WaitLine, WorkingCalendar,
};
pub use finding::{FindingForms, FindingPage, Findings, FindingsForm, FoundLine, FoundSection};
pub use general::{ErrorCodes, ExplainedCode, Home, LookUpExample, Privacy, ProblemPage, RegistryCount};
pub use ledger::{EntryLine, Ledger, LedgerEntryPage, LedgerForm};
pub use lock::{LockForms, LockLine, LockPage, Locks, TakeForm};
pub use manager_lookup::{ActiveProject, ManagerCard, ManagerLookup, ManagerQuery, Post, RegistrationLine};
pub use notices::{NoticeLine, Notices};
pub use person::{
    EngagementLine, HeldLine, PeopleList, PeopleQuery, PersonPage, PersonRow, PostVerdict, RegistrationBrief,
};
pub use project::{ProjectList, ProjectListFilters, ProjectPage, ProjectPeople, ProjectRow};
pub use standing::{DeparturePage, LossLine, SlackLine, StandingPage, StandingTable};
pub use workbook::{ImportFiling, ImportLine, ImportPage, Imports, RemarkLine, RowKind, RowLine};
