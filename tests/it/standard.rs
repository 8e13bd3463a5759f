//! The national data standard of 2018, field by field: each is kept in a column, or left out for a reason that is said.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use siku::registry::sheet::kinds;

use crate::support::{Backend, TestDb, catalog, generated};

const FIELDS: &str = "fixtures/standard/fields-2018.csv";
const KEPT: &str = "fixtures/standard/fields-2018-kept.csv";
/// Stands for every field of a table that has no line of its own.
const REST: &str = "*";

/// A field of the standard.
struct Field {
    section: String,
    table: String,
    name: String,
    necessity: String,
}

/// Where a field is kept, and why it is kept as written only or not at all.
struct Place {
    column: String,
    reason: String,
}

impl Place {
    /// Whether it is kept in a column of its own, not only as written.
    fn is_full(&self) -> bool {
        self.column.split_once('.').is_some_and(|(_, column)| column != "raw")
    }
}

fn rows<const CELLS: usize>(path: &str) -> Vec<[String; CELLS]> {
    let text = fs::read_to_string(path).unwrap();
    let cells = |line: &str| line.splitn(CELLS, ',').map(str::to_owned).collect::<Vec<_>>();
    let row = |line: &str| cells(line).try_into().unwrap_or_else(|cells| panic!("{path}: {cells:?}"));
    text.lines().skip(1).map(row).collect()
}

fn fields() -> Vec<Field> {
    let field = |[section, table, name, necessity]: [String; 4]| Field { section, table, name, necessity };
    rows(FIELDS).into_iter().map(field).collect()
}

fn places() -> BTreeMap<(String, String), Place> {
    let mut places = BTreeMap::new();
    for [table, field, column, reason] in rows(KEPT) {
        let twice = places.insert((table.clone(), field.clone()), Place { column, reason });
        assert!(twice.is_none(), "{KEPT}: {table}.{field} is there twice");
    }
    places
}

fn place<'a>(places: &'a BTreeMap<(String, String), Place>, field: &Field) -> Option<&'a Place> {
    let of = |name: &str| places.get(&(field.table.clone(), name.to_owned()));
    of(&field.name).or_else(|| of(REST))
}

#[test]
fn every_field_is_kept_in_a_column_that_exists_or_left_out_for_a_reason() {
    let (fields, places) = (fields(), places());
    assert_eq!(fields.len(), 899, "{FIELDS} has not every field of the standard");
    let unmapped: Vec<String> = fields
        .iter()
        .filter(|field| place(&places, field).is_none())
        .map(|field| format!("{}.{}", field.table, field.name))
        .collect();
    assert!(unmapped.is_empty(), "say in {KEPT} where these are kept, or why not: {unmapped:?}");

    let known: BTreeSet<(&str, &str)> = fields.iter().map(|field| (&*field.table, &*field.name)).collect();
    let catalog = catalog(&TestDb::new(Backend::Sqlite));
    for ((table, field), place) in &places {
        let of_standard = field == REST || known.contains(&(table.as_str(), field.as_str()));
        assert!(of_standard, "{KEPT}: the standard has no {table}.{field}");
        if let Some((ours, column)) = place.column.split_once('.') {
            let exists = catalog.get(ours).is_some_and(|table| table.columns.contains_key(column));
            assert!(exists, "{KEPT}: {table}.{field} is kept in {}, which is not there", place.column);
        }
        assert_eq!(
            place.reason.is_empty(),
            place.is_full(),
            "{KEPT}: {table}.{field} needs a reason, or has one too many"
        );
    }
}

#[test]
fn every_field_that_is_kept_in_a_column_is_read_from_a_sheet() {
    let places = places();
    let read: BTreeSet<&str> =
        kinds().iter().flat_map(|kind| kind.columns).flat_map(|column| column.aliases).copied().collect();
    let unread: Vec<String> = fields()
        .iter()
        .filter(|field| place(&places, field).is_some_and(Place::is_full))
        .filter(|field| !read.contains(field.name.as_str()))
        .map(|field| format!("{}.{}", field.table, field.name))
        .collect();
    assert!(unread.is_empty(), "no sheet has a column for these: {unread:?}");
}

const PREFACE: &str = "# 与《全国建筑市场监管公共服务平台工程项目信息数据标准》（2018）的对照

标准的每个字段在本平台存于何处，或为何不存。本文由测试从 `fixtures/standard/fields-2018.csv`（标准的字段）和
`fixtures/standard/fields-2018-kept.csv`（去处与理由）生成，请勿手工修改；有字段没有去处也没有理由时，测试不通过。
标准按“表.字段”称呼，本平台按 `表.列` 称呼；`raw` 一列保存与记录一起填报的原文。必填：M 必填、O 选填、C 有条件必填、P 主键。
";

#[test]
fn the_document_says_what_the_fixture_says() {
    let places = places();
    let mut text = PREFACE.to_owned();
    let mut table = String::new();
    for field in &fields() {
        let place = place(&places, field).unwrap();
        let whole = !places.contains_key(&(field.table.clone(), field.name.clone())) && place.column.is_empty();
        if field.table != table {
            table.clone_from(&field.table);
            write!(text, "\n## {} {table}\n\n", field.section).unwrap();
            let head = "| 字段 | 必填 | 去处 |\n|---|---|---|";
            writeln!(text, "{}", if whole { place.reason.as_str() } else { head }).unwrap();
        }
        if whole {
            continue;
        }
        let kept = match (place.column.as_str(), place.reason.as_str()) {
            ("", reason) => format!("不存：{reason}"),
            (column, "") => format!("`{column}`"),
            (column, reason) => format!("`{column}`：{reason}"),
        };
        writeln!(text, "| {} | {} | {kept} |", field.name, field.necessity).unwrap();
    }
    generated("docs/STANDARD.md", &text);
}
