//! The app: the same for `siku serve` and for the tests.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header::CONTENT_SECURITY_POLICY;
use actix_web::middleware::{Compress, DefaultHeaders, from_fn};
use actix_web::{App, web};
use tracing_actix_web::TracingLogger;
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_actix_web::{AppExt as _, scope};
use utoipa_swagger_ui::SwaggerUi;

use super::limit::Limit;
use super::methods::Methods;
use super::middleware::{Span, answer_head, observe, security_headers};
use super::openapi::{Described, show_by_example};
use super::state::State;
use super::{health, site};
use crate::access::guard::identify;
use crate::{access, audit, crosscheck, filing, lock, notice, registry};

/// Swagger UI writes styles into its elements; everything else stays as strict as on the pages.
const DOCS_POLICY: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Builds the app for a worker. All workers share one `limit`.
pub fn app(
    state: State,
    limit: Limit,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let (app, document) = App::new()
        .app_data(web::Data::new(state))
        .into_utoipa_app()
        .openapi(Described::openapi())
        .configure(described)
        .split_for_parts();
    let document = complete(document);
    app.app_data(Methods::of(&document))
        .service(web::redirect("/docs", "/docs/"))
        .service(site::errors())
        .service(
            web::scope("/docs")
                .wrap(DefaultHeaders::new().add((CONTENT_SECURITY_POLICY, DOCS_POLICY)))
                .service(SwaggerUi::new("/{_:.*}").url("/openapi.json", document.clone())),
        )
        .service(site::openapi(&document))
        .configure(pages)
        .wrap(from_fn(identify))
        .wrap(from_fn(move |request, next| limit.clone().hold(request, next)))
        .wrap(from_fn(observe))
        // Outside of what puts errors into another form: a body is compressed after it is final.
        .wrap(Compress::default())
        .wrap(security_headers())
        .wrap(from_fn(answer_head))
        .wrap(TracingLogger::<Span>::new())
}

/// The description of the interface, without a server.
pub fn document() -> OpenApi {
    complete(App::new().into_utoipa_app().openapi(Described::openapi()).configure(described).split_for_parts().1)
}

/// The description with its examples. One that cannot be written as JSON could not be served either.
fn complete(mut document: OpenApi) -> OpenApi {
    notice::api::describe_events(&mut document);
    if let Err(error) = show_by_example(&mut document) {
        tracing::error!(cause = %error, "the description has no examples");
    }
    document
}

/// What the description describes.
fn described(config: &mut ServiceConfig<'_>) {
    config.service(health::health).service(health::ready).service(scope("/api/v1").configure(registries));
}

fn registries(config: &mut ServiceConfig<'_>) {
    registry::enterprise::api::configure(config);
    registry::personnel::api::configure(config);
    registry::project::api::configure(config);
    registry::credit::api::configure(config);
    registry::lookup::api::configure(config);
    registry::history::api::configure(config);
    filing::hall::api::configure(config);
    filing::workbook::api::configure(config);
    access::api::configure(config);
    notice::api::configure(config);
    audit::api::configure(config);
    crosscheck::api::configure(config);
    crosscheck::finding::api::configure(config);
    crosscheck::standing::api::configure(config);
    lock::api::configure(config);
}

fn pages(config: &mut web::ServiceConfig) {
    site::configure(config);
    registry::enterprise::page::configure(config);
    registry::personnel::page::configure(config);
    registry::project::page::configure(config);
    registry::credit::page::configure(config);
    registry::lookup::page::configure(config);
    access::page::configure(config);
    filing::hall::page::configure(config);
    filing::workbook::page::configure(config);
    notice::page::configure(config);
    audit::page::configure(config);
    crosscheck::page::configure(config);
    crosscheck::finding::page::configure(config);
    crosscheck::standing::page::configure(config);
    lock::page::configure(config);
}
