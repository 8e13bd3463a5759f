//! Pages and files of the platform itself: the front page, the search redirect, the privacy notice, the assets.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use actix_web::web::Html;
use actix_web::{HttpRequest, HttpResponse, Resource, web};
use serde::Deserialize;
use utoipa::openapi::OpenApi;

use super::extract::Query;
use super::openapi as description;
use super::problem::status;
use super::state::State;
use crate::error::{Code, Error, Result};
use crate::registry::personnel::service::without_number;
use crate::web::pages::{ErrorCodes, ExplainedCode, Home, LookUpExample, Privacy, RegistryCount};
use crate::web::{NavItem, Scope, assets, render};

/// Registers these pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/").get(home))
        .service(web::resource("/search").get(search))
        .service(web::resource("/privacy").get(privacy))
        .service(web::resource("/assets/{file}").get(asset));
}

/// The description of the interface, as it is committed.
pub fn openapi(document: &OpenApi) -> Resource {
    let text = description::text(document).unwrap_or_default();
    web::resource("/openapi.json").get(move || {
        let text = text.clone();
        async move { HttpResponse::Ok().content_type("application/json").body(text) }
    })
}

async fn home(state: State) -> Result<Html> {
    let counts = state.counts().await?;
    let registry = |nav, unit, records: i64| RegistryCount {
        nav,
        unit,
        records: records.try_into().unwrap_or_default(),
        as_of: counts.as_of,
    };
    let registries = vec![
        registry(NavItem::Enterprises, "家企业", counts.enterprises),
        registry(NavItem::People, "名人员", counts.people),
        registry(NavItem::Projects, "个项目", counts.projects),
        registry(NavItem::Credit, "条公开的诚信记录", counts.credit_records),
    ];
    // Words that some record in any province bears.
    let example = |scope, text: &str| LookUpExample { scope, text: text.to_owned() };
    let examples = vec![
        example(Scope::Enterprises, "建设"),
        example(Scope::Enterprises, "监理"),
        example(Scope::Projects, "学校"),
    ];
    Ok(Html::new(render(&Home::new(&state.site(), examples, registries))?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SearchParams {
    q: Option<String>,
    r#in: Option<String>,
}

/// One form serves three registries without script: this sends the reader on to the right one.
async fn search(Query(params): Query<SearchParams>) -> Result<HttpResponse> {
    if let Some(text) = &params.q {
        without_number("q", text)?;
    }
    let scope = params.r#in.as_deref().and_then(Scope::from_value).unwrap_or_default();
    let target = scope.url(params.q.as_deref().unwrap_or_default().trim());
    Ok(HttpResponse::SeeOther().insert_header(("location", target)).finish())
}

/// Explanations of the error codes: where the `type` of a problem leads. It stands under `/docs`, before the description
/// of the interface takes that folder.
pub fn errors() -> Resource {
    web::resource("/docs/errors").get(error_codes)
}

async fn error_codes(state: State) -> Result<Html> {
    let explained = |code: &Code| ExplainedCode { code: *code, status: status(*code).as_u16() };
    let codes = Code::ALL.iter().map(explained).collect();
    Ok(Html::new(render(&ErrorCodes::new(&state.site(), codes))?))
}

async fn privacy(state: State) -> Result<Html> {
    Ok(Html::new(render(&Privacy::new(&state.site()))?))
}

async fn asset(request: HttpRequest) -> Result<HttpResponse> {
    let asset = assets::find(request.path())
        .ok_or_else(|| Error::BadRequest(Code::AddressUnknown, "没有这个文件，请刷新页面。".to_owned()))?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, asset.media_type))
        .insert_header((CACHE_CONTROL, assets::CACHE_CONTROL))
        .insert_header((ETAG, asset.etag))
        .body(asset.bytes.into_owned()))
}
