//! Notices and webhooks as JSON.

mod notices;
mod webhooks;

use utoipa::PartialSchema as _;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, PathItem};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{Content, OpenApi, PathsBuilder, Ref, Required, ResponseBuilder};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::domain::vocabulary::notice::WebhookEvent;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(notices::list_notices).service(notices::read_notice);
    config.service(webhooks::list_webhooks).service(webhooks::create_webhook);
    config.service(webhooks::get_webhook).service(webhooks::change_webhook).service(webhooks::remove_webhook);
    config.service(webhooks::ping_webhook);
}

/// Describes what webhooks are sent: requests of ours, which no handler here answers.
pub fn describe_events(document: &mut OpenApi) {
    let mut events = PathsBuilder::new();
    for event in WebhookEvent::ALL {
        let body = RequestBodyBuilder::new()
            .description(Some("事件"))
            .content("application/json", Content::new(Some(Ref::from_schema_name("EventBody"))))
            .required(Some(Required::True))
            .build();
        let operation = OperationBuilder::new()
            .tag(webhooks::TAG)
            .summary(Some(event.label()))
            .description(Some(webhooks::EVENT_DESCRIPTION))
            .request_body(Some(body))
            .response("2XX", ResponseBuilder::new().description("已收到；其他应答或超时视为失败，稍后重推").build());
        events = events.path(event.as_str(), PathItem::new(HttpMethod::Post, operation));
    }
    document.webhooks = Some(events.build());
    let components = document.components.get_or_insert_default();
    components.schemas.insert("EventBody".to_owned(), webhooks::EventBody::schema());
}
