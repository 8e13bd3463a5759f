//! What the enterprise registry shows, in JSON and on pages alike.

mod standing;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

pub use standing::{EnterpriseParticularsView, MarketEntryView, NetAssetsView, ShareholderView, SuccessionView};

use super::change::EnterpriseRecords;
use super::rows::{Enterprise, EnterpriseAlias, Qualification, SafetyPermit};
use crate::domain::vocabulary::enterprise::{EnterpriseAliasKind, EnterpriseKind, EnterpriseState};
use crate::domain::vocabulary::provenance::CertificateState;
use crate::registry::public_ids::Referred;
use crate::registry::view::{ProvenanceView, RegionView, in_force};

/// An enterprise as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EnterpriseSummary {
    /// Opaque id: the canonical address of the enterprise.
    #[schema(example = "4j9r2c7k0m3x8w1p")]
    pub id: String,
    /// Unified social credit code.
    #[schema(example = "91410100MA0000007G")]
    pub credit_code: Option<String>,
    /// Organisation code.
    #[schema(example = "MA0000007")]
    pub organisation_code: Option<String>,
    /// Name.
    #[schema(example = "河南华鑫建设工程有限公司")]
    pub name: String,
    /// Region of registration.
    pub region: Option<RegionView>,
    /// Date of establishment.
    pub established_on: Option<NaiveDate>,
    /// Whether it is on the register.
    pub state: EnterpriseState,
    /// Qualifications held that are in force on the day of the answer, as people say them.
    #[schema(example = json!(["建筑工程施工总承包一级"]))]
    pub qualifications: Vec<String>,
    /// When the record last changed.
    pub updated_at: DateTime<Utc>,
}

impl EnterpriseSummary {
    /// The summary of a row with its qualifications.
    pub fn of<'a>(
        row: &Enterprise,
        qualifications: impl IntoIterator<Item = &'a Qualification>,
        today: NaiveDate,
    ) -> Self {
        Self {
            id: row.public_id.clone(),
            credit_code: row.credit_code.clone(),
            organisation_code: row.organisation_code.clone(),
            name: row.name.clone(),
            region: row.region_code.as_deref().map(RegionView::of),
            established_on: row.established_on,
            state: row.state,
            qualifications: qualifications
                .into_iter()
                .filter(|row| in_force(row.state, row.valid_until, today))
                .map(qualification_title)
                .collect(),
            updated_at: row.updated_at.and_utc(),
        }
    }
}

/// An enterprise that may be meant, with what tells it from others of the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EnterpriseCandidate {
    /// Opaque id: the canonical address of the enterprise.
    #[schema(example = "4j9r2c7k0m3x8w1p")]
    pub id: String,
    /// Unified social credit code.
    #[schema(example = "91410100MA0000007G")]
    pub credit_code: Option<String>,
    /// Name.
    #[schema(example = "河南华鑫建设工程有限公司")]
    pub name: String,
    /// Region of registration.
    pub region: Option<RegionView>,
}

impl EnterpriseCandidate {
    /// The candidate that a row is.
    pub fn of(row: &Enterprise) -> Self {
        Self {
            id: row.public_id.clone(),
            credit_code: row.credit_code.clone(),
            name: row.name.clone(),
            region: row.region_code.as_deref().map(RegionView::of),
        }
    }
}

/// A qualification as it is said: `建筑工程施工总承包一级`.
pub fn qualification_title(row: &Qualification) -> String {
    if row.category == row.sequence {
        return format!("{}{}", row.category, row.class);
    }
    format!("{}{}{}", row.category, row.sequence, row.class)
}

/// A former name or code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AliasView {
    /// What it is.
    pub kind: EnterpriseAliasKind,
    /// The name or code.
    #[schema(example = "河南华鑫建筑安装公司")]
    pub value: String,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
}

/// A qualification item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct QualificationView {
    /// As it is said.
    #[schema(example = "建筑工程施工总承包一级")]
    pub title: String,
    /// Kind of qualification.
    pub kind: EnterpriseKind,
    /// Sequence.
    #[schema(example = "施工总承包")]
    pub sequence: String,
    /// Category.
    #[schema(example = "建筑工程")]
    pub category: String,
    /// Class.
    #[schema(example = "一级")]
    pub class: String,
    /// Certificate number.
    #[schema(example = "D241000013")]
    pub certificate_number: Option<String>,
    /// Issuing authority.
    pub authority: Option<String>,
    /// Date of the certificate.
    pub issued_on: Option<NaiveDate>,
    /// Last day of validity.
    pub valid_until: Option<NaiveDate>,
    /// State as reported; expiry follows from `valid_until`.
    pub state: CertificateState,
    /// Whether it is in force on the day of the answer.
    pub in_force: bool,
    /// Who verified it.
    pub provenance: ProvenanceView,
}

impl QualificationView {
    /// The view of a row on a day.
    pub fn of(row: &Qualification, today: NaiveDate) -> Self {
        Self {
            title: qualification_title(row),
            kind: row.kind,
            sequence: row.sequence.clone(),
            category: row.category.clone(),
            class: row.class.clone(),
            certificate_number: row.certificate_number.clone(),
            authority: row.authority.clone(),
            issued_on: row.issued_on,
            valid_until: row.valid_until,
            state: row.state,
            in_force: in_force(row.state, row.valid_until, today),
            provenance: ProvenanceView::of(row),
        }
    }
}

/// A work-safety permit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SafetyPermitView {
    /// Permit number.
    #[schema(example = "（豫）JZ安许证字〔2015〕010001")]
    pub number: String,
    /// Permitted scope.
    pub scope: Option<String>,
    /// Issuing authority.
    pub authority: Option<String>,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// State as reported.
    pub state: CertificateState,
    /// Whether it is in force on the day of the answer.
    pub in_force: bool,
}

impl SafetyPermitView {
    /// The view of a row on a day.
    pub fn of(row: &SafetyPermit, today: NaiveDate) -> Self {
        Self {
            number: row.number.clone(),
            scope: row.scope.clone(),
            authority: row.authority.clone(),
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            state: row.state,
            in_force: in_force(row.state, row.valid_until, today),
        }
    }
}

/// An enterprise with its particulars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EnterpriseDetail {
    /// As lists show it.
    #[serde(flatten)]
    pub summary: EnterpriseSummary,
    /// Kinds of business.
    pub kinds: Vec<EnterpriseKind>,
    /// Legal representative.
    pub legal_representative: Option<String>,
    /// Particulars.
    #[serde(flatten)]
    pub particulars: EnterpriseParticularsView,
    /// Former names and codes.
    pub aliases: Vec<AliasView>,
    /// Qualification items.
    pub qualification_items: Vec<QualificationView>,
    /// Work-safety permits.
    pub safety_permits: Vec<SafetyPermitView>,
    /// Shareholders and controllers.
    pub shareholders: Vec<ShareholderView>,
    /// How it came from other enterprises, or from another name.
    pub successions: Vec<SuccessionView>,
    /// Information records in other provinces.
    pub market_entries: Vec<MarketEntryView>,
    /// Net assets by year.
    pub net_assets: Vec<NetAssetsView>,
    /// Who verified the record.
    pub provenance: ProvenanceView,
    /// Up to when the platform's data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

impl EnterpriseDetail {
    /// The detail of an enterprise from its rows.
    pub fn of(
        row: &Enterprise,
        records: &EnterpriseRecords,
        referred: &Referred,
        today: NaiveDate,
        as_of: Option<DateTime<Utc>>,
    ) -> Self {
        let particulars = records.particulars.first().map(|row| EnterpriseParticularsView::of(row, referred));
        Self {
            summary: EnterpriseSummary::of(row, &records.qualifications, today),
            kinds: records.kinds.iter().map(|kind| kind.kind).collect(),
            legal_representative: row.legal_representative.clone(),
            particulars: particulars.unwrap_or_default(),
            aliases: records.aliases.iter().map(alias).collect(),
            qualification_items: records.qualifications.iter().map(|row| QualificationView::of(row, today)).collect(),
            safety_permits: records.safety_permits.iter().map(|row| SafetyPermitView::of(row, today)).collect(),
            shareholders: records.shareholders.iter().map(|row| ShareholderView::of(row, referred)).collect(),
            successions: records.successions.iter().map(|row| SuccessionView::of(row, referred)).collect(),
            market_entries: records.market_entries.iter().map(MarketEntryView::of).collect(),
            net_assets: records.net_assets.iter().map(NetAssetsView::of).collect(),
            provenance: ProvenanceView::of(row),
            as_of,
        }
    }
}

fn alias(row: &EnterpriseAlias) -> AliasView {
    AliasView { kind: row.kind, value: row.value.clone(), valid_from: row.valid_from, valid_until: row.valid_until }
}
