//! What the credit registry shows, in JSON and on pages alike.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::rows::{
    EnterpriseBlacklisting, EnterpriseConduct, EnterpriseEvaluation, PersonBlacklisting, PersonConduct, PersonDemerit,
};
use super::store::is_current;
use crate::domain::vocabulary::credit::{ConductNature, CreditKind, EvaluationPeriod, SubjectKind};
use crate::domain::vocabulary::ids::ProjectId;
use crate::record::Row;
use crate::registry::view::ProvenanceView;

/// Whom a record concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SubjectView {
    /// An enterprise or a person.
    pub kind: SubjectKind,
    /// Opaque id of the enterprise or person.
    #[schema(example = "4j9r2c7k0m3x8w1p")]
    pub id: String,
    /// Name.
    #[schema(example = "河南华鑫建设工程有限公司")]
    pub name: String,
}

/// A credit record of any kind; what its kind does not have is absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CreditRecordView {
    /// Which list it stands on.
    pub kind: CreditKind,
    /// The list in words.
    #[schema(example = "不良信用信息")]
    pub kind_label: String,
    /// Whom it concerns.
    pub subject: SubjectView,
    /// Record number.
    #[schema(example = "BL-410100-2026-0001")]
    pub number: Option<String>,
    /// Code of the conduct, or item of the point table.
    pub code: Option<String>,
    /// What happened, the ground of the listing, or what was evaluated.
    #[schema(example = "未按照国家有关规定办理施工许可擅自开工")]
    pub summary: String,
    /// Decision.
    pub decision: Option<String>,
    /// Document number.
    pub document: Option<String>,
    /// Deciding, listing or evaluating body.
    pub authority: Option<String>,
    /// Date of the decision or of the listing.
    pub decided_on: Option<NaiveDate>,
    /// First day of publication.
    pub published_from: Option<NaiveDate>,
    /// Last day of publication.
    pub published_until: Option<NaiveDate>,
    /// Last day of the penalty.
    pub penalty_until: Option<NaiveDate>,
    /// Date on which the listing ends.
    pub removed_on: Option<NaiveDate>,
    /// Demerit points.
    pub points: Option<i32>,
    /// Score of an evaluation, in 1/100.
    pub score_hundredths: Option<i32>,
    /// Grade of an evaluation.
    pub grade: Option<String>,
    /// Opaque id of the project concerned, where it is on file.
    #[schema(example = "6w3n8h1v5t9b2c7k")]
    pub project_id: Option<String>,
    /// Project concerned, as written.
    pub project_name: Option<String>,
    /// Whether it has effect on the day of the answer.
    pub in_force: bool,
    /// Who verified it.
    pub provenance: ProvenanceView,
}

impl CreditRecordView {
    fn bare(kind: CreditKind, subject: SubjectView, summary: String, row: &impl Row) -> Self {
        Self {
            kind,
            kind_label: kind.label().to_owned(),
            subject,
            number: None,
            code: None,
            summary,
            decision: None,
            document: None,
            authority: None,
            decided_on: None,
            published_from: None,
            published_until: None,
            penalty_until: None,
            removed_on: None,
            points: None,
            score_hundredths: None,
            grade: None,
            project_id: None,
            project_name: None,
            in_force: true,
            provenance: ProvenanceView::of(row),
        }
    }
}

/// A record that can be shown, once it is known whom it concerns.
pub trait Shown: Row {
    /// Its view on a day; the project's id is added to it.
    fn view(&self, subject: SubjectView, today: NaiveDate) -> CreditRecordView;

    /// The project it concerns, where on file.
    fn project(&self) -> Option<ProjectId> {
        None
    }
}

macro_rules! shown_conduct {
    ($row:ty) => {
        impl Shown for $row {
            fn view(&self, subject: SubjectView, today: NaiveDate) -> CreditRecordView {
                let kind = match self.nature {
                    ConductNature::Good => CreditKind::Good,
                    ConductNature::Bad => CreditKind::Bad,
                };
                CreditRecordView {
                    number: Some(self.number.clone()),
                    code: self.code.clone(),
                    decision: self.decision.clone(),
                    document: self.document.clone(),
                    authority: self.authority.clone(),
                    decided_on: self.decided_on,
                    published_from: self.published_from,
                    published_until: self.published_until,
                    penalty_until: self.penalty_until,
                    project_name: self.project_name.clone(),
                    in_force: self.penalty_until.is_none_or(|until| today <= until),
                    ..CreditRecordView::bare(kind, subject, self.summary.clone(), self)
                }
            }

            fn project(&self) -> Option<ProjectId> {
                self.project_id
            }
        }
    };
}
shown_conduct!(EnterpriseConduct);
shown_conduct!(PersonConduct);

macro_rules! shown_listing {
    ($row:ty) => {
        impl Shown for $row {
            fn view(&self, subject: SubjectView, _today: NaiveDate) -> CreditRecordView {
                CreditRecordView {
                    number: Some(self.number.clone()),
                    document: self.document.clone(),
                    authority: self.authority.clone(),
                    decided_on: Some(self.listed_on),
                    removed_on: self.removed_on,
                    ..CreditRecordView::bare(CreditKind::Blacklist, subject, self.reason.clone(), self)
                }
            }
        }
    };
}
shown_listing!(EnterpriseBlacklisting);
shown_listing!(PersonBlacklisting);

impl Shown for EnterpriseEvaluation {
    fn view(&self, subject: SubjectView, today: NaiveDate) -> CreditRecordView {
        let period = match self.period {
            EvaluationPeriod::Year => String::new(),
            EvaluationPeriod::Quarter => format!("第{}季度", (self.month + 2) / 3),
            EvaluationPeriod::Month => format!("{}月", self.month),
        };
        let qualification = [&self.sequence, &self.category].into_iter().flatten();
        let evaluated: Vec<&str> = [self.kind.label()].into_iter().chain(qualification.map(String::as_str)).collect();
        let summary = format!("{}（{}）{}年{period}", self.scheme, evaluated.join(" "), self.year);
        CreditRecordView {
            authority: self.evaluator.clone(),
            score_hundredths: Some(self.score_hundredths),
            grade: self.grade.clone(),
            in_force: is_current(self, today),
            ..CreditRecordView::bare(CreditKind::Evaluation, subject, summary, self)
        }
    }
}

impl Shown for PersonDemerit {
    fn view(&self, subject: SubjectView, _today: NaiveDate) -> CreditRecordView {
        CreditRecordView {
            number: Some(self.number.clone()),
            code: self.item.clone(),
            authority: self.authority.clone(),
            decided_on: Some(self.decided_on),
            points: Some(self.points),
            project_name: self.project_name.clone(),
            ..CreditRecordView::bare(CreditKind::Demerit, subject, self.behaviour.clone(), self)
        }
    }

    fn project(&self) -> Option<ProjectId> {
        self.project_id
    }
}
