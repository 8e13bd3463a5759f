//! Access as JSON.

mod accounts;
mod delegations;
mod organisations;
mod own;

pub use organisations::{DecisionKind, DecisionRequest, OrganisationParams};

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(own::get_account)
        .service(own::list_sessions)
        .service(own::end_session)
        .service(own::list_tokens)
        .service(own::create_token)
        .service(own::revoke_token)
        .service(organisations::register_organisation)
        .service(organisations::list_organisations)
        .service(organisations::get_organisation)
        .service(organisations::decide_organisation)
        .service(organisations::create_department)
        .service(accounts::list_accounts)
        .service(accounts::get_managed_account)
        .service(accounts::create_account)
        .service(accounts::change_account)
        .service(accounts::reset_password)
        .service(delegations::list_delegations)
        .service(delegations::create_delegation)
        .service(delegations::end_delegation)
        .service(delegations::list_account_delegations)
        .service(delegations::create_account_delegation)
        .service(delegations::end_account_delegation);
}
