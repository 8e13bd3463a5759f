//! `siku import`.

use std::fs;
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use super::actor::actor;
use super::output::{say, warn};
use super::{ImportArgs, setup};
use crate::config::StoreSettings;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::intake::{self, Limits, Remark, Severity};
use crate::load::{self, FileReport, Load, Report};
use crate::vault::Vault;

/// Remarks said on the terminal; the report has them all.
const REMARKS_SAID: usize = 200;

/// Imports workbooks.
pub fn run(store: &StoreSettings, args: &ImportArgs) -> Result<bool> {
    if args.report.is_some() && args.files.len() != 1 {
        let text = "--report 一次只能对应一个输入文件，请逐个导入。".to_owned();
        return Err(Error::field("report", "report.one_file", text));
    }
    let db = setup::ready_database(store)?;
    let vault = setup::vault(store, &db)?;
    let load = Load { files: args.files.clone(), kind: args.kind.clone(), dry_run: args.dry_run, actor: actor() };
    let report = with_progress(|progress| load::run(&db, &vault, &load, progress))?;
    tell(&report, args.dry_run);
    if let (Some(out), Some(file)) = (&args.report, report.files.first()) {
        write_report(file, out)?;
    }
    Ok(report.is_clean())
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
    let report = with_progress(|progress| load::run(db, vault, &load, progress))?;
    tell(&report, false);
    Ok(report.is_clean())
}

fn with_progress(load: impl FnOnce(&mut dyn FnMut(u64)) -> Result<Report>) -> Result<Report> {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} 已处理 {pos} 行，用时 {elapsed}，每秒 {per_sec}")
    {
        bar.set_style(style);
    }
    let report = load(&mut |rows| bar.set_position(rows));
    bar.finish_and_clear();
    report
}

fn tell(report: &Report, dry_run: bool) {
    for file in &report.files {
        tell_file(file);
    }
    let (read, refused) = (report.rows_read, report.rows_refused);
    if dry_run {
        say(&format!("检查完毕：共 {read} 行，{refused} 行不能导入。没有写入任何数据。"));
    } else {
        say(&format!("导入完毕：共 {read} 行，{refused} 行未导入；{} 个主体有变动。", report.heads_changed));
    }
}

fn tell_file(file: &FileReport) {
    let name = file.path.display();
    if let Some(refusal) = &file.refusal {
        warn(&format!("{name}：{}", refusal.detail()));
        return;
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
    if errors == 0 && file.remarks.is_empty() {
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
