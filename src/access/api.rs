//! Access as JSON.

mod own;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(own::get_account);
}
