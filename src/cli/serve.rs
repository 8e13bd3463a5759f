//! `siku serve` and `siku demo`.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io};

use actix_web::HttpServer;
use tokio::sync::watch;

use super::output::say;
use super::{DemoArgs, ServeArgs, demo, import, setup};
use crate::attachment::Attachments;
use crate::config::{MetricsListen, ServerSettings, StoreSettings};
use crate::crosscheck::recheck;
use crate::db::{DatabaseUrl, Db, migrate};
use crate::error::{Code, Error, Result};
use crate::http::limit::Limit;
use crate::http::state::State;
use crate::http::{app, metrics};
use crate::jobs::Worker;
use crate::vault::Vault;
use crate::work;

/// `siku serve`.
pub fn serve(store: &StoreSettings, args: ServeArgs) -> Result<bool> {
    if args.migrate {
        migrate::up(&setup::database(store)?)?;
    }
    let db = setup::ready_database(store)?;
    let vault = setup::vault(store, &db)?;
    let attachments = setup::attachments(&args.server.attachments, &store.database_url, &vault)?;
    start(db, vault, attachments, args.server, MetricsListen::LOOPBACK)
}

/// `siku demo`: a fresh database, filled through the ordinary intake, and served.
pub fn demo(store: &StoreSettings, args: DemoArgs) -> Result<bool> {
    make_room(&args.folder)?;
    let file = args.folder.join("siku.db");
    let own: DatabaseUrl = format!("sqlite:{}", file.display()).parse().map_err(Error::internal)?;
    let database_url = args.postgres.unwrap_or_else(|| own.clone());
    let store = StoreSettings { database_url, key_file: args.folder.join("siku.keys"), ..store.clone() };
    let db = setup::database(&store)?;
    // Everybody may know the passwords of a demonstration: it is never made where anything is.
    if !db.read_now(migrate::is_new)? {
        let text = "这个数据库里已经有表，没有改动。演示要用空的数据库。".to_owned();
        return Err(Error::BadRequest(Code::Unavailable, text));
    }
    migrate::up(&db)?;
    let vault = setup::vault(&store, &db)?;
    let accepted = import::load_folder(&db, &vault, &args.fixtures)?;
    if !accepted {
        return Ok(false);
    }
    demo::people(&db, &vault)?;
    recheck::all(&db, &vault, None)?;
    // Two demos on one machine do not fight for a port that nobody asked for.
    let attachments = setup::attachments(&args.server.attachments, &own, &vault)?;
    start(db, vault, attachments, args.server, MetricsListen::Nowhere)
}

/// What a demonstration leaves in its folder.
const OURS: [&str; 4] = ["siku.db", "siku.db-wal", "siku.db-shm", "siku.keys"];
/// The folder that it leaves there.
const OUR_FOLDER: &str = "attachments";

/// Makes the folder, without the last demonstration. One that holds anything else is somebody's, and is left alone.
fn make_room(folder: &Path) -> Result<()> {
    let failed = |cause: io::Error| {
        Error::Unreadable(format!("无法使用文件夹 {}：{cause}。请换一个文件夹（--folder）。", folder.display()))
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let mut old = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let is_folder = entry.file_type().map_err(failed)?.is_dir();
        let is_known = |name: &str| if is_folder { name == OUR_FOLDER } else { OURS.contains(&name) };
        if !entry.file_name().to_str().is_some_and(is_known) {
            return Err(Error::Unreadable(format!(
                "文件夹 {} 里有演示以外的内容（{}），没有改动。请换一个空文件夹（--folder）。",
                folder.display(),
                entry.file_name().to_string_lossy()
            )));
        }
        old.push(entry.path());
    }
    old.into_iter().try_for_each(|old| {
        let removed = if old.is_dir() { fs::remove_dir_all(&old) } else { fs::remove_file(&old) };
        removed.map_err(failed)
    })
}

fn start(
    db: Db,
    vault: Arc<Vault>,
    attachments: Attachments,
    settings: ServerSettings,
    metrics_listen: MetricsListen,
) -> Result<bool> {
    let system = actix_web::rt::System::new();
    system.block_on(async move {
        let recorder = metrics::install()?;
        actix_web::rt::spawn(metrics::gather(recorder.clone()));
        if let MetricsListen::At(listen) = settings.metrics_listen.unwrap_or(metrics_listen) {
            let (server, addresses) = metrics::server(listen, recorder)?;
            actix_web::rt::spawn(server);
            for address in addresses {
                say(&format!("监控指标：http://{address}/metrics"));
            }
        }
        let listen = settings.listen;
        let shutdown_seconds = settings.shutdown_seconds;
        let limit = Limit::new(settings.rate_limit, settings.trusted_proxies);
        actix_web::rt::spawn(limit.clone().forget_quiet_askers());
        let state = State::new(db, vault, attachments, Arc::new(settings));
        let (stop, working) = spawn_worker(&state)?;
        let server = HttpServer::new(move || app::app(state.clone(), limit.clone()))
            .shutdown_timeout(shutdown_seconds)
            .bind(listen)
            .map_err(|cause| {
                let text = format!("无法监听 {listen}：{cause}。请换一个地址（--listen）或停止占用它的程序。");
                Error::BadRequest(crate::error::Code::Unavailable, text)
            })?;
        let addresses = server.addrs();
        let running = actix_web::rt::spawn(server.run());
        // Its first step takes the signals to stop: whoever reads that it runs may stop it.
        tokio::task::yield_now().await;
        for address in addresses {
            say(&format!("服务已启动：http://{address}/　按 Ctrl+C 停止"));
        }
        let ended = running.await.map_err(Error::internal)?.map_err(Error::internal);
        // Gone already where this process does no jobs.
        let _told = stop.send(true);
        working.await.map_err(Error::internal)?;
        ended.map(|()| true)
    })
}

/// Does jobs beside the requests, until told to stop.
fn spawn_worker(state: &State) -> Result<(watch::Sender<bool>, tokio::task::JoinHandle<()>)> {
    let (stop, told) = watch::channel(false);
    let concurrency = usize::from(state.settings.jobs);
    let grace = Duration::from_secs(state.settings.shutdown_seconds);
    let worker = Worker::new(state.db.clone(), work::handlers(state)?);
    let working = actix_web::rt::spawn(async move {
        if concurrency > 0 {
            worker.run(concurrency, grace, told).await;
        }
    });
    Ok((stop, working))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn the_last_demonstration_makes_room() {
        let folder = tempfile::tempdir().unwrap();
        for file in OURS {
            fs::write(folder.path().join(file), "old").unwrap();
        }
        fs::create_dir_all(folder.path().join("attachments/ab")).unwrap();
        make_room(folder.path()).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        make_room(&folder.path().join("not/yet/there")).unwrap();
    }

    #[test]
    fn a_folder_with_anything_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["siku.db", "论文.docx"] {
            fs::write(folder.path().join(file), "precious").unwrap();
        }
        let refused = make_room(folder.path()).unwrap_err();
        assert!(refused.detail().contains("论文.docx"), "{}", refused.detail());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
