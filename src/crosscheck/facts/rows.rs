//! The columns that the rules need, table by table.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::batch::KEYS_PER_QUERY;
use crate::db::{Conn, MultiBackend, Result};
use crate::domain::vocabulary::credit::{ConductNature, EvaluationPeriod};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::domain::vocabulary::personnel::{RegistrationType, SafetyCertificateClass};
use crate::domain::vocabulary::project::{ParticipantRole, Position, ProjectType, StageRecordKind};
use crate::domain::vocabulary::provenance::{CertificateState, DataLevel};
use crate::schema;

/// Of which heads rows are loaded.
#[derive(Clone, Copy, Debug)]
pub enum Heads<'a> {
    /// Of these row ids.
    These(&'a [i64]),
    /// Of all.
    All,
}

/// A narrow row of a table, loaded by a column that names a head, in the order of that column and of the row ids.
macro_rules! narrow {
    ($(#[$meta:meta])* $name:ident, $table:ident by $head:ident ordered by $order:ident { $($column:ident: $kind:ty),+ $(,)? } $(where $filter:expr)?) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Queryable, Selectable)]
        #[diesel(table_name = schema::$table)]
        pub struct $name {
            $(pub $column: $kind,)+
        }

        impl $name {
            pub fn load(conn: &mut Conn, heads: Heads<'_>) -> Result<Vec<Self>> {
                let query = || {
                    schema::$table::table
                        .order((schema::$table::$head, schema::$table::$order))
                        .select(Self::as_select())
                        .into_boxed::<MultiBackend>()
                        $(.filter($filter))?
                };
                match heads {
                    Heads::All => Ok(query().load(conn)?),
                    Heads::These(ids) => {
                        let mut rows = Vec::new();
                        for keys in ids.chunks(KEYS_PER_QUERY) {
                            rows.extend(query().filter(schema::$table::$head.eq_any(keys)).load::<Self>(conn)?);
                        }
                        Ok(rows)
                    }
                }
            }
        }
    };
}

narrow!(EnterpriseRow, enterprise by id ordered by id {
    id: EnterpriseId, public_id: String, name: String, credit_code: Option<String>, organisation_code: Option<String>,
    legal_representative: Option<String>, region_code: Option<String>, merged_into: Option<EnterpriseId>,
});
narrow!(ParticularsRow, enterprise_particulars by enterprise_id ordered by enterprise_id {
    enterprise_id: EnterpriseId, legal_representative_id: Option<PersonId>,
} where schema::enterprise_particulars::legal_representative_id.is_not_null());
narrow!(QualificationRow, qualification by enterprise_id ordered by id {
    enterprise_id: EnterpriseId, sequence: String, category: String, class: String, certificate_number: Option<String>,
    granted_on: Option<NaiveDate>, issued_on: Option<NaiveDate>, valid_until: Option<NaiveDate>, state: CertificateState,
    state_since: Option<NaiveDate>,
});
narrow!(SafetyPermitRow, safety_permit by enterprise_id ordered by id {
    enterprise_id: EnterpriseId, number: String, valid_from: Option<NaiveDate>, valid_until: Option<NaiveDate>,
    state: CertificateState, state_since: Option<NaiveDate>,
});
narrow!(NetAssetsRow, net_assets by enterprise_id ordered by id {
    enterprise_id: EnterpriseId, year: i32, net_assets_fen: i64,
});
narrow!(ShareholderRow, shareholder by enterprise_id ordered by id {
    enterprise_id: EnterpriseId, holder_name: String, holder_enterprise_id: Option<EnterpriseId>,
    share_basis_points: Option<i32>, is_controller: bool, valid_from: Option<NaiveDate>, valid_until: Option<NaiveDate>,
});
narrow!(ConductRow, enterprise_conduct by enterprise_id ordered by id {
    enterprise_id: EnterpriseId, number: String, nature: ConductNature, published_from: Option<NaiveDate>,
    published_until: Option<NaiveDate>, penalty_until: Option<NaiveDate>,
} where schema::enterprise_conduct::nature.eq(ConductNature::Bad));
narrow!(BlacklistingRow, enterprise_blacklisting by enterprise_id ordered by id {
    enterprise_id: EnterpriseId, number: String, listed_on: NaiveDate, removed_on: Option<NaiveDate>,
});
narrow!(EvaluationRow, enterprise_evaluation by enterprise_id ordered by id {
    enterprise_id: EnterpriseId, scheme: String, period: EvaluationPeriod, year: i32, month: i32,
    deduction_hundredths: Option<i32>,
} where schema::enterprise_evaluation::deduction_hundredths.gt(0));

narrow!(PersonRow, person by id ordered by id {
    id: PersonId, public_id: String, name: String, merged_into: Option<PersonId>,
});
narrow!(RegistrationRow, registration by person_id ordered by id {
    person_id: PersonId, registration_type: RegistrationType, specialty: String, registration_number: Option<String>,
    certificate_number: Option<String>, enterprise_id: Option<EnterpriseId>, enterprise_name: Option<String>,
    valid_from: Option<NaiveDate>, valid_until: Option<NaiveDate>, state: CertificateState, state_since: Option<NaiveDate>,
});
narrow!(
    /// The registrations that qualifications count, by the enterprise they are with.
    StaffRow, registration by enterprise_id ordered by person_id {
    person_id: PersonId, registration_type: RegistrationType, specialty: String, enterprise_id: Option<EnterpriseId>,
    valid_from: Option<NaiveDate>, valid_until: Option<NaiveDate>, state: CertificateState, state_since: Option<NaiveDate>,
} where schema::registration::registration_type.eq_any([
    RegistrationType::ConstructorFirst,
    RegistrationType::ConstructorSecond,
    RegistrationType::Supervision,
]).and(schema::registration::enterprise_id.is_not_null()));
narrow!(SafetyCertificateRow, safety_certificate by person_id ordered by id {
    person_id: PersonId, number: String, enterprise_id: Option<EnterpriseId>, enterprise_name: Option<String>,
    issued_on: Option<NaiveDate>, valid_until: Option<NaiveDate>, state: CertificateState,
} where schema::safety_certificate::class.eq(SafetyCertificateClass::B));
narrow!(DemeritRow, person_demerit by person_id ordered by id {
    person_id: PersonId, number: String, points: i32, decided_on: NaiveDate, cycle_start: Option<NaiveDate>,
});
narrow!(EmploymentRow, employment by person_id ordered by id {
    person_id: PersonId, enterprise_id: Option<EnterpriseId>, enterprise_name: String, valid_from: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
});

narrow!(ProjectRow, project by id ordered by id {
    id: ProjectId, public_id: String, national_number: Option<String>, name: String, project_type: Option<ProjectType>,
    region_code: Option<String>, area_dm2: Option<i64>, merged_into: Option<ProjectId>, data_level: DataLevel,
});
narrow!(ProjectParticularsRow, project_particulars by project_id ordered by project_id {
    project_id: ProjectId, function: Option<String>, started_on: Option<NaiveDate>,
});
narrow!(UnitRow, unit_work by project_id ordered by id {
    project_id: ProjectId, code: String, area_dm2: Option<i64>, storeys_above: Option<i32>, height_mm: Option<i64>,
    structure_height_mm: Option<i64>, length_mm: Option<i64>, span_mm: Option<i64>,
});
narrow!(ParticipantRow, participant by project_id ordered by id {
    project_id: ProjectId, role: ParticipantRole, unit_code: Option<String>, enterprise_id: Option<EnterpriseId>,
    enterprise_name: String, valid_from: Option<NaiveDate>, valid_until: Option<NaiveDate>,
});
narrow!(EngagementRow, engagement by project_id ordered by id {
    project_id: ProjectId, position: Position, person_id: Option<PersonId>, person_name: String,
    enterprise_id: Option<EnterpriseId>, enterprise_name: Option<String>, basis: Option<StageRecordKind>,
    basis_number: Option<String>, active_since: Option<NaiveDate>, since_basis: Option<StageRecordKind>,
    since_number: Option<String>, released_on: Option<NaiveDate>,
});
narrow!(TenderRow, tender by project_id ordered by id {
    project_id: ProjectId, number: String, tender_class: Option<String>, awarded_on: Option<NaiveDate>,
    award_fen: Option<i64>, winner_id: Option<EnterpriseId>, winner_name: Option<String>, leader_name: Option<String>,
});
narrow!(BidderRow, tender_bidder by project_id ordered by id {
    project_id: ProjectId, tender_number: Option<String>, section_code: String, bidder_id: Option<EnterpriseId>,
    bidder_name: String, consortium: Option<String>, submitted_on: Option<NaiveDate>,
});
narrow!(ContractRow, contract by project_id ordered by id {
    project_id: ProjectId, number: String, contract_type: Option<String>, amount_fen: Option<i64>,
    contractor_id: Option<EnterpriseId>, contractor_name: Option<String>, signed_on: Option<NaiveDate>,
});
narrow!(ReviewRow, drawing_review by project_id ordered by id {
    project_id: ProjectId, number: String, completed_on: Option<NaiveDate>,
});
narrow!(PermitRow, permit by project_id ordered by id {
    project_id: ProjectId, number: String, review_numbers: Option<String>, contract_fen: Option<i64>,
    area_dm2: Option<i64>, issued_on: Option<NaiveDate>, state: CertificateState,
});
narrow!(ChangeRow, permit_change by project_id ordered by id {
    project_id: ProjectId, permit_number: String, item: String, after: String, changed_on: NaiveDate,
});
narrow!(AcceptanceRow, acceptance by project_id ordered by id {
    project_id: ProjectId, number: String, permit_numbers: Option<String>, cost_fen: Option<i64>, area_dm2: Option<i64>,
    started_on: Option<NaiveDate>, passed_on: Option<NaiveDate>,
});
narrow!(FilingRow, acceptance_filing by project_id ordered by id {
    project_id: ProjectId, number: String, acceptance_number: Option<String>, permit_numbers: Option<String>,
    cost_fen: Option<i64>, area_dm2: Option<i64>, started_on: Option<NaiveDate>, passed_on: Option<NaiveDate>,
    filed_on: Option<NaiveDate>,
});
narrow!(CommitmentRow, commitment by project_id ordered by id {
    project_id: ProjectId, role: ParticipantRole, person_name: String, authorised_on: Option<NaiveDate>,
    signed_on: Option<NaiveDate>,
});
