//! The empty workbook.

use super::fixture::{ENTERPRISE, Made, opened};
use crate::intake::{Dictionary, Template};
use std::io::Read;

fn part(made: &Made, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(&made.path).unwrap()).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_template_is_recognised_as_its_kind_and_offers_its_lists() {
    let made = Made::empty("template.xlsx");
    let labels = ["郑州市".to_owned(), "洛阳市".repeat(100)];
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let lists = vec![Dictionary { field: "address", labels: &labels }];
    let template = Template { example: &[("address", "郑州市")], ..Template::of(&ENTERPRISE, lists) };
    std::fs::write(&made.path, template.write().unwrap()).unwrap();

    let mut book = opened(&made.path);
    let plan = book.detect(&[&ENTERPRISE]).unwrap();
    assert_eq!(plan.sheets.len(), 1);
    assert_eq!(&*plan.sheets[0].name, ENTERPRISE.title);
    assert!(plan.sheets[0].remarks().is_empty());
    let skipped: Vec<&str> = plan.skipped.iter().map(|sheet| &*sheet.name).collect();
    assert_eq!(skipped, ["示例", "填写说明", "字典"]);

    let sheet = part(&made, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("字典!$A$2:$A$3") && sheet.contains("E2:E1048576"), "{sheet}");
    assert!(part(&made, "xl/comments1.xml").contains("必填"));
}

#[test]
fn a_dictionary_for_no_column_is_refused() {
    let lists = vec![Dictionary { field: "colour", labels: &["红"] }];
    assert!(Template::of(&ENTERPRISE, lists).write().is_err());
}
