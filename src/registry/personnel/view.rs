//! What the personnel registry shows, in JSON and on pages alike: nothing personal beyond name and covered number.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::rows::{Person, PostCertificate, ProfessionalTitle, Registration, SafetyCertificate};
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::domain::vocabulary::personnel::{RegistrationType, SafetyCertificateClass};
use crate::domain::vocabulary::provenance::CertificateState;
use crate::registry::view::{EnterpriseLink, ProvenanceView, in_force};

/// What the views of persons need besides their rows.
pub struct Context {
    /// The day of the answer.
    pub today: NaiveDate,
    /// Links to the enterprises that are named.
    pub enterprises: HashMap<EnterpriseId, EnterpriseLink>,
}

impl Context {
    fn enterprise(&self, id: Option<EnterpriseId>, name: Option<&str>) -> Option<EnterpriseLink> {
        let on_file = id.and_then(|id| self.enterprises.get(&id)).cloned();
        on_file.or_else(|| name.map(|name| EnterpriseLink { id: None, name: name.to_owned() }))
    }
}

/// A registration: one specialty of one certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegistrationView {
    /// As it is said.
    #[schema(example = "一级注册建造师（建筑工程）")]
    pub title: String,
    /// Type and class, by the national list.
    pub registration_type: RegistrationType,
    /// Type and class in words.
    #[schema(example = "一级注册建造师")]
    pub registration_type_label: String,
    /// Specialty.
    #[schema(example = "建筑工程")]
    pub specialty: String,
    /// Registration number.
    #[schema(example = "豫1412006200700001")]
    pub registration_number: Option<String>,
    /// Certificate number.
    pub certificate_number: Option<String>,
    /// Seal number.
    pub seal_number: Option<String>,
    /// Registering enterprise.
    pub enterprise: Option<EnterpriseLink>,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// State as reported; expiry follows from `valid_until`.
    pub state: CertificateState,
    /// Whether it is in force on the day of the answer.
    pub in_force: bool,
    /// Who verified it.
    pub provenance: ProvenanceView,
}

impl RegistrationView {
    /// The view of a row.
    pub fn of(row: &Registration, context: &Context) -> Self {
        let label = row.registration_type.label();
        Self {
            title: format!("{label}（{}）", row.specialty),
            registration_type: row.registration_type,
            registration_type_label: label.to_owned(),
            specialty: row.specialty.clone(),
            registration_number: row.registration_number.clone(),
            certificate_number: row.certificate_number.clone(),
            seal_number: row.seal_number.clone(),
            enterprise: context.enterprise(row.enterprise_id, row.enterprise_name.as_deref()),
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            state: row.state,
            in_force: in_force(row.state, row.valid_until, context.today),
            provenance: ProvenanceView::of(row),
        }
    }
}

/// A safety assessment certificate, or a post or trade certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CertificateView {
    /// What it is for: the class of a safety certificate, the post or trade and its level.
    #[schema(example = "B类（项目负责人）")]
    pub title: String,
    /// Certificate number; covered where it holds an identity number.
    #[schema(example = "豫建安B（2015）0000001")]
    pub number: String,
    /// Class of a safety certificate.
    pub class: Option<SafetyCertificateClass>,
    /// Employing enterprise.
    pub enterprise: Option<EnterpriseLink>,
    /// Issuing authority.
    pub authority: Option<String>,
    /// Date of issue.
    pub issued_on: Option<NaiveDate>,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// State as reported; expiry follows from `valid_until`.
    pub state: CertificateState,
    /// Whether it is in force on the day of the answer.
    pub in_force: bool,
    /// Who verified it.
    pub provenance: ProvenanceView,
}

impl CertificateView {
    /// The view of a safety assessment certificate.
    pub fn of_safety(row: &SafetyCertificate, context: &Context) -> Self {
        Self {
            title: row.class.label().to_owned(),
            number: row.number.clone(),
            class: Some(row.class),
            enterprise: context.enterprise(row.enterprise_id, row.enterprise_name.as_deref()),
            authority: row.authority.clone(),
            issued_on: row.issued_on,
            valid_until: row.valid_until,
            state: row.state,
            in_force: in_force(row.state, row.valid_until, context.today),
            provenance: ProvenanceView::of(row),
        }
    }

    /// The view of a post or trade certificate.
    pub fn of_post(row: &PostCertificate, context: &Context) -> Self {
        Self {
            title: format!("{}{}", row.post, row.level.as_deref().unwrap_or_default()),
            number: row.number.clone(),
            class: None,
            enterprise: context.enterprise(row.enterprise_id, row.enterprise_name.as_deref()),
            authority: row.authority.clone(),
            issued_on: row.issued_on,
            valid_until: row.valid_until,
            state: row.state,
            in_force: in_force(row.state, row.valid_until, context.today),
            provenance: ProvenanceView::of(row),
        }
    }
}

/// A professional title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TitleView {
    /// Title.
    #[schema(example = "高级工程师")]
    pub title: String,
    /// Level.
    pub level: Option<String>,
    /// Field.
    pub field: Option<String>,
    /// Date granted.
    pub granted_on: Option<NaiveDate>,
    /// Granting body.
    pub authority: Option<String>,
}

impl TitleView {
    /// The view of a row.
    pub fn of(row: &ProfessionalTitle) -> Self {
        Self {
            title: row.title.clone(),
            level: row.level.clone(),
            field: row.field.clone(),
            granted_on: row.granted_on,
            authority: row.authority.clone(),
        }
    }
}

/// A person as lists show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonSummary {
    /// Opaque id: the canonical address of the person.
    #[schema(example = "7d2m9k4x0r8c3w1p")]
    pub id: String,
    /// Name.
    #[schema(example = "张某某")]
    pub name: String,
    /// Identity number, covered; given only where others on file bear the same name.
    #[schema(example = "410***********0019")]
    pub id_number_masked: Option<String>,
    /// Registrations, also those no longer in force.
    pub registrations: Vec<RegistrationView>,
    /// When the record last changed.
    pub updated_at: DateTime<Utc>,
}

impl PersonSummary {
    /// The summary of a row with its registrations.
    pub fn of<'a>(
        row: &Person,
        has_namesakes: bool,
        registrations: impl IntoIterator<Item = &'a Registration>,
        context: &Context,
    ) -> Self {
        Self {
            id: row.public_id.clone(),
            name: row.name.clone(),
            id_number_masked: row.id_number_masked.clone().filter(|_| has_namesakes),
            registrations: registrations.into_iter().map(|row| RegistrationView::of(row, context)).collect(),
            updated_at: row.updated_at.and_utc(),
        }
    }
}

/// A person with all that may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonDetail {
    /// As lists show them.
    #[serde(flatten)]
    pub summary: PersonSummary,
    /// Safety assessment certificates.
    pub safety_certificates: Vec<CertificateView>,
    /// Post and trade certificates.
    pub post_certificates: Vec<CertificateView>,
    /// Professional titles.
    pub titles: Vec<TitleView>,
    /// Who verified the record.
    pub provenance: ProvenanceView,
    /// Up to when the platform's data are complete.
    pub as_of: Option<DateTime<Utc>>,
}
