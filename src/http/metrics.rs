//! Prometheus metrics, on a listener of their own.

use std::net::SocketAddr;

use actix_web::dev::Server;
use actix_web::http::header::ContentType;
use actix_web::{App, HttpResponse, HttpServer, web};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use crate::error::{Error, Result};

/// Seconds that separate the buckets of request times.
const REQUEST_SECONDS: [f64; 9] = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Starts to collect. Called once a process.
pub fn install() -> Result<PrometheusHandle> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &REQUEST_SECONDS)
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(Error::internal)
}

/// Serves what was collected.
pub fn server(listen: SocketAddr, handle: PrometheusHandle) -> Result<Server> {
    let server = HttpServer::new(move || {
        let handle = handle.clone();
        App::new().service(web::resource("/metrics").get(move || {
            let text = handle.render();
            async move { HttpResponse::Ok().insert_header(ContentType::plaintext()).body(text) }
        }))
    });
    Ok(server.workers(1).disable_signals().bind(listen).map_err(Error::internal)?.run())
}
