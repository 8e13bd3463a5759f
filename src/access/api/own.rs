//! One's own account, sessions and tokens.

use actix_web::{HttpResponse, delete, get, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::guard::{AtOwnAccount, Known, SessionHolder, lifetime};
use crate::access::session;
use crate::access::token::{self, NewToken};
use crate::access::view::{SessionView, TokenView};
use crate::access::{Means, Principal, store};
use crate::domain::vocabulary::access::{OrganisationKind, OrganisationState, Role, Tier, TokenScope};
use crate::error::Result;
use crate::http::body::Json;
use crate::http::extract::{Key, Query};
use crate::http::params::NoParams;
use crate::http::refused::{Refused, RefusedList};
use crate::http::state::State;

/// The account that is asking.
#[derive(Serialize, ToSchema)]
pub struct AccountOfMine {
    /// 账号编号
    #[schema(example = "7k2m9x4c1v8b3n6z")]
    pub id: String,
    /// 登录名
    #[schema(example = "wangjianguo")]
    pub login_name: String,
    /// 姓名
    #[schema(example = "王建国")]
    pub name: String,
    /// 所代表的单位
    pub organisation: OrganisationOfMine,
    /// 角色
    pub roles: Vec<Role>,
    /// 令牌的权限；以登录会话访问时为空
    pub scopes: Vec<TokenScope>,
}

/// The organisation that somebody acts for.
#[derive(Serialize, ToSchema)]
pub struct OrganisationOfMine {
    /// 单位编号
    #[schema(example = "3f8h2k6m1p9r4t7w")]
    pub id: String,
    /// 名称
    #[schema(example = "河南中原建工集团有限公司")]
    pub name: String,
    /// 企业或主管部门
    pub kind: OrganisationKind,
    /// 核验状态
    pub state: OrganisationState,
    /// 行政区划代码：企业为注册属地，部门为管辖地区
    #[schema(example = "410105")]
    pub region_code: String,
    /// 部门的层级
    pub tier: Option<Tier>,
    /// 企业的统一社会信用代码
    #[schema(example = "91410100MA0000007G")]
    pub credit_code: Option<String>,
}

impl From<Principal> for AccountOfMine {
    fn from(principal: Principal) -> Self {
        let organisation = principal.organisation;
        Self {
            id: principal.public_id,
            login_name: principal.login_name,
            name: principal.name,
            organisation: OrganisationOfMine {
                id: organisation.public_id,
                name: organisation.name,
                kind: organisation.kind,
                state: organisation.state,
                region_code: organisation.region_code,
                tier: organisation.tier,
                credit_code: organisation.credit_code,
            },
            roles: principal.roles,
            scopes: match principal.means {
                Means::Session { .. } => Vec::new(),
                Means::Token { scopes, .. } => scopes,
            },
        }
    }
}

/// 当前账号
///
/// 令牌或登录会话所属的账号、单位、角色，以及令牌的权限。
#[utoipa::path(tag = "账号与权限",
    responses(
    (status = 200, description = "当前账号", body = AccountOfMine),
    RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/account")]
pub async fn get_account(Known(principal): Known, Query(NoParams {}): Query<NoParams>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(AccountOfMine::from(principal)))
}

/// One's own sessions.
#[derive(Serialize, ToSchema)]
pub struct SessionList {
    /// 尚未结束的登录会话，最近的在前
    pub items: Vec<SessionView>,
}

/// 我的登录会话
///
/// 在哪些浏览器上登录着，从哪里、何时登录。只能以登录会话访问。
#[utoipa::path(tag = "账号与权限",
    responses(
    (status = 200, description = "登录会话", body = SessionList),
    RefusedList,
), security(("session" = [])))]
#[get("/account/sessions")]
pub async fn list_sessions(
    state: State,
    me: AtOwnAccount,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let (account, current) = (me.account_id, me.session_id());
    let (lifetime, now) = (lifetime(&state.settings), state.db.clock().now());
    let sessions = state.db.read(move |conn| session::lasting(conn, account, lifetime, now)).await?;
    let items = sessions.into_iter().map(|row| SessionView::of(row, current)).collect();
    Ok(HttpResponse::Ok().json(SessionList { items }))
}

/// What was ended.
#[derive(Serialize, ToSchema)]
pub struct Ended {
    /// 已结束的会话或令牌的编号
    #[schema(example = "2b7d1f9h4k8m3p6r")]
    pub id: String,
}

/// 结束登录会话
///
/// 结束自己的一个登录会话，那个浏览器须重新登录。只能以登录会话访问。
#[utoipa::path(tag = "账号与权限",
    params(("key" = String, Path, description = "会话编号", example = "2b7d1f9h4k8m3p6r")),
    responses(
    (status = 200, description = "已结束", body = Ended),
    Refused,
), security(("session" = [])))]
#[delete("/account/sessions/{key}")]
pub async fn end_session(
    state: State,
    me: AtOwnAccount,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let id = key.clone();
    state.db.write(move |tx| session::end_own(tx, &me, &key)).await?;
    Ok(HttpResponse::Ok().json(Ended { id }))
}

/// One's own tokens.
#[derive(Serialize, ToSchema)]
pub struct TokenList {
    /// 尚未撤销的令牌，最近的在前；不含令牌本身
    pub items: Vec<TokenView>,
}

/// 我的令牌
///
/// 供程序使用的令牌及其权限、有效期、最近使用时间。只能以登录会话访问。
#[utoipa::path(tag = "账号与权限",
    responses(
    (status = 200, description = "令牌", body = TokenList),
    RefusedList,
), security(("session" = [])))]
#[get("/account/tokens")]
pub async fn list_tokens(state: State, me: SessionHolder, Query(NoParams {}): Query<NoParams>) -> Result<HttpResponse> {
    let account = me.account_id;
    let tokens = state.db.read(move |conn| Ok(store::api_tokens_of(conn, account)?)).await?;
    Ok(HttpResponse::Ok().json(TokenList { items: tokens.into_iter().map(TokenView::from).collect() }))
}

/// A token that is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    /// 用途，不超过 50 个字
    #[schema(example = "项目管理系统")]
    pub name: String,
    /// 权限，不能超出账号自己的权限
    pub scopes: Vec<TokenScope>,
    /// 有效天数，1 至 365
    #[schema(example = 90, minimum = 1, maximum = 365)]
    pub days: u32,
}

/// A token that was made.
#[derive(Serialize, ToSchema)]
pub struct TokenMade {
    /// 令牌。只在此时给出一次，请立即妥善保存
    #[schema(example = "siku_Zx3…")]
    pub token: String,
    /// 令牌的说明
    pub description: TokenView,
}

/// 创建令牌
///
/// 令牌只在创建时给出一次。只能以登录会话访问：令牌不能产生令牌。
#[utoipa::path(tag = "账号与权限",
    request_body = TokenRequest,
    responses(
    (status = 201, description = "已创建", body = TokenMade),
    RefusedList,
), security(("session" = [])))]
#[post("/account/tokens")]
pub async fn create_token(
    state: State,
    me: SessionHolder,
    Query(NoParams {}): Query<NoParams>,
    Json(typed): Json<TokenRequest>,
) -> Result<HttpResponse> {
    let new = NewToken { name: typed.name, scopes: typed.scopes, days: typed.days };
    let vault = state.vault.clone();
    let (row, secret) = state.db.write(move |tx| token::create(tx, &vault, &me, &new)).await?;
    Ok(HttpResponse::Created().json(TokenMade { token: secret.expose().to_owned(), description: row.into() }))
}

/// 撤销令牌
///
/// 立即失效，不能恢复。只能以登录会话访问。
#[utoipa::path(tag = "账号与权限",
    params(("key" = String, Path, description = "令牌编号", example = "9r4t7w2y5b8d1f3h")),
    responses(
    (status = 200, description = "已撤销", body = Ended),
    Refused,
), security(("session" = [])))]
#[delete("/account/tokens/{key}")]
pub async fn revoke_token(
    state: State,
    me: SessionHolder,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let id = key.clone();
    state.db.write(move |tx| token::revoke(tx, &me, &key)).await?;
    Ok(HttpResponse::Ok().json(Ended { id }))
}
