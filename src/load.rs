//! A registry load: workbooks in, through their sheets, into the registries, as one filing.
//!
//! One thread reads rows and turns them into changes; the calling thread writes them in short transactions. Each
//! transaction is whole by itself, so a load that is cut off leaves what it wrote, and the same load again writes only
//! what is missing.
//!
//! A dry run does the same and takes every transaction back: nothing changes, and look-ups go on. It compares each row
//! with what is on file before the load, so that what one row would put on file is not there for the rows after it.

mod pace;
mod reader;
mod verdict;
mod writer;

use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

use chrono::NaiveDate;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::intake::{Limits, Plan, Remarks, SheetKind};
use crate::registry::sheet;
use crate::vault::Vault;

use reader::Batch;
use writer::Writer;

/// Batches that may wait for the writer: enough to keep it busy, as reading is faster, and few enough to bound memory.
const WAITING: usize = 1;

/// What to load.
pub struct Load {
    /// The workbooks, in order.
    pub files: Vec<PathBuf>,
    /// The kind of all sheets; recognised by their headers when not given.
    pub kind: Option<String>,
    /// Whether to check only.
    pub dry_run: bool,
    /// Who loads: `cli:<user>`.
    pub actor: String,
}

/// What became of one workbook.
#[derive(Debug)]
pub struct FileReport {
    /// The workbook.
    pub path: PathBuf,
    /// Which sheets were read and which not; nothing when the workbook could not be read at all.
    pub plan: Option<Plan>,
    /// What is to be said of it.
    pub remarks: Remarks,
    /// Why it was not read, or not to its end.
    pub refusal: Option<Error>,
    /// Its rows.
    pub rows: Rows,
}

/// Rows and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Rows read.
    pub read: u64,
    /// Of these, rows kept out.
    pub refused: u64,
    /// Of these, rows that wait for the project they belong to.
    pub waiting: u64,
}

/// What became of a load.
#[derive(Debug, Default)]
pub struct Report {
    /// Workbook by workbook.
    pub files: Vec<FileReport>,
    /// Rows read.
    pub rows_read: u64,
    /// Rows kept out.
    pub rows_refused: u64,
    /// Rows that wait for the project they belong to.
    pub rows_waiting: u64,
    /// Enterprises, persons and projects that changed; in a dry run, that would.
    pub heads_changed: u64,
}

impl Report {
    /// Whether everything was taken.
    pub fn is_clean(&self) -> bool {
        self.rows_refused == 0 && self.files.iter().all(|file| file.refusal.is_none() && !file.remarks.has_errors())
    }

    fn add(&mut self, file: FileReport) {
        self.rows_read += file.rows.read;
        self.rows_refused += file.rows.refused;
        self.rows_waiting += file.rows.waiting;
        self.files.push(file);
    }
}

/// How far a load has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Rows read so far.
    pub rows_read: u64,
    /// Rows of the workbooks opened so far, at most; 0 where that is not known.
    pub rows_at_most: u64,
}

/// What the reading thread hands over.
enum Message {
    Batch(usize, Batch),
    File(Box<FileReport>),
    Failed(Error),
}

/// Loads workbooks. `progress` is told how far it has come after every batch.
pub fn run(db: &Db, vault: &Vault, load: &Load, progress: impl FnMut(Step)) -> Result<Report> {
    drive(load, db.clock().today(), Some(Writer::open(db, vault, load)?), progress)
}

/// Checks workbooks by themselves: what is on file is not asked.
pub fn check(load: &Load, today: NaiveDate, progress: impl FnMut(Step)) -> Result<Report> {
    drive(load, today, None, progress)
}

fn drive(
    load: &Load,
    today: NaiveDate,
    mut writer: Option<Writer<'_>>,
    mut progress: impl FnMut(Step),
) -> Result<Report> {
    let kinds = kinds(load.kind.as_deref())?;
    let mut report = Report::default();
    let mut step = Step::default();
    // What the registries say of the file that is being read.
    let (mut rows, mut remarks) = (Rows::default(), Remarks::default());
    let (sender, receiver) = mpsc::sync_channel(WAITING);
    thread::scope(|scope| -> Result<()> {
        let kinds = &kinds;
        let reading = scope.spawn(move || read_files(load, kinds, today, &sender));
        for message in receiver {
            match message {
                Message::Batch(file, batch) => {
                    rows.read += batch.rows_read;
                    rows.refused += batch.rows_refused;
                    step.rows_read += batch.rows_read;
                    step.rows_at_most += batch.rows_at_most;
                    if let Some(writer) = &mut writer {
                        let verdicts = writer.write(file, batch)?;
                        rows.refused += verdicts.refused;
                        rows.waiting += verdicts.waiting;
                        remarks.extend(verdicts.remarks);
                    }
                    progress(step);
                }
                Message::File(mut file) => {
                    file.rows = std::mem::take(&mut rows);
                    file.remarks.append(std::mem::take(&mut remarks));
                    report.add(*file);
                }
                Message::Failed(error) => return Err(error),
            }
        }
        reading.join().map_err(|_panic| Error::internal("the reading thread panicked"))
    })?;
    if let Some(writer) = writer {
        report.heads_changed = writer.finish()?;
    }
    Ok(report)
}

type Sender = mpsc::SyncSender<Message>;

fn kinds(name: Option<&str>) -> Result<Vec<&'static SheetKind>> {
    let kinds = sheet::kinds();
    let Some(name) = name else { return Ok(kinds) };
    match kinds.iter().find(|kind| kind.name == name || kind.title == name) {
        Some(kind) => Ok(vec![*kind]),
        None => {
            let known: Vec<String> = kinds.iter().map(|kind| format!("{}（{}）", kind.name, kind.title)).collect();
            let text = format!("没有“{name}”这种工作表。可用的种类：{}。", known.join("、"));
            Err(Error::field("kind", "sheet_kind.unknown", text))
        }
    }
}

fn read_files(load: &Load, kinds: &[&'static SheetKind], today: NaiveDate, sender: &Sender) {
    for (place, path) in load.files.iter().enumerate() {
        let mut file = FileReport {
            path: path.clone(),
            plan: None,
            remarks: Remarks::default(),
            refusal: None,
            rows: Rows::default(),
        };
        let outcome = reader::read(&mut file, kinds, today, &Limits::default(), |batch| {
            sender.send(Message::Batch(place, batch)).is_ok()
        });
        match outcome {
            Ok(()) => {}
            Err(error @ (Error::Unreadable(_) | Error::TooLarge { .. })) => file.refusal = Some(error),
            Err(error) => {
                // The receiver is gone only when writing failed, and then it has the error to report.
                let _receiver_gone = sender.send(Message::Failed(error));
                return;
            }
        }
        if sender.send(Message::File(Box::new(file))).is_err() {
            return;
        }
    }
}

/// SHA-256 over the files, in order: what the filing was made from.
fn digest(files: &[PathBuf]) -> Result<String> {
    use sha2::{Digest as _, Sha256};
    let mut digest = Sha256::new();
    for path in files {
        let unreadable = |cause: std::io::Error| {
            Error::Unreadable(format!("无法打开文件 {}：{cause}。请核对路径和权限。", path.display()))
        };
        let mut file = std::fs::File::open(path).map_err(unreadable)?;
        let mut buffer = vec![0_u8; 1 << 16];
        loop {
            let read = std::io::Read::read(&mut file, &mut buffer).map_err(unreadable)?;
            let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
            digest.update(bytes);
        }
    }
    Ok(hex::encode(digest.finalize()))
}

/// The basis of the filing: the names of the files.
fn basis(files: &[PathBuf]) -> String {
    let names = files.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
    names.collect::<Vec<_>>().join("、")
}
