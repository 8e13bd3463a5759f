//! Pages of locks: for whoever takes managers, and of one lock for everybody.

mod one;
mod take;

use actix_web::web;

/// Where the list is.
const PATH: &str = "/manager-locks";

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/manager-locks").get(take::list))
        .service(web::resource("/manager-locks/reservation").post(take::reserve))
        .service(web::resource("/manager-locks/lock").post(take::lock))
        .service(web::resource("/manager-locks/{key}").get(one::page))
        .service(web::resource("/manager-locks/{key}/withdrawal").post(one::withdraw))
        .service(web::resource("/manager-locks/{key}/release").post(one::release))
        .service(web::resource("/manager-locks/{key}/exception").post(one::except))
        .service(web::resource("/manager-locks/{key}/exception-end").post(one::end_exception));
}
