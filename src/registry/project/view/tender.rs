//! The sections of a project's tenders and what was bid for them.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::NamedEnterpriseView;
use crate::domain::standard::dictionary::List;
use crate::registry::project::identity::number_key;
use crate::registry::project::rows::{TenderBidder, TenderSection};
use crate::registry::public_ids::Referred;
use crate::registry::view::{ProvenanceView, in_words};

/// A bid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BidView {
    /// The bidder.
    pub bidder: Option<NamedEnterpriseView>,
    /// Name of the consortium.
    pub consortium: Option<String>,
    /// Opaque id of the manager who is offered; absent where the record does not tell who of that name it is.
    #[schema(example = "7d2m9k4x0r8c3w1p")]
    pub manager_id: Option<String>,
    /// Name of the manager who is offered.
    #[schema(example = "张测试")]
    pub manager_name: Option<String>,
    /// Price, in hundredths of its currency: fen.
    pub bid_fen: Option<i64>,
    /// Currency of the price, in words.
    #[schema(example = "人民币")]
    pub currency: Option<String>,
    /// Date of the bid.
    pub submitted_on: Option<NaiveDate>,
    /// Score of the credit evaluation, in hundredths of a point.
    pub credit_score_hundredths: Option<i32>,
    /// Points that credit has in the total, in hundredths.
    pub used_credit_score_hundredths: Option<i32>,
    /// Total score, in hundredths of a point.
    pub score_hundredths: Option<i32>,
    /// Whether it is proposed for the award.
    pub is_winner: Option<bool>,
    /// Who verified it.
    pub provenance: ProvenanceView,
}

impl BidView {
    fn of(row: &TenderBidder, referred: &Referred) -> Self {
        Self {
            bidder: NamedEnterpriseView::of(row.bidder_id, Some(&row.bidder_name), &referred.enterprises),
            consortium: row.consortium.clone(),
            manager_id: referred.person(row.manager_id),
            manager_name: row.manager_name.clone(),
            bid_fen: row.bid_fen,
            currency: in_words(List::Currency, row.currency.as_deref()),
            submitted_on: row.submitted_on,
            credit_score_hundredths: row.credit_score_hundredths,
            used_credit_score_hundredths: row.used_credit_score_hundredths,
            score_hundredths: row.score_hundredths,
            is_winner: row.is_winner,
            provenance: ProvenanceView::of(row),
        }
    }
}

/// A section of a tender (标段).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct TenderSectionView {
    /// The tender it belongs to.
    #[schema(example = "4101052003010101-BD-001")]
    pub tender_number: Option<String>,
    /// Section code.
    #[schema(example = "001")]
    pub code: String,
    /// Name; absent where only its bids are on file.
    #[schema(example = "施工标段")]
    pub name: Option<String>,
    /// Content.
    pub content: Option<String>,
    /// Estimated price, in fen.
    pub estimate_fen: Option<i64>,
    /// Conditions for bidders.
    pub qualification_required: Option<String>,
    /// Planned start.
    pub planned_start_on: Option<NaiveDate>,
    /// Duration as written.
    #[schema(example = "258日历天")]
    pub duration: Option<String>,
    /// What was bid for it, the proposed winner first, then by score and price.
    pub bids: Vec<BidView>,
}

impl TenderSectionView {
    /// The sections with their bids; one of which only bids are on file has its code alone.
    pub fn all(sections: &[TenderSection], bids: &[TenderBidder], referred: &Referred) -> Vec<Self> {
        let mut views: Vec<Self> = sections.iter().map(Self::of).collect();
        for bid in bids {
            let known = views.iter().position(|section| section.has(bid));
            let place = known.unwrap_or_else(|| {
                let code = bid.section_code.clone();
                views.push(Self { tender_number: bid.tender_number.clone(), code, ..Self::default() });
                views.len() - 1
            });
            if let Some(section) = views.get_mut(place) {
                section.bids.push(BidView::of(bid, referred));
            }
        }
        for section in &mut views {
            section.bids.sort_by_key(|bid| {
                let unproposed = bid.is_winner != Some(true);
                (unproposed, Reverse(bid.score_hundredths), bid.bid_fen.unwrap_or(i64::MAX))
            });
        }
        views.sort_by(|one, other| (&one.tender_number, &one.code).cmp(&(&other.tender_number, &other.code)));
        views
    }

    /// Whether a bid is for this section: the codes are the same, and so are the tenders where both say theirs.
    fn has(&self, bid: &TenderBidder) -> bool {
        let same = |one: &str, other: &str| number_key(one) == number_key(other);
        let tenders = self.tender_number.as_deref().zip(bid.tender_number.as_deref());
        same(&self.code, &bid.section_code) && tenders.is_none_or(|(own, other)| same(own, other))
    }

    fn of(row: &TenderSection) -> Self {
        Self {
            tender_number: row.tender_number.clone(),
            code: row.code.clone(),
            name: Some(row.name.clone()),
            content: row.content.clone(),
            estimate_fen: row.estimate_fen,
            qualification_required: row.qualification_required.clone(),
            planned_start_on: row.planned_start_on,
            duration: row.duration.clone(),
            bids: Vec::new(),
        }
    }
}
