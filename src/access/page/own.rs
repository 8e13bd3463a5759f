//! One's own account.

use actix_web::web::Html;
use actix_web::{Either, HttpResponse};
use serde::Deserialize;

use super::{Done, login, organisation_tag};
use crate::access::account::{self, NewPassword};
use crate::access::contact::Contact;
use crate::access::guard::{self, AtOwnAccount};
use crate::access::password::Password;
use crate::access::{Principal, session, store};
use crate::domain::vocabulary::access::Role;
use crate::error::{Error, Result};
use crate::http::body::Form;
use crate::http::extract::{Key, Query};
use crate::http::page::{Answer, Button, see_other};
use crate::http::params::NoParams;
use crate::http::state::State;
use crate::web::pages::{ContactForm, Holder, MyAccount, PasswordForm, SessionLine};
use crate::web::render;

pub(super) async fn account(state: State, me: AtOwnAccount, Query(params): Query<Done>) -> Result<Html> {
    let (id, lifetime, now) = (me.account_id, guard::lifetime(&state.settings), state.db.clock().now());
    let read = state.db.read(move |conn| {
        let holder = store::holder(conn, id)?.ok_or(Error::Unauthenticated)?;
        Ok((holder, store::identities_of(conn, id)?, session::lasting(conn, id, lifetime, now)?))
    });
    let (held, identities, sessions) = read.await?;
    let holder = Holder {
        name: held.account.person_name,
        login_name: held.account.login_name,
        organisation: held.organisation.name,
        organisation_state: organisation_tag(held.organisation.state),
        reason: held.organisation.state_reason,
        roles: held.roles.iter().map(|role| role.label().to_owned()).collect(),
    };
    let mut page = MyAccount::new(&state.site(), holder);
    page.done = params.said();
    page.phone = held.account.phone_masked;
    page.email = held.account.email_masked;
    page.has_second_factor = held.has_second_factor;
    let system = &state.settings.single_sign_on.oidc_name;
    page.linked_to = identities.first().map(|identity| (system.clone(), identity.linked_at.and_utc()));
    page.reviews = me.is(Role::Reviewer);
    let line = |row: crate::access::rows::Session| SessionLine {
        started_at: row.started_at.and_utc(),
        last_seen_at: row.last_seen_at.and_utc(),
        from: row.peer_address,
        browser: row.user_agent,
        is_current: Some(row.id) == me.session_id(),
        end_url: format!("/account/sessions/{}/end", row.public_id),
    };
    page.sessions = sessions.into_iter().map(line).collect();
    Ok(Html::new(render(&page)?))
}

pub(super) async fn end_session(
    state: State,
    me: AtOwnAccount,
    Key(key): Key,
    Form(Button {}): Form<Button>,
) -> Result<HttpResponse> {
    state.db.write(move |tx| session::end_own(tx, &me, &key)).await?;
    Ok(see_other("/account?done=session"))
}

pub(super) async fn contact_form(state: State, me: AtOwnAccount, Query(NoParams {}): Query<NoParams>) -> Result<Html> {
    let (id, vault) = (me.account_id, state.vault.clone());
    let read = state.db.read(move |conn| {
        let holder = store::holder(conn, id)?.ok_or(Error::Unauthenticated)?;
        Contact::open(&vault, &holder.account)
    });
    let contact = read.await?;
    let (phone, email) = (contact.phone.unwrap_or_default(), contact.email.unwrap_or_default());
    Ok(Html::new(render(&ContactForm::new(&state.site(), phone, email))?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContactFields {
    phone: String,
    email: String,
}

pub(super) async fn set_contact(state: State, me: AtOwnAccount, Form(typed): Form<ContactFields>) -> Result<Answer> {
    let (contact, vault) = (Contact::typed(&typed.phone, &typed.email), state.vault.clone());
    match state.db.write(move |tx| account::set_contact(tx, &vault, &me, &contact)).await {
        Ok(()) => Ok(Either::Right(see_other("/account?done=contact"))),
        Err(Error::Invalid(errors)) => {
            let page = ContactForm { errors, ..ContactForm::new(&state.site(), typed.phone, typed.email) };
            Ok(Either::Left(Html::new(render(&page)?)))
        }
        Err(error) => Err(error),
    }
}

pub(super) async fn password_form(
    state: State,
    AtOwnAccount(me): AtOwnAccount,
    Query(NoParams {}): Query<NoParams>,
) -> Result<Html> {
    Ok(Html::new(render(&password_page(&state, &me))?))
}

fn password_page(state: &State, me: &Principal) -> PasswordForm {
    PasswordForm::new(&state.site(), me.must_change_password)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordFields {
    current: Password,
    new: Password,
    again: Password,
}

pub(super) async fn change_password(
    state: State,
    AtOwnAccount(me): AtOwnAccount,
    Form(typed): Form<PasswordFields>,
) -> Result<Answer> {
    let typed = NewPassword { current: typed.current, new: typed.new, again: typed.again };
    match account::change_password(&state.db, &state.vault, &state.hasher, &me, typed).await {
        Ok(token) => {
            let cookie = token.as_ref().map(guard::opened);
            Ok(Either::Right(login::go("/account?done=password", cookie)))
        }
        Err(Error::Invalid(errors)) => {
            let page = PasswordForm { errors, ..password_page(&state, &me) };
            Ok(Either::Left(Html::new(render(&page)?)))
        }
        Err(error) => Err(error),
    }
}
