//! Who stands behind an enterprise, what it is worth, where it came from and where else it works.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::standard::dictionary::List;
use crate::domain::standard::region;
use crate::domain::vocabulary::enterprise::SuccessionKind;
use crate::registry::enterprise::rows::{EnterpriseParticulars, MarketEntry, NetAssets, Shareholder, Succession};
use crate::registry::public_ids::Referred;
use crate::registry::view::{EnterpriseLink, ProvenanceView, in_words};

/// Particulars of an enterprise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct EnterpriseParticularsView {
    /// What the legal representative is in the enterprise.
    #[schema(example = "董事长")]
    pub legal_representative_duty: Option<String>,
    /// Opaque id of the legal representative, where it is known which person on file it is.
    #[schema(example = "7d2m9k4x0r8c3w1p")]
    pub legal_representative_id: Option<String>,
    /// Registered address.
    pub registered_address: Option<String>,
    /// Place of business.
    pub business_address: Option<String>,
    /// Postcode.
    #[schema(example = "450000")]
    pub postcode: Option<String>,
    /// Number of the business licence.
    pub licence_number: Option<String>,
    /// Type of registration, in words.
    #[schema(example = "有限责任公司")]
    pub economic_type: Option<String>,
    /// Registered capital, in hundredths of its currency: fen.
    #[schema(example = 50_000_000_000_i64)]
    pub registered_capital_fen: Option<i64>,
    /// Currency of the registered capital, in words.
    #[schema(example = "人民币")]
    pub capital_currency: Option<String>,
    /// Technical leader.
    pub technical_leader: Option<String>,
    /// Telephone of the enterprise.
    #[schema(example = "0371-00000000")]
    pub phone: Option<String>,
    /// E-mail address of the enterprise.
    pub email: Option<String>,
    /// Website.
    pub website: Option<String>,
}

impl EnterpriseParticularsView {
    /// The view of a row.
    pub fn of(row: &EnterpriseParticulars, referred: &Referred) -> Self {
        let row = row.clone();
        Self {
            legal_representative_duty: row.legal_representative_duty,
            legal_representative_id: referred.person(row.legal_representative_id),
            registered_address: row.registered_address,
            business_address: row.business_address,
            postcode: row.postcode,
            licence_number: row.licence_number,
            economic_type: in_words(List::EconomicType, row.economic_type.as_deref()),
            registered_capital_fen: row.registered_capital_fen,
            capital_currency: in_words(List::Currency, row.capital_currency.as_deref()),
            technical_leader: row.technical_leader,
            phone: row.phone,
            email: row.email,
            website: row.website,
        }
    }
}

/// A shareholder or controller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ShareholderView {
    /// Name as the record writes it.
    #[schema(example = "张测试")]
    pub name: String,
    /// Opaque id of the enterprise that holds the share, where it is one on file.
    #[schema(example = "4j9r2c7k0m3x8w1p")]
    pub enterprise_id: Option<String>,
    /// Opaque id of the person who holds the share, where it is known which person on file it is.
    #[schema(example = "7d2m9k4x0r8c3w1p")]
    pub person_id: Option<String>,
    /// Share, in hundredths of a per cent.
    #[schema(example = 6_000)]
    pub share_basis_points: Option<i32>,
    /// Whether the holder controls the enterprise.
    pub is_controller: bool,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// Who verified it.
    pub provenance: ProvenanceView,
}

impl ShareholderView {
    /// The view of a row.
    pub fn of(row: &Shareholder, referred: &Referred) -> Self {
        Self {
            name: row.holder_name.clone(),
            enterprise_id: referred.enterprise(row.holder_enterprise_id),
            person_id: referred.person(row.holder_person_id),
            share_basis_points: row.share_basis_points,
            is_controller: row.is_controller,
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            provenance: ProvenanceView::of(row),
        }
    }
}

/// How an enterprise came from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SuccessionView {
    /// How.
    pub kind: SuccessionKind,
    /// The enterprise before; after a renaming, its former name.
    pub predecessor: EnterpriseLink,
    /// Since when.
    pub effective_on: Option<NaiveDate>,
    /// Document that shows it.
    pub document: Option<String>,
    /// Who verified it.
    pub provenance: ProvenanceView,
}

impl SuccessionView {
    /// The view of a row.
    pub fn of(row: &Succession, referred: &Referred) -> Self {
        let id = referred.enterprise(row.predecessor_id);
        Self {
            kind: row.kind,
            predecessor: EnterpriseLink { id, name: row.predecessor_name.clone() },
            effective_on: row.effective_on,
            document: row.document.clone(),
            provenance: ProvenanceView::of(row),
        }
    }
}

/// An information record of an enterprise that works in another province than its own (省外企业信息登记).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MarketEntryView {
    /// The province it works in.
    #[schema(example = "重庆市")]
    pub host_region: String,
    /// Number of the record.
    pub number: Option<String>,
    /// Business that it undertakes there.
    pub business: Option<String>,
    /// Leader there.
    pub local_leader: Option<String>,
    /// Date of the record.
    pub recorded_on: Option<NaiveDate>,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// Who verified it.
    pub provenance: ProvenanceView,
}

impl MarketEntryView {
    /// The view of a row; the telephone there is a person's and stays sealed.
    pub fn of(row: &MarketEntry) -> Self {
        Self {
            host_region: region::path(&row.host_region).unwrap_or_else(|| row.host_region.clone()),
            number: row.number.clone(),
            business: row.business.clone(),
            local_leader: row.local_leader.clone(),
            recorded_on: row.recorded_on,
            valid_until: row.valid_until,
            provenance: ProvenanceView::of(row),
        }
    }
}

/// Net assets at the end of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NetAssetsView {
    /// The year.
    #[schema(example = 2025)]
    pub year: i32,
    /// Net assets, in fen.
    #[schema(example = 30_000_000_000_i64)]
    pub net_assets_fen: i64,
    /// Who audited them.
    pub auditor: Option<String>,
    /// Who verified it.
    pub provenance: ProvenanceView,
}

impl NetAssetsView {
    /// The view of a row.
    pub fn of(row: &NetAssets) -> Self {
        let auditor = row.auditor.clone();
        Self { year: row.year, net_assets_fen: row.net_assets_fen, auditor, provenance: ProvenanceView::of(row) }
    }
}
