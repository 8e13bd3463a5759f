//! Workbooks made for the tests, and the kinds they are read as.

use crate::intake::{Cell, Column, Limits, Plan, SheetKind, Tally, Workbook, open};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(super) const ENTERPRISE: SheetKind = SheetKind::new(
    "enterprise",
    "企业基本信息",
    &[
        Column::required("name", "企业名称", &["CorpName", "单位名称"]),
        Column::required("credit_code", "统一社会信用代码", &["CorpCode"]).code(),
        Column::optional("registered_capital", "注册资本（万元）", &["RegPrin"]),
        Column::optional("established_on", "成立日期", &["EstablishDate"]),
        Column::optional("address", "注册地址", &[]),
    ],
);

pub(super) const PERSON: SheetKind = SheetKind::new(
    "person",
    "注册人员",
    &[
        Column::required("name", "姓名", &["人员姓名", "PersonName"]),
        Column::required("id_number", "身份证号", &["公民身份号码", "IDCard"]).personal().code(),
        Column::optional("employer_name", "企业名称", &["单位名称"]),
        Column::optional("employer_code", "统一社会信用代码", &[]).code(),
        Column::optional("certificate_number", "证书编号", &[]).code(),
    ],
);

pub(super) const PERFORMANCE: SheetKind = SheetKind::new(
    "performance",
    "企业业绩",
    &[
        Column::required("project_number", "项目编号", &["PrjNum"]).code(),
        Column::required("project_name", "项目名称", &["PrjName"]),
        Column::optional("person", "人员姓名", &[]),
        Column::optional("duty", "担任职务", &[]),
    ],
)
.carrying(&["project_number", "project_name"]);

/// A file in a directory of its own that lives as long as the test.
pub(super) struct Made {
    dir: TempDir,
    pub(super) path: PathBuf,
}

impl Made {
    pub(super) fn file(name: &str, bytes: &[u8]) -> Self {
        let made = Self::empty(name);
        std::fs::write(&made.path, bytes).unwrap();
        made
    }

    pub(super) fn empty(name: &str) -> Self {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join(name);
        Self { dir, path }
    }

    pub(super) fn beside(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
}

/// An xlsx whose cells are all text; an empty text is no cell.
pub(super) fn xlsx(sheets: &[(&str, &[&[&str]])]) -> Made {
    let made = Made::empty("book.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0_u32..).zip(*rows) {
            for (column, text) in (0_u16..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
    book.save(&made.path).unwrap();
    made
}

/// A zip of the given parts.
pub(super) fn zipped(name: &str, parts: &[(&str, &[u8])]) -> Made {
    let made = Made::empty(name);
    let mut zip = ZipWriter::new(std::fs::File::create(&made.path).unwrap());
    for (part, bytes) in parts {
        zip.start_file(*part, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    made
}

/// A minimal xlsx with one sheet `Sheet1`, whose XML `write` streams.
pub(super) fn handmade(shared_strings: &str, write: impl FnOnce(&mut dyn Write)) -> Made {
    let made = Made::empty("book.xlsx");
    let mut zip = ZipWriter::new(std::fs::File::create(&made.path).unwrap());
    for (name, text) in PARTS.iter().chain(&[("xl/sharedStrings.xml", shared_strings)]) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default().large_file(true)).unwrap();
    let mut buffered = std::io::BufWriter::new(zip);
    write(&mut buffered);
    buffered.into_inner().ok().unwrap().finish().unwrap();
    made
}

const PARTS: &[(&str, &str)] = &[
    ("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
];

pub(super) const NO_STRINGS: &str = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>"#;

/// A row of inline strings, as sheet XML.
pub(super) fn row_xml(number: u32, texts: &[&str]) -> String {
    let cells: Vec<String> = (0_u16..)
        .zip(texts)
        .map(|(column, text)| {
            let letter = crate::intake::column_letter(column);
            format!(r#"<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#)
        })
        .collect();
    format!(r#"<row r="{number}">{}</row>"#, cells.concat())
}

pub(super) fn opened(path: &Path) -> Workbook {
    open(path, &Limits::default()).map_err(|error| error.detail()).unwrap()
}

/// Why a file is refused.
pub(super) fn refusal(path: &Path, limits: &Limits) -> String {
    open(path, limits).map(|_| ()).unwrap_err().detail()
}

/// A row as a test looks at it.
#[derive(Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) sheet: String,
    pub(super) number: u32,
    pub(super) continuation: bool,
    pub(super) cells: Vec<Cell>,
    pub(super) extras: Vec<(String, String)>,
}

impl Seen {
    pub(super) fn texts(&self) -> Vec<&str> {
        self.cells.iter().map(|cell| cell.text.as_str()).collect()
    }
}

/// Detects and reads a file whole.
pub(super) fn read(path: &Path, kinds: &[&'static SheetKind]) -> (Plan, Vec<Seen>, Tally) {
    let mut book = opened(path);
    let plan = book.detect(kinds).map_err(|error| error.detail()).unwrap();
    let mut rows = Vec::new();
    let tally = book
        .read(&plan, |row| {
            rows.push(Seen {
                sheet: row.sheet().name.to_string(),
                number: row.number(),
                continuation: row.is_continuation(),
                cells: row.kind().columns.iter().map(|column| row.get(column.field).clone()).collect(),
                extras: row.extras().map(|(header, cell)| (header.into_owned(), cell.text.clone())).collect(),
            });
            Ok(ControlFlow::Continue(()))
        })
        .map_err(|error| error.detail())
        .unwrap();
    (plan, rows, tally)
}
