//! `siku serve` and `siku demo`.

use std::fs;
use std::sync::Arc;

use actix_web::HttpServer;

use super::output::say;
use super::{DemoArgs, ServeArgs, import, setup};
use crate::config::{ServerSettings, StoreSettings};
use crate::db::{DatabaseUrl, Db, migrate};
use crate::error::{Error, Result};
use crate::http::limit::Limit;
use crate::http::state::State;
use crate::http::{app, metrics};
use crate::vault::Vault;

/// `siku serve`.
pub fn serve(store: &StoreSettings, args: ServeArgs) -> Result<bool> {
    if args.migrate {
        migrate::up(&setup::database(store)?)?;
    }
    let db = setup::ready_database(store)?;
    let vault = setup::vault(store, &db)?;
    start(db, vault, args.server)
}

/// `siku demo`: a fresh database, filled through the ordinary intake, and served.
pub fn demo(store: &StoreSettings, args: DemoArgs) -> Result<bool> {
    if args.folder.exists() {
        fs::remove_dir_all(&args.folder).map_err(Error::internal)?;
    }
    fs::create_dir_all(&args.folder).map_err(Error::internal)?;
    let file = args.folder.join("siku.db");
    let database_url: DatabaseUrl = format!("sqlite:{}", file.display()).parse().map_err(Error::internal)?;
    let store = StoreSettings { database_url, key_file: args.folder.join("siku.keys"), ..store.clone() };
    let db = setup::database(&store)?;
    migrate::up(&db)?;
    let vault = setup::vault(&store, &db)?;
    let accepted = import::load_folder(&db, &vault, &args.fixtures)?;
    if !accepted {
        return Ok(false);
    }
    start(db, vault, args.server)
}

fn start(db: Db, vault: Arc<Vault>, settings: ServerSettings) -> Result<bool> {
    let system = actix_web::rt::System::new();
    system.block_on(async move {
        let recorder = metrics::install()?;
        if let Some(listen) = settings.metrics_listen {
            actix_web::rt::spawn(metrics::server(listen, recorder)?);
        }
        let listen = settings.listen;
        let shutdown_seconds = settings.shutdown_seconds;
        let limit = Limit::new(settings.rate_limit, settings.trusted_proxies);
        actix_web::rt::spawn(limit.clone().forget_quiet_askers());
        let state = State { db, vault, settings: Arc::new(settings) };
        let server = HttpServer::new(move || app::app(state.clone(), limit.clone()))
            .shutdown_timeout(shutdown_seconds)
            .bind(listen)
            .map_err(|cause| {
                let text = format!("无法监听 {listen}：{cause}。请换一个地址（--listen）或停止占用它的程序。");
                Error::BadRequest(crate::error::Code::Unavailable, text)
            })?;
        for address in server.addrs() {
            say(&format!("服务已启动：http://{address}/　按 Ctrl+C 停止"));
        }
        server.run().await.map_err(Error::internal)?;
        Ok(true)
    })
}
