//! The pages at the door: to sign in and out, to register, one's own account, and the accounts that somebody looks after.

mod login;

use actix_web::web;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/login").get(login::form).post(login::sign_in))
        .service(web::resource("/login/second-factor").get(login::second_factor_form).post(login::second_factor))
        .service(web::resource("/logout").post(login::log_out));
}
