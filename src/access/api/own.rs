//! Who is asking.

use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::guard::Known;
use crate::access::{Means, Principal};
use crate::domain::vocabulary::access::{OrganisationKind, OrganisationState, Role, Tier, TokenScope};
use crate::error::Result;
use crate::http::extract::Query;
use crate::http::params::NoParams;
use crate::http::problem::Problem;

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
#[utoipa::path(tag = "账号与权限", responses(
    (status = 200, description = "当前账号", body = AccountOfMine),
    (status = 400, description = "参数有误", body = Problem, content_type = "application/problem+json"),
    (status = 401, description = "没有登录，或令牌无效", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "请求过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
), security(("token" = []), ("session" = [])))]
#[get("/account")]
pub async fn get_account(Known(principal): Known, Query(NoParams {}): Query<NoParams>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(AccountOfMine::from(principal)))
}
