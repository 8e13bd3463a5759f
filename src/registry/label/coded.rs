//! What stored codes mean, by table and column.

use crate::domain::standard::dictionary::List;
use crate::domain::standard::dictionary::{self, Edition};
use crate::domain::vocabulary::credit::{ConductNature, EvaluationPeriod, EvaluationScope};
use crate::domain::vocabulary::enterprise::{EnterpriseAliasKind, EnterpriseKind, EnterpriseState, SuccessionKind};
use crate::domain::vocabulary::lock::{LockException, LockReleaseReason, LockState};
use crate::domain::vocabulary::personnel::{
    IdCompleteness, IdDocumentKind, RegistrationType, SafetyCertificateClass, Sex,
};
use crate::domain::vocabulary::project::{
    ParticipantRole, Position, ProjectNumberKind, ProjectStage, ProjectType, StageRecordKind,
};
use crate::domain::vocabulary::provenance::{CertificateState, DataLevel, DataSource};

/// The label of a value of an enumeration.
macro_rules! label_of {
    ($kind:ty, $text:expr) => {
        $text.parse::<$kind>().ok().map(<$kind>::label)
    };
}

/// What a code means; nothing for a column without codes, or for words in the place of a code.
pub(super) fn in_words(table: &str, column: &str, text: &str) -> Option<&'static str> {
    match (table, column) {
        (_, "data_level") => label_of!(DataLevel, text),
        (_, "data_source") => label_of!(DataSource, text),
        ("enterprise", "state") => label_of!(EnterpriseState, text),
        ("manager_lock", "state") => label_of!(LockState, text),
        ("manager_lock", "exception") => label_of!(LockException, text),
        ("manager_lock", "release_reason") => label_of!(LockReleaseReason, text),
        (_, "state") => label_of!(CertificateState, text),
        ("enterprise_kind" | "qualification" | "enterprise_evaluation", "kind") => label_of!(EnterpriseKind, text),
        ("enterprise_alias", "kind") => label_of!(EnterpriseAliasKind, text),
        ("succession", "kind") => label_of!(SuccessionKind, text),
        ("project_number", "kind") => label_of!(ProjectNumberKind, text),
        ("unit_work_record", "kind")
        | ("record_link", "from_kind" | "to_kind")
        | ("engagement", "basis" | "since_basis" | "release_basis")
        | ("manager_lock", "release_basis") => label_of!(StageRecordKind, text),
        ("participant" | "commitment", "role") => label_of!(ParticipantRole, text),
        ("engagement", "position") => label_of!(Position, text),
        ("project", "project_type") => label_of!(ProjectType, text),
        ("project", "stage") => label_of!(ProjectStage, text),
        ("person", "sex") => label_of!(Sex, text),
        ("person", "id_kind") => label_of!(IdDocumentKind, text),
        ("person", "id_completeness") => label_of!(IdCompleteness, text),
        ("registration", "registration_type") => label_of!(RegistrationType, text),
        ("safety_certificate", "class") => label_of!(SafetyCertificateClass, text),
        ("enterprise_conduct" | "person_conduct", "nature") => label_of!(ConductNature, text),
        ("enterprise_evaluation", "period") => label_of!(EvaluationPeriod, text),
        ("enterprise_evaluation", "scope") => label_of!(EvaluationScope, text),
        _ => list(table, column).and_then(|list| dictionary::label(Edition::National2014, list, text)),
    }
}

/// The list of the data standard that a column is coded by.
fn list(table: &str, column: &str) -> Option<List> {
    Some(match (table, column) {
        ("enterprise_particulars", "economic_type") => List::EconomicType,
        ("enterprise_particulars", "capital_currency") | ("tender_bidder", "currency") => List::Currency,
        ("unit_work" | "acceptance", "structure") => List::StructureType,
        ("unit_work", "level") => List::ProjectLevel,
        ("unit_work", "seismic_intensity") => List::SeismicIntensity,
        ("unit_work", "green_level") => List::GreenBuildingLevel,
        ("permit_change", "item") => List::PermitChangeItem,
        ("project_particulars" | "qualification", "approval_level") => List::ApprovalLevel,
        ("project_particulars", "investment_property") => List::InvestmentNature,
        ("project_particulars", "property") => List::ConstructionNature,
        ("project_particulars", "function") => List::ProjectFunction,
        ("engagement", "work_type") => List::WorkType,
        ("tender", "tender_class") => List::TenderClass,
        ("tender", "tender_mode") => List::TenderMethod,
        ("contract", "contract_type") => List::ContractType,
        ("person_particulars", "education") => List::Education,
        _ => return None,
    })
}
