//! Locks as JSON.

mod act;
mod answer;
mod read;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(read::list_person_manager_locks)
        .service(read::list_manager_locks)
        .service(read::get_manager_lock)
        .service(act::reserve_manager)
        .service(act::lock_manager)
        .service(act::except_manager_lock)
        .service(act::end_manager_lock_exception)
        .service(act::release_manager_lock)
        .service(act::withdraw_manager_lock);
}
