//! Organisations as JSON: an enterprise asks to be let in, a department decides.

use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::access::account::{self, NewAccount};
use crate::access::contact::Contact;
use crate::access::guard::{OrganisationReader, SystemAdministrator, Verifier, origin};
use crate::access::organisation::{self, Application, Decision, NewDepartment};
use crate::access::password::Password;
use crate::access::service::{self, OrganisationQuery};
use crate::access::view::OrganisationView;
use crate::domain::vocabulary::access::{OrganisationKind, OrganisationState, Tier};
use crate::error::{Error, Result};
use crate::http::body::Json;
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, chosen, cursor, rows};
use crate::http::problem::Problem;
use crate::http::refused::{Refused, RefusedList};
use crate::http::state::State;
use crate::http::version::{IfMatch, etag};

/// An enterprise that asks to be let in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegistrationRequest {
    /// 统一社会信用代码
    #[schema(example = "91410100MA0000007G")]
    pub credit_code: String,
    /// 企业名称，与营业执照一致
    #[schema(example = "河南中原建工集团有限公司")]
    pub name: String,
    /// 注册属地的行政区划代码，至少到市
    #[schema(example = "410105")]
    pub region_code: String,
    /// 经办人姓名
    #[schema(example = "王建国")]
    pub person_name: String,
    /// 联系电话
    #[schema(example = "13800000000")]
    pub phone_number: Option<String>,
    /// 电子邮箱
    #[schema(example = "wang@example.com")]
    pub email_address: Option<String>,
    /// 登录名
    #[schema(example = "wangjianguo")]
    pub login_name: String,
    /// 密码，至少 12 个字符
    #[schema(example = "嵩山少林一九八二年的秋天", value_type = String)]
    pub password: Password,
}

/// 注册企业
///
/// 任何人可以提出；由企业注册属地的主管部门核验，核验通过后方可申报。经办人成为企业管理员和申报员。
#[utoipa::path(tag = "账号与权限",
    request_body = RegistrationRequest,
    responses(
    (status = 201, description = "已受理，待核验", body = OrganisationView),
    (status = 400, description = "编号、参数或内容无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "有的项不符合要求，逐项说明", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "请求过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[post("/organisations")]
pub async fn register_organisation(
    state: State,
    request: HttpRequest,
    Query(NoParams {}): Query<NoParams>,
    Json(typed): Json<RegistrationRequest>,
) -> Result<HttpResponse> {
    let contact = Contact::typed(&typed.phone_number.unwrap_or_default(), &typed.email_address.unwrap_or_default());
    let mut errors = organisation::check_typed(&typed.credit_code, &typed.name, &typed.region_code);
    errors.extend(account::check_typed(&typed.login_name, &typed.person_name, &contact));
    errors.extend(crate::access::password::check("password", &typed.password, &typed.login_name));
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let address = origin(&request, &state.settings).address;
    organisation::admit_applicant(&state.db, &state.vault, address).await?;
    let applicant = NewAccount {
        login_name: typed.login_name,
        person_name: typed.person_name,
        contact,
        password_hash: state.hasher.hash(typed.password).await?,
        must_change_password: false,
        roles: Vec::new(),
    };
    let application =
        Application { credit_code: typed.credit_code, name: typed.name, region_code: typed.region_code, applicant };
    let vault = state.vault.clone();
    let (organisation, _) = state.db.write(move |tx| organisation::register(tx, &vault, &application)).await?;
    Ok(HttpResponse::Created().insert_header(etag(organisation.row_version)).json(OrganisationView::from(organisation)))
}

/// Which organisations are asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrganisationParams {
    /// 种类：`enterprise` 企业（默认）、`department` 主管部门
    #[param(example = "enterprise", pattern = "^(enterprise|department)?$")]
    pub kind: Option<String>,
    /// 核验状态
    #[param(example = "pending", pattern = "^(pending|verified|refused|suspended)?$")]
    pub state: Option<String>,
    /// 每页条数，1 至 100，默认 20
    #[param(example = 20, minimum = 1, maximum = 100, value_type = Option<i32>)]
    pub limit: Option<String>,
    /// 上一页响应中的 `next_cursor`
    #[param(max_length = 1000)]
    pub cursor: Option<String>,
}

impl OrganisationParams {
    /// The query that is asked for.
    pub fn query(&self) -> Result<OrganisationQuery> {
        let kind = match chosen(self.kind.as_deref()) {
            None | Some("enterprise") => OrganisationKind::Enterprise,
            Some("department") => OrganisationKind::Department,
            Some(_) => {
                return Err(Error::field("kind", "kind.unknown", "种类只能是 enterprise 或 department。"));
            }
        };
        let known = |text: &str| OrganisationState::ALL.iter().copied().find(|state| state.as_str() == text);
        let state = match chosen(self.state.as_deref()) {
            None => None,
            Some(text) => Some(known(text).ok_or_else(|| {
                Error::field("state", "state.unknown", "核验状态只能是 pending、verified、refused 或 suspended。")
            })?),
        };
        let after = cursor(&OrganisationQuery::scope(kind, state), self.cursor.as_deref())?;
        Ok(OrganisationQuery { kind, state, after, rows: rows(self.limit.as_deref())? })
    }
}

/// A page of organisations.
#[derive(Serialize, ToSchema)]
pub struct OrganisationList {
    /// 单位，先注册的在前
    pub items: Vec<OrganisationView>,
    /// 下一页的游标；最后一页没有
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "ZTNiMGM0NDI5OGZjLjE3LjE")]
    pub next_cursor: Option<String>,
}

/// 单位列表
///
/// 主管部门可以看到管辖地区内的单位，平台的管理员可以看到全部。
#[utoipa::path(tag = "账号与权限",
    params(OrganisationParams),
    responses(
    (status = 200, description = "一页单位", body = OrganisationList),
    RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/organisations")]
pub async fn list_organisations(
    state: State,
    reader: OrganisationReader,
    Query(params): Query<OrganisationParams>,
) -> Result<HttpResponse> {
    let query = params.query()?;
    let page = state.db.read(move |conn| service::organisations(conn, &reader, &query)).await?;
    Ok(HttpResponse::Ok().json(OrganisationList { items: page.items, next_cursor: page.next_cursor }))
}

/// 单位详情
///
/// 管辖地区以外的单位视同不存在。
#[utoipa::path(tag = "账号与权限",
    params(("key" = String, Path, description = "单位编号", example = "3f8h2k6m1p9r4t7w")),
    responses(
    (status = 200, description = "单位", body = OrganisationView),
    Refused,
), security(("token" = []), ("session" = [])))]
#[get("/organisations/{key}")]
pub async fn get_organisation(
    state: State,
    reader: OrganisationReader,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let found = state.db.read(move |conn| service::organisation(conn, &reader, &key)).await?;
    Ok(HttpResponse::Ok().insert_header(etag(found.row_version)).json(OrganisationView::from(found)))
}

/// What a department decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// 通过核验，或恢复使用
    Verify,
    /// 不通过
    Refuse,
    /// 停用
    Suspend,
}

impl DecisionKind {
    /// As it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Refuse => "refuse",
            Self::Suspend => "suspend",
        }
    }
}

/// A decision about an enterprise.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionRequest {
    /// 决定
    pub decision: DecisionKind,
    /// 理由；不通过、停用时必填，申请人会看到
    #[schema(example = "营业执照与填报名称不一致。")]
    #[serde(default)]
    pub reason: String,
}

impl DecisionRequest {
    /// The decision with its reason.
    pub fn decision(self) -> Decision {
        match self.decision {
            DecisionKind::Verify => Decision::Verify,
            DecisionKind::Refuse => Decision::Refuse(self.reason),
            DecisionKind::Suspend => Decision::Suspend(self.reason),
        }
    }
}

/// 核验企业
///
/// 由管辖企业注册属地的主管部门决定：通过、不通过、停用，或恢复使用。
#[utoipa::path(tag = "账号与权限",
    params(("key" = String, Path, description = "单位编号", example = "3f8h2k6m1p9r4t7w")),
    request_body = DecisionRequest,
    responses(
    (status = 200, description = "决定之后的单位", body = OrganisationView),
    Refused,
), security(("token" = []), ("session" = [])))]
#[post("/organisations/{key}/verifications")]
pub async fn decide_organisation(
    state: State,
    verifier: Verifier,
    Key(key): Key,
    IfMatch(version): IfMatch,
    Query(NoParams {}): Query<NoParams>,
    Json(typed): Json<DecisionRequest>,
) -> Result<HttpResponse> {
    let decision = typed.decision();
    let decided = state.db.write(move |tx| organisation::decide(tx, &verifier, &key, &decision, version)).await?;
    Ok(HttpResponse::Ok().insert_header(etag(decided.row_version)).json(OrganisationView::from(decided)))
}

/// A department that is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DepartmentRequest {
    /// 部门名称
    #[schema(example = "郑州市金水区住房和城乡建设局")]
    pub name: String,
    /// 管辖地区的行政区划代码
    #[schema(example = "410105")]
    pub region_code: String,
    /// 层级
    pub tier: Tier,
}

/// 设立主管部门
///
/// 由系统管理员办理；部门的账号另行创建，角色由安全管理员授予。
#[utoipa::path(tag = "账号与权限",
    request_body = DepartmentRequest,
    responses(
    (status = 201, description = "已设立", body = OrganisationView),
    RefusedList,
), security(("token" = []), ("session" = [])))]
#[post("/departments")]
pub async fn create_department(
    state: State,
    administrator: SystemAdministrator,
    Query(NoParams {}): Query<NoParams>,
    Json(typed): Json<DepartmentRequest>,
) -> Result<HttpResponse> {
    let new = NewDepartment { name: typed.name, region_code: typed.region_code, tier: typed.tier };
    let vault = state.vault.clone();
    let actor = administrator.actor();
    let made = state.db.write(move |tx| organisation::create_department(tx, &vault, &new, &actor)).await?;
    Ok(HttpResponse::Created().insert_header(etag(made.row_version)).json(OrganisationView::from(made)))
}
