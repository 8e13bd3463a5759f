//! `siku import`.

use std::fs;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use super::actor::actor;
use super::output::{say, warn};
use super::{ImportArgs, setup};
use crate::clock::Clock;
use crate::config::StoreSettings;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::intake::{self, Limits, Remark, Severity};
use crate::load::{self, FileReport, Load, Report, Step};
use crate::registry::pending;
use crate::vault::Vault;

/// Remarks said on the terminal; the report has them all.
const REMARKS_SAID: usize = 200;
/// How far an import steps back (nice) for whoever looks something up on the same machine.
const COURTESY: i32 = 10;

/// Imports workbooks.
pub fn run(store: &StoreSettings, args: &ImportArgs) -> Result<bool> {
    if let Some(out) = &args.report {
        check_report(out, &args.files)?;
    }
    if let Err(error) = rustix::process::nice(COURTESY) {
        tracing::debug!(%error, "the import keeps its priority");
    }
    let load = Load { files: args.files.clone(), kind: args.kind.clone(), dry_run: args.dry_run, actor: actor() };
    let report = if args.dry_run { dry_run(store, &load)? } else { import(store, &load)? };
    if let (Some(out), Some(file)) = (&args.report, report.files.first()) {
        write_report(file, out)?;
    }
    Ok(report.is_clean())
}

fn import(store: &StoreSettings, load: &Load) -> Result<Report> {
    let db = setup::ready_database(store)?;
    let vault = setup::vault(store, &db)?;
    load_and_tell(&db, &vault, load)
}

fn load_and_tell(db: &Db, vault: &Vault, load: &Load) -> Result<Report> {
    let report = with_progress(|progress| load::run(db, vault, load, progress))?;
    tell(&report);
    let (read, refused) = (report.rows_read, report.rows_refused);
    say(&format!("导入完毕：共 {read} 行，{refused} 行未导入；{} 个主体有变动。", report.heads_changed));
    if report.rows_waiting > 0 {
        let waiting = db.read_now(|conn| Ok(pending::count(conn, None)?))?;
        say(&format!(
            "{} 行等待项目登记，项目登记后自动归入。现有 {waiting} 条记录在等待，可用 siku pending 查看。",
            report.rows_waiting
        ));
    }
    Ok(report)
}

/// Checks without writing anything, neither a database nor keys.
fn dry_run(store: &StoreSettings, load: &Load) -> Result<Report> {
    let db = setup::database_to_ask(store)?;
    let report = match &db {
        Some(db) => {
            let vault = setup::vault_to_ask(store, db)?;
            with_progress(|progress| load::run(db, &vault, load, progress))?
        }
        None => with_progress(|progress| load::check(load, Clock::system().today(), progress))?,
    };
    tell(&report);
    let (read, refused, waiting) = (report.rows_read, report.rows_refused, report.rows_waiting);
    say(&format!("检查完毕：共 {read} 行，{refused} 行不能导入。没有写入任何数据。"));
    if db.is_none() {
        say("没有可用的数据库，只检查了工作簿本身，未与登记库核对（siku migrate 可建立数据库）。");
    } else {
        say("每一行只与库中现有内容核对；同一次导入中前面的行将要登记的内容，检查时尚不在库中。");
    }
    if waiting > 0 {
        say(&format!("{waiting} 行所属的项目不在库中；项目在同一次导入中登记的，届时自动归入。"));
    }
    Ok(report)
}

/// A report must have one workbook to speak of, and must not take its place.
fn check_report(out: &Path, files: &[PathBuf]) -> Result<()> {
    let [file] = files else {
        let text = "--report 一次只能对应一个输入文件，请逐个导入。".to_owned();
        return Err(Error::field("report", "report.one_file", text));
    };
    let same = |out: PathBuf| fs::canonicalize(file).is_ok_and(|file| file == out);
    if out == file || fs::canonicalize(out).is_ok_and(same) {
        let text = "--report 与输入是同一个文件，会覆盖原件。请换一个文件名。".to_owned();
        return Err(Error::field("report", "report.same_file", text));
    }
    Ok(())
}

/// Loads all workbooks of a folder, in the order of their names.
pub fn load_folder(db: &Db, vault: &Vault, folder: &Path) -> Result<bool> {
    let entries = fs::read_dir(folder).map_err(|cause| {
        Error::Unreadable(format!("无法打开文件夹 {}：{cause}。请在项目根目录下运行。", folder.display()))
    })?;
    let mut files: Vec<_> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "xlsx"))
        .collect();
    files.sort();
    let load = Load { files, kind: None, dry_run: false, actor: actor() };
    Ok(load_and_tell(db, vault, &load)?.is_clean())
}

fn with_progress(load: impl FnOnce(&mut dyn FnMut(Step)) -> Result<Report>) -> Result<Report> {
    let bar = ProgressBar::no_length();
    let known = "{bar:30} 已处理 {pos} / {len} 行，用时 {elapsed}，约剩 {eta}";
    let unknown = "{spinner} 已处理 {pos} 行，用时 {elapsed}，每秒 {per_sec}";
    let style = |template: &str| ProgressStyle::with_template(template).map_err(Error::internal);
    let (known, unknown) = (style(known)?, style(unknown)?);
    bar.set_style(unknown);
    let report = load(&mut |step| {
        if step.rows_at_most > bar.length().unwrap_or_default() {
            bar.set_length(step.rows_at_most);
            bar.set_style(known.clone());
        }
        bar.set_position(step.rows_read);
    });
    bar.finish_and_clear();
    report
}

fn tell(report: &Report) {
    for file in &report.files {
        tell_file(file);
    }
}

fn tell_file(file: &FileReport) {
    let name = file.path.display();
    if let Some(refusal) = &file.refusal {
        warn(&format!("{name}：{}", refusal.detail()));
        if file.rows.read > 0 {
            let taken = file.rows.read - file.rows.refused;
            warn(&format!(
                "{name}：损坏之前的 {} 行已经处理，其中 {taken} 行可以接受；其余未读。修复文件后请重新导入，已导入的行不会重复登记。",
                file.rows.read
            ));
        }
    }
    for skipped in file.plan.iter().flat_map(|plan| &plan.skipped) {
        warn(&format!("{name}：工作表“{}”未读取：{}", skipped.name, skipped.reason));
    }
    // Errors first: they keep rows out.
    let mut remarks: Vec<&Remark> = file.remarks.iter().collect();
    remarks.sort_by_key(|remark| remark.severity);
    for remark in remarks.iter().take(REMARKS_SAID) {
        warn(&format!("{name}：{}：{remark}", remark.severity.title()));
    }
    let unsaid = file.remarks.total().saturating_sub(REMARKS_SAID as u64);
    if unsaid > 0 {
        warn(&format!("{name}：另有 {unsaid} 处问题未列出，请用 --report 生成标注了问题的工作簿。"));
    }
    let errors = file.remarks.iter().filter(|remark| remark.severity == Severity::Error).count();
    if errors == 0 && file.remarks.is_empty() && file.refusal.is_none() {
        say(&format!("{name}：没有发现问题。"));
    }
}

fn write_report(file: &FileReport, out: &Path) -> Result<()> {
    let Some(plan) = &file.plan else { return Ok(()) };
    let mut source = intake::open(&file.path, &Limits::default())?;
    intake::write_repaired(&mut source, plan, &file.remarks, out)?;
    say(&format!("已写出标注了问题的工作簿：{}", out.display()));
    Ok(())
}
