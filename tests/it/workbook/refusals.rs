//! Workbooks that are none, or not what they should be: each is told by name.

use rstest::rstest;
use serde_json::{Value, json};

use super::support::{Program, counts, headers, kind, row, workbook, xlsx};
use crate::filing::support::Hall;
use crate::support::Backend;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n";

fn lines(lines: &[&[&str]]) -> Vec<Vec<String>> {
    lines.iter().map(|line| line.iter().map(|text| (*text).to_owned()).collect()).collect()
}

fn zipped() -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("readme.txt", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all("不是工作簿".as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// An xlsx with a password is a compound file with an encrypted package in it.
fn locked() -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(4_096, 0);
    bytes
}

#[rstest]
#[case::document("合同.xlsx", PDF.to_vec(), "PDF")]
#[case::another_zip("资料.xlsx", zipped(), "xlsx")]
#[case::words("一段话.csv", "没有表头的一段话".as_bytes().to_vec(), "没有认出表头")]
#[case::locked_or_broken("加密.xlsx", locked(), "。")]
#[case::cut_off("业绩.xlsx", workbook(&[row(1)])[..2_000].to_vec(), "。")]
#[case::another_sheet("企业.xlsx", xlsx("企业", &lines(&[&["企业名称", "注册资本"], &["甲公司", "100"]])), "项目名称")]
#[case::too_long("业绩.xlsx", workbook(&(1..=2_001).map(row).collect::<Vec<_>>()), "工作簿有 2001 行")]
#[actix_web::test]
async fn what_cannot_be_read_says_why(#[case] name: &str, #[case] bytes: Vec<u8>, #[case] said: &str) {
    let hall = Hall::new(Backend::Sqlite);
    let program = Program::of(&hall.app, &hall.filer);
    let import = program.checked(&hall.app, name, &bytes).await;
    assert_eq!((&import["state"], counts(&import)), (&json!("failed"), [0, 0, 0]), "{import}");
    let remark = &import["remarks"].as_array().unwrap().last().unwrap();
    assert_eq!(remark["code"], "workbook.unreadable");
    assert!(remark["message"].as_str().unwrap().contains(said), "{remark}");
    let id = import["id"].as_str().unwrap();
    program.post(&hall.app, &format!("/imports/{id}/filing"), json!({})).await.problem(409, "workbook.not_ready");
    program.get(&hall.app, &format!("/imports/{id}/repaired")).await.problem(409, "workbook.not_ready");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn titles_over_the_header_and_unknown_columns_are_borne_and_told(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let program = Program::of(&hall.app, &hall.filer);
    let header = [headers(), vec!["备注栏".to_owned(), "企业名称".to_owned()]].concat();
    let own = hall.filer.organisation.name.clone();
    let said = |nth, firm: &str| [row(nth), vec!["随便写写".to_owned(), firm.to_owned()]].concat();
    let title = vec!["某某公司历史业绩一览表".to_owned()];
    let rows = [title, header, said(1, &own), said(2, ""), said(3, "别人的公司")];
    let import = program.checked(&hall.app, "业绩.xlsx", &xlsx("汇总", &rows)).await;
    assert_eq!((&import["state"], counts(&import)), (&json!("checked"), [2, 1, 0]), "{import}");
    let codes: Vec<&Value> = import["remarks"].as_array().unwrap().iter().map(|remark| &remark["code"]).collect();
    assert_eq!(codes, [&json!("column.unknown")], "{import}");
    let wrong = program.rows(&hall.app, import["id"].as_str().unwrap(), "wrong").await;
    let remark = &wrong[0]["remarks"][0];
    assert_eq!((&remark["code"], &remark["cell"]), (&json!("filing.other_enterprise"), &json!("H5")), "{remark}");
}

#[actix_web::test]
async fn a_text_of_an_old_program_is_read_too() {
    let hall = Hall::new(Backend::Sqlite);
    let program = Program::of(&hall.app, &hall.filer);
    let quoted = |line: &Vec<String>| line.iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(",");
    let text = [headers(), row(1)].iter().map(quoted).collect::<Vec<_>>().join("\r\n");
    let (bytes, _, _) = encoding_rs::GBK.encode(&text);
    let import = program.checked(&hall.app, "业绩.csv", &bytes).await;
    assert_eq!(counts(&import), [1, 0, 0], "{import}");
    assert_eq!(program.rows(&hall.app, import["id"].as_str().unwrap(), "good").await[0]["sheet"], "业绩");
}

#[actix_web::test]
async fn a_header_that_lacks_what_each_row_must_have_is_told_once() {
    let hall = Hall::new(Backend::Sqlite);
    let program = Program::of(&hall.app, &hall.filer);
    let without = |line: Vec<String>| line.into_iter().enumerate().filter(|(at, _)| *at != 1).map(|(_, text)| text);
    let rows: Vec<Vec<String>> = [headers(), row(1), row(2)].map(|line| without(line).collect()).into();
    let import = program.checked(&hall.app, "业绩.xlsx", &xlsx(kind().title, &rows)).await;
    assert_eq!((&import["state"], counts(&import)), (&json!("checked"), [0, 0, 0]), "{import}");
    assert_eq!(import["verdict"], "没有读到可以申报的行。");
    assert_eq!(import["remarks"][0]["code"], "column.missing", "{import}");
}

#[actix_web::test]
async fn what_is_no_file_is_not_taken_in() {
    let hall = Hall::new(Backend::Sqlite);
    let program = Program::of(&hall.app, &hall.filer);
    let empty = program.upload(&hall.app, "空.xlsx", b"").await.problem(422, "request.invalid");
    assert_eq!(empty["errors"][0]["code"], "workbook.missing");
    let unnamed = program.upload(&hall.app, "", b"").await.problem(422, "request.invalid");
    assert_eq!(unnamed["errors"][0]["code"], "workbook.missing");
    let large = vec![b'a'; (10 << 20) + 1];
    let large = program.upload(&hall.app, "大.csv", &large).await.problem(422, "request.invalid");
    assert_eq!(large["errors"][0]["code"], "workbook.too_large", "{large}");
}
