//! How near an enterprise is to losing a qualification, and what would break if somebody left.

pub mod api;
pub mod page;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::finding::service::scope;
use super::finding::store::Scope;
use super::market::{Market, Wanted};
use super::view::Named;
use crate::access::Principal;
use crate::db::Conn;
use crate::domain::rules::Confidence;
use crate::domain::rules::facts::{Enterprise, InForce, Qualification};
use crate::domain::rules::requirement::{self, Slack};
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::domain::vocabulary::project::Position;
use crate::error::{Error, Result};
use crate::record::Record as _;
use crate::registry::personnel::rows::Registration;
use crate::registry::{enterprise, link, personnel};

/// How an enterprise stands to one requirement of a qualification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SlackView {
    /// 要求
    #[schema(example = "建筑工程专业注册建造师")]
    pub requirement: String,
    /// 标准
    #[schema(example = 4)]
    pub minimum: i64,
    /// 单位
    #[schema(example = "人")]
    pub unit: String,
    /// 现有：当日确定有效的；没有登记的为空
    #[schema(example = 6)]
    pub have: Option<i64>,
    /// 现有，连同不能确定是否有效的
    #[schema(example = 6)]
    pub at_most: Option<i64>,
    /// 余量：现有减标准；不足时为负
    #[schema(example = 2)]
    pub spare: Option<i64>,
    /// 当日是否考核这一指标
    #[schema(example = true)]
    pub is_assessed: bool,
    /// 文件
    #[schema(example = "建市〔2014〕159号")]
    pub document: String,
    /// 来源可信度
    pub confidence: Confidence,
    /// 来源可信度，文字
    #[schema(example = "已核对文件转载")]
    pub confidence_label: String,
}

impl SlackView {
    fn of(slack: &Slack) -> Self {
        let row = slack.requirement;
        Self {
            requirement: row.title(),
            minimum: row.minimum,
            unit: row.unit.clone(),
            have: slack.certain,
            at_most: slack.possible,
            spare: slack.certain.map(|have| have - row.minimum),
            is_assessed: slack.is_assessed,
            document: row.document.clone(),
            confidence: row.confidence,
            confidence_label: row.confidence.label().to_owned(),
        }
    }
}

/// A qualification with its slack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeldView {
    /// 资质
    #[schema(example = "建筑工程施工总承包三级")]
    pub title: String,
    /// 各项指标；标准中没有收录的资质为空
    pub requirements: Vec<SlackView>,
}

/// How an enterprise stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StandingView {
    /// 企业
    pub enterprise: Named,
    /// 日期
    #[schema(example = "2026-11-22")]
    pub on: NaiveDate,
    /// 当日有效的资质
    pub qualifications: Vec<HeldView>,
}

/// A requirement that would be missed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BrokenView {
    /// 资质
    #[schema(example = "建筑工程施工总承包三级")]
    pub qualification: String,
    /// 要求和离开以后的情况
    #[serde(flatten)]
    pub left: SlackView,
}

/// What would break of one enterprise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EnterpriseLoss {
    /// 企业
    pub enterprise: Named,
    /// 离开以后不再达到的指标；现在就达不到的不列
    pub broken: Vec<BrokenView>,
}

/// A post that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeldPost {
    /// 项目
    pub project: Named,
    /// 岗位
    #[schema(example = "项目经理")]
    pub position: String,
    /// 任职起始日期
    #[schema(example = "2026-03-02")]
    pub since: Option<NaiveDate>,
}

/// What would break if somebody left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DepartureView {
    /// 人员
    pub person: Named,
    /// 日期
    #[schema(example = "2026-11-22")]
    pub on: NaiveDate,
    /// 注册的企业
    pub enterprises: Vec<EnterpriseLoss>,
    /// 当日担任的岗位，须先依法变更
    pub posts: Vec<HeldPost>,
}

/// How an enterprise stands on a day, for those who may see that.
pub fn of_enterprise(conn: &mut Conn, by: &Principal, key: &str, on: NaiveDate) -> Result<StandingView> {
    let id = enterprise::service::id_of(conn, key)?;
    let firm = one(conn, id)?;
    if !is_visible(&scope(conn, by)?, id, &firm) {
        return Err(Error::NotFound { what: "企业", key: key.to_owned() });
    }
    let held = in_force(&firm, on).map(|held| HeldView {
        title: title(held),
        requirements: requirement::slack(&firm, held, on).iter().map(SlackView::of).collect(),
    });
    let qualifications = held.collect();
    Ok(StandingView { enterprise: Named { id: firm.key.clone(), name: firm.name.clone() }, on, qualifications })
}

/// What would break on a day if somebody left, for those who may see that of an enterprise they are registered with.
pub fn of_person(conn: &mut Conn, by: &Principal, key: &str, on: NaiveDate) -> Result<DepartureView> {
    let id = personnel::service::id_of(conn, key)?;
    let (public_id, name) =
        personnel::service::names(conn, &[id])?.remove(&id).ok_or_else(|| Error::internal("no such person"))?;
    let scope = scope(conn, by)?;
    let mut firms: Vec<EnterpriseId> =
        Registration::load(conn, &[id.0])?.into_iter().filter_map(|row| row.enterprise_id).collect();
    firms.sort_unstable();
    firms.dedup();
    let mut enterprises = Vec::new();
    for firm in firms {
        let facts = one(conn, firm)?;
        if is_visible(&scope, firm, &facts) {
            let broken = broken(&facts, &public_id, on);
            enterprises.push(EnterpriseLoss { enterprise: Named { id: facts.key, name: facts.name }, broken });
        }
    }
    if enterprises.is_empty() && scope != Scope::All {
        return Err(Error::NotFound { what: "人员", key: key.to_owned() });
    }
    let binds = |since: Option<NaiveDate>, released: Option<NaiveDate>| {
        since.is_none_or(|since| since <= on) && released.is_none_or(|released| on < released)
    };
    let engaged = link::engagements_of(conn, id)?.into_iter();
    let posts = engaged
        .filter(|(row, _)| row.position != Position::DrawingReviewer && binds(row.active_since, row.released_on))
        .map(|(row, project)| HeldPost {
            project: Named { id: project.public_id, name: project.name },
            position: row.position.label().to_owned(),
            since: row.active_since,
        });
    Ok(DepartureView { person: Named { id: public_id, name }, on, enterprises, posts: posts.collect() })
}

fn one(conn: &mut Conn, id: EnterpriseId) -> Result<Enterprise> {
    let market = Market::of(conn, &Wanted { enterprises: [id.0].into(), ..Wanted::default() })?;
    let found = market.enterprises().find(|one| market.enterprise_id(Some(&one.key)) == Some(id));
    found.cloned().ok_or_else(|| Error::internal("no such enterprise"))
}

fn is_visible(scope: &Scope, id: EnterpriseId, firm: &Enterprise) -> bool {
    match scope {
        Scope::All => true,
        Scope::Region(prefix) => firm.region_code.starts_with(prefix),
        Scope::Enterprise(own) => *own == id,
    }
}

fn in_force(firm: &Enterprise, on: NaiveDate) -> impl Iterator<Item = &Qualification> {
    firm.qualifications.iter().filter(move |held| held.certificate.in_force(on) == InForce::Yes)
}

fn title(held: &Qualification) -> String {
    format!("{}{}{}", held.category, held.sequence, held.class)
}

/// The requirements that are met, and would not be without a person.
fn broken(firm: &Enterprise, person: &str, on: NaiveDate) -> Vec<BrokenView> {
    let mut without = firm.clone();
    without.staff.retain(|staffed| staffed.person != person);
    let mut broken = Vec::new();
    for held in in_force(firm, on) {
        let (now, then) = (requirement::slack(firm, held, on), requirement::slack(&without, held, on));
        for (now, then) in now.iter().zip(&then) {
            let is_met = |slack: &Slack| slack.certain.is_some_and(|have| have >= slack.requirement.minimum);
            if is_met(now) && !is_met(then) {
                broken.push(BrokenView { qualification: title(held), left: SlackView::of(then) });
            }
        }
    }
    broken
}
