//! The accounts that somebody looks after.

use actix_web::web::Html;
use actix_web::{Either, HttpResponse};
use serde::Deserialize;

use super::{Done, account_tag};
use crate::access::account::{self, NewAccount};
use crate::access::contact::Contact;
use crate::access::guard::{AccountAdministrator, AccountReader};
use crate::access::password::Password;
use crate::access::rows::Organisation;
use crate::access::secret::Secret;
use crate::access::service::{self, ACCOUNTS};
use crate::access::view::AccountView;
use crate::access::{Principal, store};
use crate::domain::vocabulary::access::{AccountState, Role};
use crate::error::{Error, FieldError, Result};
use crate::http::body::Form;
use crate::http::extract::{Key, Query};
use crate::http::page::{Answer, Button, see_other};
use crate::http::params::{cursor, rows};
use crate::http::state::State;
use crate::http::version::IfMatch;
use crate::web::address::address;
use crate::web::pages::{AccountLine, Accounts, ManagedAccount, NewAccountForm, ShownOnce, TypedAccount};
use crate::web::parts::Choice;
use crate::web::render;

const PATH: &str = "/admin/accounts";

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ListParams {
    cursor: Option<String>,
}

pub(super) async fn list(state: State, reader: AccountReader, Query(params): Query<ListParams>) -> Result<Html> {
    let (after, rows) = (cursor(ACCOUNTS, params.cursor.as_deref())?, rows(None)?);
    let (vault, now) = (state.vault.clone(), state.db.clock().now());
    let may_create = !reader.is(Role::Auditor);
    let read = state.db.read(move |conn| service::accounts(conn, &vault, &reader, after.as_ref(), rows, now));
    let page = read.await?;
    let next = page.next_cursor.map(|cursor| address(PATH, &[("cursor", &cursor)]));
    let lines = page.items.iter().map(line).collect();
    Ok(Html::new(render(&Accounts { may_create, ..Accounts::new(&state.site(), lines, next) })?))
}

fn line(view: &AccountView) -> AccountLine {
    AccountLine {
        name: view.name.clone(),
        url: format!("{PATH}/{}", view.id),
        login_name: view.login_name.clone(),
        organisation: view.organisation_name.clone(),
        roles: view.roles.iter().map(|role| role.label().to_owned()).collect(),
        state: account_tag(view.state),
    }
}

pub(super) async fn page(
    state: State,
    AccountReader(reader): AccountReader,
    Key(key): Key,
    Query(params): Query<Done>,
) -> Result<Html> {
    let page = ManagedAccount { done: params.said(), ..shown(&state, &reader, key, None).await? };
    Ok(Html::new(render(&page)?))
}

async fn shown(state: &State, by: &Principal, key: String, chosen: Option<&[Role]>) -> Result<ManagedAccount> {
    let (principal, vault, now) = (by.clone(), state.vault.clone(), state.db.clock().now());
    let read = state.db.read(move |conn| service::account(conn, &vault, &principal, &key, now));
    let (view, organisation) = read.await?;
    let roles = role_choices(by, &organisation, chosen.unwrap_or(&view.roles));
    let mut page = ManagedAccount::new(&state.site(), line(&view), roles, view.version);
    page.is_active = view.state == AccountState::Active;
    page.kept_from = if view.id == by.public_id {
        Some("这是您自己的账号，角色和状态由其他管理员变更。")
    } else {
        by.is(Role::Auditor).then_some("审计管理员只查看账号，不作变更。")
    };
    page.locked_until = view.locked_until;
    page.has_second_factor = view.has_second_factor;
    let is_of_own_department = by.is(Role::DepartmentAdministrator) && organisation.id == by.organisation.id;
    page.delegations_url = is_of_own_department.then(|| format!("{PATH}/{}/delegations", view.id));
    page.linked_to = view.is_linked.then(|| state.settings.single_sign_on.oidc_name.clone());
    Ok(page)
}

/// The boxes of the roles that somebody may grant; roles that are beyond them stay as they are.
fn role_choices(by: &Principal, organisation: &Organisation, held: &[Role]) -> Vec<Choice> {
    let grantable = account::grantable(by, organisation.kind, by.organisation.id == organisation.id);
    grantable.iter().map(|role| Choice::new(role.as_str(), role.label(), held.contains(role))).collect()
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FormParams {
    organisation: Option<String>,
}

pub(super) async fn form(
    state: State,
    AccountAdministrator(by): AccountAdministrator,
    Query(params): Query<FormParams>,
) -> Result<Html> {
    let page = blank(&state, &by, params.organisation, &[]).await?;
    Ok(Html::new(render(&page)?))
}

async fn blank(state: &State, by: &Principal, organisation: Option<String>, chosen: &[Role]) -> Result<NewAccountForm> {
    let principal = by.clone();
    let read = state.db.read(move |conn| {
        service::organisation_for_account(conn, &principal, organisation.as_deref().filter(|id| !id.is_empty()))
    });
    let organisation = read.await?;
    let roles = role_choices(by, &organisation, chosen);
    Ok(NewAccountForm::new(&state.site(), organisation.name, organisation.public_id, roles))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AccountForm {
    organisation: String,
    person_name: String,
    login_name: String,
    phone: String,
    email: String,
    roles: Vec<Role>,
}

pub(super) async fn create(
    state: State,
    AccountAdministrator(by): AccountAdministrator,
    Form(typed): Form<AccountForm>,
) -> Result<Answer> {
    match made(&state, &by, &typed).await {
        Ok(secret) => {
            let page = ShownOnce::password(
                &state.site(),
                "账号已创建",
                &typed.login_name,
                secret.expose().to_owned(),
                PATH.to_owned(),
            );
            Ok(Either::Left(Html::new(render(&page)?)))
        }
        Err(Error::Invalid(errors)) => {
            let mut page = blank(&state, &by, Some(typed.organisation), &typed.roles).await?;
            page.errors = errors;
            page.typed = TypedAccount {
                person_name: typed.person_name,
                login_name: typed.login_name,
                phone: typed.phone,
                email: typed.email,
                ..TypedAccount::default()
            };
            Ok(Either::Left(Html::new(render(&page)?)))
        }
        Err(error) => Err(error),
    }
}

async fn made(state: &State, by: &Principal, typed: &AccountForm) -> Result<Secret> {
    let contact = Contact::typed(&typed.phone, &typed.email);
    let errors: Vec<FieldError> = account::check_typed(&typed.login_name, &typed.person_name, &contact);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let secret = Secret::readable()?;
    let new = NewAccount {
        login_name: typed.login_name.clone(),
        person_name: typed.person_name.clone(),
        contact,
        password_hash: state.hasher.hash(Password::new(secret.expose())).await?,
        must_change_password: true,
        roles: typed.roles.clone(),
    };
    let (by, vault, organisation) = (by.clone(), state.vault.clone(), typed.organisation.clone());
    let written = state.db.write(move |tx| {
        let named = Some(organisation.as_str()).filter(|id| !id.is_empty());
        let organisation = service::organisation_for_account(tx.conn, &by, named)?;
        account::create_for(tx, &vault, &by, &organisation, &new)
    });
    written.await.map(|_| secret)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RolesForm {
    #[serde(default)]
    roles: Vec<Role>,
    version: i64,
}

pub(super) async fn set_roles(
    state: State,
    AccountAdministrator(by): AccountAdministrator,
    Key(key): Key,
    Form(typed): Form<RolesForm>,
) -> Result<Answer> {
    let (principal, id, chosen) = (by.clone(), key.clone(), typed.roles.clone());
    let written = state.db.write(move |tx| {
        let in_care = account::in_care(tx.conn, &principal, &id)?;
        IfMatch(Some(typed.version)).check(in_care.account.row_version)?;
        // What the form did not offer is not taken away by it.
        let own = principal.organisation.id == in_care.organisation.id;
        let offered = account::grantable(&principal, in_care.organisation.kind, own);
        let beyond = store::roles_of(tx.conn, &[in_care.account.id])?.into_iter().map(|held| held.role);
        let beyond = beyond.filter(|role| !offered.contains(role));
        let wanted: Vec<Role> = beyond.chain(chosen.iter().copied()).collect();
        account::set_roles(tx, &principal, &id, &wanted)
    });
    match written.await {
        Ok(()) => Ok(Either::Right(back(&key, "saved"))),
        Err(Error::Invalid(errors)) => {
            let page = ManagedAccount { errors, ..shown(&state, &by, key, Some(&typed.roles)).await? };
            Ok(Either::Left(Html::new(render(&page)?)))
        }
        Err(error) => Err(error),
    }
}

fn back(key: &str, done: &str) -> HttpResponse {
    see_other(&address(&format!("{PATH}/{key}"), &[("done", done)]))
}

pub(super) async fn unlock(
    state: State,
    by: AccountAdministrator,
    Key(key): Key,
    Form(Button {}): Form<Button>,
) -> Result<HttpResponse> {
    let (vault, id) = (state.vault.clone(), key.clone());
    state.db.write(move |tx| account::unlock(tx, &vault, &by, &id)).await?;
    Ok(back(&key, "unlocked"))
}

pub(super) async fn disable(
    state: State,
    by: AccountAdministrator,
    Key(key): Key,
    Form(Button {}): Form<Button>,
) -> Result<HttpResponse> {
    let id = key.clone();
    state.db.write(move |tx| account::set_state(tx, &by, &id, AccountState::Disabled)).await?;
    Ok(back(&key, "disabled"))
}

pub(super) async fn enable(
    state: State,
    by: AccountAdministrator,
    Key(key): Key,
    Form(Button {}): Form<Button>,
) -> Result<HttpResponse> {
    let id = key.clone();
    state.db.write(move |tx| account::set_state(tx, &by, &id, AccountState::Active)).await?;
    Ok(back(&key, "enabled"))
}

pub(super) async fn reset_password(
    state: State,
    AccountAdministrator(by): AccountAdministrator,
    Key(key): Key,
    Form(Button {}): Form<Button>,
) -> Result<Html> {
    reset(state, by, key, false).await
}

pub(super) async fn reset_both(
    state: State,
    AccountAdministrator(by): AccountAdministrator,
    Key(key): Key,
    Form(Button {}): Form<Button>,
) -> Result<Html> {
    reset(state, by, key, true).await
}

async fn reset(state: State, by: Principal, key: String, with_second_factor: bool) -> Result<Html> {
    let secret = Secret::readable()?;
    let hash = state.hasher.hash(Password::new(secret.expose())).await?;
    let id = key.clone();
    let written = state.db.write(move |tx| {
        account::reset_password(tx, &by, &id, &hash, with_second_factor)?;
        Ok(account::in_care(tx.conn, &by, &id)?.account.login_name)
    });
    let login_name = written.await?;
    let (secret, back) = (secret.expose().to_owned(), format!("{PATH}/{key}"));
    let page = ShownOnce::password(&state.site(), "密码已重置", &login_name, secret, back);
    Ok(Html::new(render(&page)?))
}
