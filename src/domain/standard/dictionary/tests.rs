#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use Edition::{Jiangsu, National2014, National2018};

#[test]
fn every_line_of_the_table_is_read() {
    assert_eq!(ENTRIES.len(), TABLE.lines().count() - 1);
}

#[test]
fn no_code_stands_twice_in_a_list() {
    let mut codes: Vec<_> = ENTRIES.iter().map(|entry| (entry.edition, entry.list, &entry.code)).collect();
    codes.sort_unstable();
    let count = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), count);
}

#[rstest]
#[case(List::ConstructionNature, "001", "001")]
#[case(List::ConstructionNature, "1", "001")]
#[case(List::ConstructionNature, "1.0", "001")]
#[case(List::ConstructionNature, "１", "001")]
#[case(List::ConstructionNature, "新建", "001")]
#[case(List::ProjectCategory, "市政工程", "02")]
#[case(List::ProjectCategory, "市政公用工程", "02")]
#[case(List::ProjectCategory, "其它", "99")]
#[case(List::ContractType, "施工总承包", "301")]
#[case(List::StructureType, "框架-剪力墙结构", "004")]
#[case(List::StructureType, "框架", "003")]
#[case(List::ProjectFunction, "风景园林", "016")]
#[case(List::RegistrationType, "一级注册建造师", "81")]
#[case(List::RegistrationType, "注册建造师(1级)", "81")]
#[case(List::ProjectLevel, "壹级", "311")]
#[case(List::DataLevel, "d", "D")]
#[case(List::WorkType, "瓦工", "010")]
fn codes_labels_and_aliases_give_the_code(#[case] list: List, #[case] written: &str, #[case] expected: &str) {
    assert_eq!(code(National2018, list, written), Some(expected));
}

#[test]
fn jiangsu_swaps_passport_and_officer_card() {
    let list = List::IdentityDocumentType;
    assert_eq!((code(National2018, list, "护照"), code(Jiangsu, list, "护照")), (Some("3"), Some("2")));
    assert_eq!((label(National2018, list, "2"), label(Jiangsu, list, "2")), (Some("军官证"), Some("护照")));
}

#[test]
fn greek_letters_in_a_level_do_not_matter() {
    assert_eq!(code(Jiangsu, List::QualificationLevel, "甲(II)级"), Some("32"));
    assert_eq!(code(Jiangsu, List::QualificationLevel, "一级"), Some("11"));
}

#[test]
fn a_dropped_code_is_known_in_its_own_edition_only() {
    assert_eq!(label(National2014, List::ContractType, "304"), Some("专业承包"));
    assert_eq!(label(National2018, List::ContractType, "304"), None);
    assert_eq!(label(National2014, List::ContractType, "100"), Some("勘察"));
}

#[test]
fn a_label_under_two_headings_needs_its_heading() {
    let list = List::RegistrationSpecialty;
    assert_eq!(code(National2018, list, "公路工程"), None);
    assert_eq!(code_under(National2018, list, "注册建造师", "公路工程"), Some("10401002"));
    assert_eq!(code_under(National2018, list, "注册监理工程师", "公路工程"), Some("105090"));
}

#[test]
fn a_label_in_a_coded_field_is_taken_with_a_warning() {
    let read = read(National2018, List::ConstructionNature, "新建").unwrap();
    assert_eq!(read.value().unwrap().code, "001");
    assert_eq!(read.warnings.first().unwrap().code, "dictionary.not_the_code");
    assert!(super::read(National2018, List::ConstructionNature, "001").unwrap().warnings.is_empty());
    assert!(super::read(National2018, List::ConstructionNature, "翻新").is_err());
}

proptest! {
    #[test]
    fn any_text_can_be_read(text in any::<String>()) {
        let _ = read(National2018, List::StructureType, &text);
    }
}
