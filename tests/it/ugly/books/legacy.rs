//! Formats of other programs: xls and ods.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::CODE;
use xls::{END, book, compound, labels};

#[path = "../../../../src/intake/tests/xls.rs"]
mod xls;

const ROWS: &[[&str; 3]] =
    &[["企业名称", "统一社会信用代码", "成立日期"], ["示例建设有限公司", CODE, "2015-5-1 0:00:00"]];

pub fn write(folder: &Path) {
    fs::write(folder.join("old_format.xls"), compound(book(&[], &labels(ROWS)), END)).unwrap();
    let mut zip = ZipWriter::new(fs::File::create(folder.join("open_document.ods")).unwrap());
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content()),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

/// The rows, and below them the million blank ones that the format counts.
fn content() -> String {
    let cell =
        |text| format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#);
    let rows = ROWS.iter().map(|row| format!("<table:table-row>{}</table:table-row>", row.map(cell).concat()));
    let rows = rows.collect::<Vec<_>>().concat();
    format!(
        r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="企业">{rows}<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#
    )
}
