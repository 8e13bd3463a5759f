//! Where an enterprise asks to be let in.

use actix_web::web::Html;
use actix_web::{Either, HttpRequest};
use serde::Deserialize;

use super::login;
use crate::access::account::{self, NewAccount};
use crate::access::contact::Contact;
use crate::access::guard::{self, FormToken};
use crate::access::organisation::{self, Application};
use crate::access::password::{self, Password};
use crate::access::session;
use crate::domain::standard::credit_code::CreditCode;
use crate::domain::vocabulary::access::SessionState;
use crate::error::{Error, FieldError, Result};
use crate::http::body::Form;
use crate::http::extract::Query;
use crate::http::page::Answer;
use crate::http::state::State;
use crate::web::pages::{Register, TypedAccount};
use crate::web::parts::RegionSelect;
use crate::web::render;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RegionParams {
    province: String,
    city: String,
    county: String,
}

pub(super) async fn form(
    state: State,
    FormToken(csrf_token): FormToken,
    Query(params): Query<RegionParams>,
) -> Result<Html> {
    let region = RegionSelect::of(&params.province, &params.city, &params.county);
    Ok(Html::new(render(&Register::new(&state.site(), csrf_token, region))?))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RegisterForm {
    credit_code: String,
    name: String,
    province: String,
    city: String,
    county: String,
    person_name: String,
    phone: String,
    email: String,
    login_name: String,
    password: Password,
    again: Password,
    /// Which button: `region` only asks for the next tier.
    step: String,
}

impl RegisterForm {
    fn region_code(&self) -> &str {
        RegionSelect::narrowest(&self.province, &self.city, &self.county).unwrap_or_default()
    }

    /// The region as chosen; until one is, that of the office that gave the credit code.
    fn region(&self) -> RegionSelect {
        match CreditCode::parse(&self.credit_code) {
            Ok(code) if self.province.is_empty() => RegionSelect::of("", "", code.registration_region()),
            _ => RegionSelect::of(&self.province, &self.city, &self.county),
        }
    }

    fn contact(&self) -> Contact {
        Contact::typed(&self.phone, &self.email)
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = organisation::check_typed(&self.credit_code, &self.name, self.region_code());
        errors.extend(account::check_typed(&self.login_name, &self.person_name, &self.contact()));
        if self.phone.trim().is_empty() {
            errors.push(FieldError::new("phone", "field.missing", "请填写联系电话。"));
        }
        errors.extend(password::check("password", &self.password, &self.login_name));
        if self.password.expose() != self.again.expose() {
            errors.push(FieldError::new("again", "password.differs", "两次输入的密码不一致。"));
        }
        errors
    }

    fn page(&self, state: &State, csrf_token: String, errors: Vec<FieldError>) -> Result<Answer> {
        let mut page = Register::new(&state.site(), csrf_token, self.region());
        page.typed = TypedAccount {
            credit_code: self.credit_code.clone(),
            name: self.name.clone(),
            person_name: self.person_name.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            login_name: self.login_name.clone(),
        };
        page.errors = errors;
        Ok(Either::Left(Html::new(render(&page)?)))
    }
}

pub(super) async fn register(
    state: State,
    request: HttpRequest,
    FormToken(csrf_token): FormToken,
    Form(typed): Form<RegisterForm>,
) -> Result<Answer> {
    if typed.step == "region" {
        return typed.page(&state, csrf_token, Vec::new());
    }
    let errors = typed.check();
    if !errors.is_empty() {
        return typed.page(&state, csrf_token, errors);
    }
    let origin = guard::origin(&request, &state.settings);
    organisation::admit_applicant(&state.db, &state.vault, origin.address).await?;
    let applicant = NewAccount {
        login_name: typed.login_name.clone(),
        person_name: typed.person_name.clone(),
        contact: typed.contact(),
        password_hash: state.hasher.hash(typed.password.clone()).await?,
        must_change_password: false,
        roles: Vec::new(),
    };
    let application = Application {
        credit_code: typed.credit_code.clone(),
        name: typed.name.clone(),
        region_code: typed.region_code().to_owned(),
        applicant,
    };
    let vault = state.vault.clone();
    let registered = state.db.write(move |tx| {
        let (_, account) = organisation::register(tx, &vault, &application)?;
        let mut act = session::of(&account);
        let token = session::begin(tx, &mut act, &vault, account.id, SessionState::Open, &origin)?;
        act.finish(tx, &account.actor())?;
        Ok(token)
    });
    match registered.await {
        Ok(token) => Ok(Either::Right(login::go("/account?done=registered", Some(guard::opened(&token))))),
        Err(Error::Invalid(errors)) => typed.page(&state, csrf_token, errors),
        Err(error) => Err(error),
    }
}
