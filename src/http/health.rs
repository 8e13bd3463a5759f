//! Whether the process lives, and whether it can serve.

use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::Problem;
use super::state::State;
use crate::db::migrate;
use crate::error::{Error, Result};

/// That the server answers.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`.
    #[schema(example = "ok")]
    pub status: &'static str,
    /// Version of the server.
    #[schema(example = "0.1.0")]
    pub version: &'static str,
}

const OK: Health = Health { status: "ok", version: env!("CARGO_PKG_VERSION") };

/// 服务是否存活
///
/// 只说明进程在运行，不访问数据库。
#[utoipa::path(tag = "服务状态", responses((status = 200, description = "进程在运行", body = Health)))]
#[get("/health")]
pub async fn health() -> HttpResponse {
    HttpResponse::Ok().json(OK)
}

/// 服务是否就绪
///
/// 数据库可以访问、表结构为最新时返回 200；否则返回 503，负载均衡器应暂不转发请求。
#[utoipa::path(tag = "服务状态", responses(
    (status = 200, description = "可以提供服务", body = Health),
    (status = 503, description = "数据库不可用，或表结构尚未更新", body = Problem, content_type = "application/problem+json"),
))]
#[get("/ready")]
pub async fn ready(state: State) -> Result<HttpResponse> {
    let pending = state.db.read(migrate::is_pending).await?;
    if pending {
        return Err(Error::Unavailable { retry_after: 5, source: "migrations are pending".into() });
    }
    Ok(HttpResponse::Ok().json(OK))
}
