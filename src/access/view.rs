//! Organisations, accounts, sessions and tokens as those see them who may.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::rows::{Account, ApiToken, Delegation, Organisation, Session};
use super::token;
use crate::domain::vocabulary::access::{
    AccountState, DelegationState, OrganisationKind, OrganisationState, Role, Tier, TokenScope,
};
use crate::registry::view::RegionView;

/// An organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrganisationView {
    /// 单位编号
    #[schema(example = "3f8h2k6m1p9r4t7w")]
    pub id: String,
    /// 企业或主管部门
    pub kind: OrganisationKind,
    /// 名称
    #[schema(example = "河南中原建工集团有限公司")]
    pub name: String,
    /// 企业的统一社会信用代码
    #[schema(example = "91410100MA0000007G")]
    pub credit_code: Option<String>,
    /// 企业注册属地，或部门管辖地区
    pub region: RegionView,
    /// 部门的层级
    pub tier: Option<Tier>,
    /// 核验状态
    pub state: OrganisationState,
    /// 未通过核验或被停用的理由
    #[schema(example = "营业执照与填报名称不一致。")]
    pub reason: Option<String>,
    /// 提出注册的时间
    pub registered_at: DateTime<Utc>,
    /// 作出决定的时间
    pub decided_at: Option<DateTime<Utc>>,
    /// 版本号，与响应头 `ETag` 一致
    #[schema(example = 1)]
    pub version: i64,
}

impl From<Organisation> for OrganisationView {
    fn from(row: Organisation) -> Self {
        Self {
            id: row.public_id,
            kind: row.kind,
            name: row.name,
            credit_code: row.credit_code,
            region: RegionView::of(&row.region_code),
            tier: row.tier,
            state: row.state,
            reason: row.state_reason,
            registered_at: row.registered_at.and_utc(),
            decided_at: row.decided_at.map(|at| at.and_utc()),
            version: row.row_version,
        }
    }
}

/// An account, as whoever looks after it sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountView {
    /// 账号编号
    #[schema(example = "7k2m9x4c1v8b3n6z")]
    pub id: String,
    /// 登录名
    #[schema(example = "wangjianguo")]
    pub login_name: String,
    /// 姓名
    #[schema(example = "王建国")]
    pub name: String,
    /// 所属单位的编号
    #[schema(example = "3f8h2k6m1p9r4t7w")]
    pub organisation_id: String,
    /// 所属单位的名称
    #[schema(example = "郑州市金水区住房和城乡建设局")]
    pub organisation_name: String,
    /// 角色
    pub roles: Vec<Role>,
    /// 状态
    pub state: AccountState,
    /// 因多次输错密码而锁定，至何时自动解除
    pub locked_until: Option<DateTime<Utc>>,
    /// 是否已设置动态码
    #[schema(example = true)]
    pub has_second_factor: bool,
    /// 是否已与统一身份认证绑定
    #[schema(example = false)]
    pub is_linked: bool,
    /// 创建时间
    pub created_at: DateTime<Utc>,
    /// 版本号，与响应头 `ETag` 一致
    #[schema(example = 1)]
    pub version: i64,
}

/// What is known of an account beside its row.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// The roles it holds.
    pub roles: Vec<Role>,
    /// Until when nobody can sign in under its name.
    pub locked_until: Option<chrono::NaiveDateTime>,
    /// Whether it has a second factor.
    pub has_second_factor: bool,
    /// Whether it is linked to another system.
    pub is_linked: bool,
}

impl AccountView {
    /// An account and its organisation.
    pub fn of(account: Account, organisation: &Organisation, standing: Standing) -> Self {
        Self {
            id: account.public_id,
            login_name: account.login_name,
            name: account.person_name,
            organisation_id: organisation.public_id.clone(),
            organisation_name: organisation.name.clone(),
            roles: standing.roles,
            state: account.state,
            locked_until: standing.locked_until.map(|until| until.and_utc()),
            has_second_factor: standing.has_second_factor,
            is_linked: standing.is_linked,
            created_at: account.created_at.and_utc(),
            version: account.row_version,
        }
    }
}

/// A session of one's own.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SessionView {
    /// 会话编号
    #[schema(example = "2b7d1f9h4k8m3p6r")]
    pub id: String,
    /// 登录时间
    pub started_at: DateTime<Utc>,
    /// 最近一次使用的时间，精确到分钟
    pub last_seen_at: DateTime<Utc>,
    /// 从哪个网络地址登录
    #[schema(example = "192.0.2.1")]
    pub signed_in_from: Option<String>,
    /// 浏览器自报的名称
    #[schema(example = "Mozilla/5.0")]
    pub browser: Option<String>,
    /// 是否就是当前会话
    #[schema(example = true)]
    pub is_current: bool,
}

impl SessionView {
    /// A session, seen from the current one.
    pub fn of(row: Session, current: Option<i64>) -> Self {
        Self {
            is_current: Some(row.id) == current,
            id: row.public_id,
            started_at: row.started_at.and_utc(),
            last_seen_at: row.last_seen_at.and_utc(),
            signed_in_from: row.peer_address,
            browser: row.user_agent,
        }
    }
}

/// A token of one's own.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TokenView {
    /// 令牌编号
    #[schema(example = "9r4t7w2y5b8d1f3h")]
    pub id: String,
    /// 用途
    #[schema(example = "项目管理系统")]
    pub name: String,
    /// 权限
    pub scopes: Vec<TokenScope>,
    /// 创建时间
    pub created_at: DateTime<Utc>,
    /// 有效期至
    pub expires_at: DateTime<Utc>,
    /// 最近一次使用的时间，精确到分钟
    pub last_used_at: Option<DateTime<Utc>>,
}

impl From<ApiToken> for TokenView {
    fn from(row: ApiToken) -> Self {
        Self {
            scopes: token::scopes(&row),
            id: row.public_id,
            name: row.name,
            created_at: row.created_at.and_utc(),
            expires_at: row.expires_at.and_utc(),
            last_used_at: row.last_used_at.map(|at| at.and_utc()),
        }
    }
}

/// Who stands in for a reviewer who is away.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DelegationView {
    /// 代理编号
    #[schema(example = "6p3k8m1x5c2v9b7n")]
    pub id: String,
    /// 离岗的审核人员的账号编号
    #[schema(example = "7k2m9x4c1v8b3n6z")]
    pub account_id: String,
    /// 离岗的审核人员的姓名
    #[schema(example = "王建国")]
    pub name: String,
    /// 代理人的账号编号
    #[schema(example = "3f8h2k6m1p9r4t7w")]
    pub deputy_id: String,
    /// 代理人的姓名
    #[schema(example = "李明")]
    pub deputy_name: String,
    /// 第一天
    pub first_day: NaiveDate,
    /// 最后一天
    pub last_day: NaiveDate,
    /// 今天的状态
    pub state: DelegationState,
    /// 指定的时间
    pub created_at: DateTime<Utc>,
    /// 提前结束或撤回的时间
    pub ended_at: Option<DateTime<Utc>>,
}

impl DelegationView {
    /// A delegation as it stands on a day.
    pub fn of(row: Delegation, absent: &Account, deputy: &Account, today: NaiveDate) -> Self {
        Self {
            state: row.state(today),
            id: row.public_id,
            account_id: absent.public_id.clone(),
            name: absent.person_name.clone(),
            deputy_id: deputy.public_id.clone(),
            deputy_name: deputy.person_name.clone(),
            first_day: row.first_day,
            last_day: row.last_day,
            created_at: row.created_at.and_utc(),
            ended_at: row.ended_at.map(|at| at.and_utc()),
        }
    }
}
