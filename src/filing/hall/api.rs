//! The hall as JSON: a contractor's own software files by token, a department's reviews.

pub mod answer;
mod attachments;
mod file;
mod read;
mod review;
mod settings;

pub use attachments::{check_open, download, keep};
pub use read::{FilingParams, ItemParams, TaskParams};
pub use review::note;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(read::list_filing_kinds)
        .service(read::list_filings)
        .service(read::list_filing_tasks)
        .service(read::get_filing)
        .service(read::list_filing_items)
        .service(read::list_filing_timeline)
        .service(read::preview_filing_item)
        .service(file::create_filing)
        .service(file::add_filing_items)
        .service(file::replace_filing_item)
        .service(file::remove_filing_item)
        .service(file::submit_filing)
        .service(file::withdraw_filing)
        .service(review::claim_filing)
        .service(review::release_filing)
        .service(review::review_filing)
        .service(attachments::attach_file)
        .service(attachments::download_attachment)
        .service(attachments::remove_attachment)
        .service(settings::list_filing_routes)
        .service(settings::order_filing_route)
        .service(settings::revoke_filing_route)
        .service(settings::get_working_calendar)
        .service(settings::enter_working_calendar);
}
