//! Accounts as JSON, for whoever looks after them.

use actix_web::{HttpResponse, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::Principal;
use crate::access::account::{self, NewAccount};
use crate::access::contact::Contact;
use crate::access::guard::{AccountAdministrator, AccountReader};
use crate::access::password::Password;
use crate::access::secret::Secret;
use crate::access::service::{self, ACCOUNTS};
use crate::access::view::AccountView;
use crate::domain::vocabulary::access::{AccountState, Role};
use crate::error::{Error, Result};
use crate::http::body::Json;
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, PageParams, cursor, rows};
use crate::http::refused::{Refused, RefusedList};
use crate::http::state::State;
use crate::http::version::{IfMatch, etag};

/// A page of accounts.
#[derive(Serialize, ToSchema)]
pub struct AccountList {
    /// 账号，先创建的在前
    pub items: Vec<AccountView>,
    /// 下一页的游标；最后一页没有
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "ZTNiMGM0NDI5OGZjLjE3LjE")]
    pub next_cursor: Option<String>,
}

/// 账号列表
///
/// 单位管理员可以看到本单位的账号，系统管理员可以看到各部门的账号，安全管理员和审计管理员可以看到全部。
#[utoipa::path(tag = "账号与权限",
    params(PageParams),
    responses(
    (status = 200, description = "一页账号", body = AccountList),
    RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/accounts")]
pub async fn list_accounts(
    state: State,
    reader: AccountReader,
    Query(params): Query<PageParams>,
) -> Result<HttpResponse> {
    let (after, rows) = (cursor(ACCOUNTS, params.cursor.as_deref())?, rows(params.limit.as_deref())?);
    let (vault, now) = (state.vault.clone(), state.db.clock().now());
    let read = state.db.read(move |conn| service::accounts(conn, &vault, &reader, after.as_ref(), rows, now));
    let page = read.await?;
    Ok(HttpResponse::Ok().json(AccountList { items: page.items, next_cursor: page.next_cursor }))
}

/// 账号详情
///
/// 不归您管理的账号视同不存在。
#[utoipa::path(tag = "账号与权限",
    params(("key" = String, Path, description = "账号编号", example = "7k2m9x4c1v8b3n6z")),
    responses(
    (status = 200, description = "账号", body = AccountView),
    Refused,
), security(("token" = []), ("session" = [])))]
#[get("/accounts/{key}")]
pub async fn get_managed_account(
    state: State,
    reader: AccountReader,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    answer(state, reader.0, key).await
}

/// An account that is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountRequest {
    /// 登录名
    #[schema(example = "liming")]
    pub login_name: String,
    /// 姓名
    #[schema(example = "李明")]
    pub person_name: String,
    /// 角色；系统管理员创建时为空，由安全管理员授予
    #[serde(default)]
    pub roles: Vec<Role>,
    /// 联系电话
    #[schema(example = "13800000000")]
    pub phone_number: Option<String>,
    /// 电子邮箱
    #[schema(example = "liming@example.com")]
    pub email_address: Option<String>,
    /// 所属单位的编号；不给时为本单位
    #[schema(example = "3f8h2k6m1p9r4t7w")]
    pub organisation_id: Option<String>,
}

/// An account whose password was made here.
#[derive(Serialize, ToSchema)]
pub struct AccountMade {
    /// 账号
    pub account: AccountView,
    /// 初始密码。只在此时给出一次，首次登录须更换
    #[schema(example = "7K2M-9X4C-1V8B-3N6Z")]
    pub initial_password: String,
}

/// 创建账号
///
/// 为本单位的人员创建账号。初始密码只给出一次，首次登录须更换。
#[utoipa::path(tag = "账号与权限",
    request_body = AccountRequest,
    responses(
    (status = 201, description = "已创建", body = AccountMade),
    Refused,
), security(("token" = []), ("session" = [])))]
#[post("/accounts")]
pub async fn create_account(
    state: State,
    administrator: AccountAdministrator,
    Query(NoParams {}): Query<NoParams>,
    Json(typed): Json<AccountRequest>,
) -> Result<HttpResponse> {
    let contact = Contact::typed(&typed.phone_number.unwrap_or_default(), &typed.email_address.unwrap_or_default());
    let errors = account::check_typed(&typed.login_name, &typed.person_name, &contact);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let secret = Secret::readable()?;
    let new = NewAccount {
        login_name: typed.login_name,
        person_name: typed.person_name,
        contact,
        password_hash: state.hasher.hash(Password::new(secret.expose())).await?,
        must_change_password: true,
        roles: typed.roles,
    };
    let (vault, now) = (state.vault.clone(), state.db.clock().now());
    let made = state.db.write(move |tx| {
        let named = typed.organisation_id.as_deref();
        let organisation = service::organisation_for_account(tx.conn, &administrator, named)?;
        let made = account::create_for(tx, &vault, &administrator, &organisation, &new)?;
        Ok(service::account(tx.conn, &vault, &administrator, &made.public_id, now)?.0)
    });
    let account = made.await?;
    let made = AccountMade { initial_password: secret.expose().to_owned(), account };
    Ok(HttpResponse::Created().insert_header(etag(made.account.version)).json(made))
}

/// What is to change of an account; what is not named stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountChange {
    /// 变更之后的全部角色
    pub roles: Option<Vec<Role>>,
    /// 启用或停用
    pub state: Option<AccountState>,
    /// 为 true 时解除因多次输错密码造成的锁定
    #[serde(default)]
    #[schema(example = false)]
    pub unlock: bool,
}

/// 变更账号
///
/// 授予或收回角色、停用或启用、解除锁定。角色变更后须重新登录；不能变更自己的账号。
#[utoipa::path(tag = "账号与权限",
    params(("key" = String, Path, description = "账号编号", example = "7k2m9x4c1v8b3n6z")),
    request_body = AccountChange,
    responses(
    (status = 200, description = "变更之后的账号", body = AccountView),
    Refused,
), security(("token" = []), ("session" = [])))]
#[patch("/accounts/{key}")]
pub async fn change_account(
    state: State,
    administrator: AccountAdministrator,
    Key(key): Key,
    seen: IfMatch,
    Query(NoParams {}): Query<NoParams>,
    Json(change): Json<AccountChange>,
) -> Result<HttpResponse> {
    let (vault, by, id) = (state.vault.clone(), administrator.clone(), key.clone());
    let written = state.db.write(move |tx| {
        seen.check(account::in_care(tx.conn, &by, &id)?.account.row_version)?;
        if let Some(roles) = &change.roles {
            account::set_roles(tx, &by, &id, roles)?;
        }
        if let Some(state) = change.state {
            account::set_state(tx, &by, &id, state)?;
        }
        if change.unlock {
            account::unlock(tx, &vault, &by, &id)?;
        }
        Ok(())
    });
    written.await?;
    answer(state, administrator.0, key).await
}

/// A password that is to be given anew.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    /// 手机遗失，或在统一身份认证中换了账号时为 true：同时取消动态码和统一身份认证的绑定
    #[serde(default)]
    #[schema(example = false)]
    pub with_second_factor: bool,
}

/// 重置密码
///
/// 新密码只给出一次，登录后须更换；该账号的登录会话全部结束。
#[utoipa::path(tag = "账号与权限",
    params(("key" = String, Path, description = "账号编号", example = "7k2m9x4c1v8b3n6z")),
    request_body = PasswordReset,
    responses(
    (status = 201, description = "已重置", body = AccountMade),
    Refused,
), security(("token" = []), ("session" = [])))]
#[post("/accounts/{key}/password-resets")]
pub async fn reset_password(
    state: State,
    administrator: AccountAdministrator,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
    Json(typed): Json<PasswordReset>,
) -> Result<HttpResponse> {
    let secret = Secret::readable()?;
    let hash = state.hasher.hash(Password::new(secret.expose())).await?;
    let (vault, now) = (state.vault.clone(), state.db.clock().now());
    let written = state.db.write(move |tx| {
        account::reset_password(tx, &administrator, &key, &hash, typed.with_second_factor)?;
        Ok(service::account(tx.conn, &vault, &administrator, &key, now)?.0)
    });
    let account = written.await?;
    Ok(HttpResponse::Created().json(AccountMade { initial_password: secret.expose().to_owned(), account }))
}

async fn answer(state: State, reader: Principal, key: String) -> Result<HttpResponse> {
    let (vault, now) = (state.vault.clone(), state.db.clock().now());
    let read = state.db.read(move |conn| Ok(service::account(conn, &vault, &reader, &key, now)?.0));
    let account = read.await?;
    Ok(HttpResponse::Ok().insert_header(etag(account.version)).json(account))
}
