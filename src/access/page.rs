//! The pages at the door: to sign in and out, to register, one's own account, and the accounts that somebody looks after.

mod accounts;
mod delegations;
mod departments;
mod factor;
mod login;
mod organisations;
mod own;
mod register;
mod single_sign_on;
mod tokens;

use actix_web::web;
use serde::Deserialize;

use crate::domain::vocabulary::access::{AccountState, OrganisationState};
use crate::web::parts::StateTag;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/login").get(login::form).post(login::sign_in))
        .service(web::resource("/login/second-factor").get(login::second_factor_form).post(login::second_factor))
        .service(web::resource("/login/single-sign-on").get(single_sign_on::begin))
        .service(web::resource("/login/single-sign-on/callback").get(single_sign_on::back))
        .service(web::resource("/logout").post(login::log_out))
        .service(web::resource("/register").get(register::form).post(register::register));
    configure_own(config);
    configure_care(config);
}

fn configure_own(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/account").get(own::account))
        .service(web::resource("/account/contact").get(own::contact_form).post(own::set_contact))
        .service(web::resource("/account/password").get(own::password_form).post(own::change_password))
        .service(web::resource("/account/sessions/{key}/end").post(own::end_session))
        .service(web::resource("/account/delegations").get(delegations::own).post(delegations::name_own))
        .service(web::resource("/account/delegations/{key}/end").post(delegations::end_own))
        .service(web::resource("/account/second-factor").get(factor::page).post(factor::begin))
        .service(web::resource("/account/second-factor/confirmation").post(factor::confirm))
        .service(web::resource("/account/second-factor/removal").post(factor::remove))
        .service(web::resource("/account/tokens").get(tokens::page).post(tokens::create))
        .service(web::resource("/account/tokens/{key}/revocation").post(tokens::revoke));
}

fn configure_care(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/admin/organisations").get(organisations::list))
        .service(web::resource("/admin/organisations/{key}").get(organisations::page))
        .service(web::resource("/admin/organisations/{key}/decision").post(organisations::decide))
        .service(web::resource("/admin/accounts").get(accounts::list))
        .service(web::resource("/admin/accounts/new").get(accounts::form).post(accounts::create))
        .service(web::resource("/admin/accounts/{key}").get(accounts::page))
        .service(web::resource("/admin/accounts/{key}/roles").post(accounts::set_roles))
        .service(web::resource("/admin/accounts/{key}/unlocking").post(accounts::unlock))
        .service(web::resource("/admin/accounts/{key}/disabling").post(accounts::disable))
        .service(web::resource("/admin/accounts/{key}/enabling").post(accounts::enable))
        .service(web::resource("/admin/accounts/{key}/password-reset").post(accounts::reset_password))
        .service(web::resource("/admin/accounts/{key}/password-and-factor-reset").post(accounts::reset_both))
        .service(web::resource("/admin/accounts/{key}/delegations").get(delegations::page).post(delegations::name))
        .service(web::resource("/admin/accounts/{key}/delegations/{id}/end").post(delegations::end))
        .service(web::resource("/admin/departments").get(departments::list).post(departments::create));
}

/// What was done before this page: a word that a page translates, so that no address makes it say anything else.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Done {
    done: String,
}

impl Done {
    fn said(&self) -> Option<&'static str> {
        match self.done.as_str() {
            "registered" => Some("注册已受理，请等待主管部门核验。核验结果会显示在本页。"),
            "contact" => Some("联系方式已保存。"),
            "password" => Some("密码已修改，其他浏览器上的登录已结束。"),
            "session" => Some("该登录会话已结束。"),
            "factor-removed" => Some("动态码登录已关闭。"),
            "delegated" => Some("代理人已指定。"),
            "delegation-ended" => Some("代理已结束。"),
            "revoked" => Some("令牌已撤销。"),
            "saved" => Some("已保存。"),
            "unlocked" => Some("已解除锁定。"),
            "disabled" => Some("账号已停用，其登录会话已结束。"),
            "enabled" => Some("账号已启用。"),
            _ => None,
        }
    }
}

fn organisation_tag(state: OrganisationState) -> StateTag {
    let label = state.label().to_owned();
    match state {
        OrganisationState::Verified => StateTag::Good(label),
        OrganisationState::Pending => StateTag::Attention(label),
        OrganisationState::Refused | OrganisationState::Suspended => StateTag::Bad(label),
    }
}

fn account_tag(state: AccountState) -> StateTag {
    let label = state.label().to_owned();
    match state {
        AccountState::Active => StateTag::Good(label),
        AccountState::Disabled => StateTag::Bad(label),
    }
}
