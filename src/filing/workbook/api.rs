//! Filing by workbook, as JSON: a contractor's own software hands in workbooks by token.

mod read;
mod write;

use utoipa_actix_web::service_config::ServiceConfig;

pub use write::handed_in;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(read::list_imports)
        .service(read::get_import)
        .service(read::list_import_rows)
        .service(read::download_repaired_import)
        .service(read::download_import_template)
        .service(write::create_import)
        .service(write::check_import)
        .service(write::file_import);
}
