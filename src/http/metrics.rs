//! Prometheus metrics, on a listener of their own.

use std::net::SocketAddr;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::http::Method;
use actix_web::http::header::ContentType;
use actix_web::{App, HttpResponse, HttpServer, web};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use crate::error::{Code, Error, Result};

/// Seconds that separate the buckets of request times.
const REQUEST_SECONDS: [f64; 9] = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0];
/// How often what was observed is gathered into the buckets. Until then each request is kept.
const GATHER_EVERY: Duration = Duration::from_secs(5);

/// Starts to collect. Called once a process.
pub fn install() -> Result<PrometheusHandle> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &REQUEST_SECONDS)
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(Error::internal)
}

/// Gathers what was observed for as long as the server runs, also when nobody reads it, so that memory is bounded.
pub async fn gather(handle: PrometheusHandle) {
    loop {
        tokio::time::sleep(GATHER_EVERY).await;
        handle.run_upkeep();
    }
}

/// Serves what was collected, and says where.
pub fn server(listen: SocketAddr, handle: PrometheusHandle) -> Result<(Server, Vec<SocketAddr>)> {
    let server = HttpServer::new(move || {
        let handle = handle.clone();
        App::new().service(web::resource("/metrics").get(move || {
            let text = handle.render();
            async move { HttpResponse::Ok().insert_header(ContentType::plaintext()).body(text) }
        }))
    });
    let server = server.workers(1).disable_signals().bind(listen).map_err(|cause| {
        let text =
            format!("无法监听监控指标地址 {listen}：{cause}。请用 --metrics-listen 换一个地址，或以 none 关闭。");
        Error::BadRequest(Code::Unavailable, text)
    })?;
    let addresses = server.addrs();
    Ok((server.run(), addresses))
}

/// What a request's method is called among the labels. Anybody may make up a method, and each would be a series.
pub fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
