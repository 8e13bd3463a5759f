//! Columns and values of the registries as a clerk reads them: what stands beside what would change.

mod coded;

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use crate::domain::standard::region;
use crate::web::format;

/// The table that classifies and names the columns: the tests hold every column to it.
const TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/column-classification.csv"));

/// Classes that are not shown, whoever asks.
const COVERED: [&str; 5] = ["personal", "personal-sealed", "personal-hash", "credential", "key-material"];
/// What stands in place of what is not shown.
pub const COVER: &str = "（不显示）";

/// Columns by table and name.
static COLUMNS: LazyLock<HashMap<(String, String), Column>> = LazyLock::new(|| {
    let rows = csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(TABLE.as_bytes());
    // A row that cannot be read would be a fault of the committed table; a test asks for every column's label.
    let rows = rows.into_deserialize::<Row>().filter_map(Result::ok);
    let column = |row: Row| {
        let is_covered = COVERED.contains(&row.class.as_str());
        ((row.table, row.column), Column { label: row.label, is_covered })
    };
    rows.map(column).collect()
});

#[derive(Deserialize)]
struct Row {
    table: String,
    column: String,
    class: String,
    #[serde(default)]
    label: String,
}

/// What is known of a column.
struct Column {
    label: String,
    is_covered: bool,
}

fn column(table: &str, column: &str) -> Option<&'static Column> {
    COLUMNS.get(&(table.to_owned(), column.to_owned()))
}

/// What a clerk calls a column; nothing for bookkeeping, which is not shown.
pub fn label(table: &str, name: &str) -> Option<&'static str> {
    column(table, name).map(|column| column.label.as_str()).filter(|label| !label.is_empty())
}

/// Whether what stands in a column is shown to nobody. A column that is not known is.
pub fn is_covered(table: &str, name: &str) -> bool {
    column(table, name).is_none_or(|column| column.is_covered)
}

/// The columns in which two states of a row differ, with what stands in each; all of them for a new row.
pub fn differing<'v>(
    before: Option<&'v Value>,
    after: &'v Value,
) -> impl Iterator<Item = (&'v str, Option<&'v Value>, Option<&'v Value>)> {
    let fields = |row: Option<&'v Value>| row.and_then(Value::as_object).into_iter().flatten();
    let columns: BTreeSet<&str> = fields(before).chain(fields(Some(after))).map(|(name, _)| name.as_str()).collect();
    let pairs = columns.into_iter().map(move |name| (name, before.and_then(|row| row.get(name)), after.get(name)));
    pairs.filter(|(_, was, is)| was != is)
}

/// What a value of a column says in words, with its unit; nothing where the column has none.
pub fn shown(table: &str, column: &str, value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(flag) => Some(if *flag { "是" } else { "否" }.to_owned()),
        Value::Number(number) => Some(match number.as_i64() {
            Some(number) => measured(column, number),
            None => number.to_string(),
        }),
        Value::String(text) if text.is_empty() => None,
        Value::String(text) if matches!(column, "region_code" | "host_region") => {
            Some(region::path(text).unwrap_or_else(|| text.clone()))
        }
        Value::String(text) => Some(coded::in_words(table, column, text).unwrap_or(text).to_owned()),
        Value::Array(_) | Value::Object(_) => Some(value.to_string()),
    }
}

/// A number with the unit that the name of its column tells.
fn measured(column: &str, number: i64) -> String {
    let (_, unit) = column.rsplit_once('_').unwrap_or_default();
    match unit {
        // Which one it is stands beside it as a name; the number means nothing to anybody.
        "id" => "已关联".to_owned(),
        "fen" => format!("{} 万元", format::ten_thousand_yuan(number)),
        "dm2" => format!("{} 平方米", format::square_metres(number)),
        "mm" => format!("{} 米", format::metres(number)),
        "points" => format!("{}%", format::hundredths(number)),
        "hundredths" => format!("{} 分", format::hundredths(number)),
        "days" => format!("{number} 天"),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case::money("contract", "amount_fen", json!(123_456_789), "123.456789 万元")]
    #[case::large_money("project", "investment_fen", json!(12_800_000_000_i64), "12,800 万元")]
    #[case::area("project", "area_dm2", json!(1_234_550), "12,345.5 平方米")]
    #[case::height("unit_work", "height_mm", json!(18_500), "18.5 米")]
    #[case::share("shareholder", "share_basis_points", json!(3350), "33.5%")]
    #[case::score("enterprise_evaluation", "score_hundredths", json!(9150), "91.5 分")]
    #[case::term("permit", "duration_days", json!(365), "365 天")]
    #[case::year_is_no_amount("net_assets", "year", json!(2025), "2025")]
    #[case::points_of_a_driver("person_demerit", "points", json!(3), "3")]
    #[case::flag("qualification", "is_principal", json!(true), "是")]
    #[case::flag_down("qualification", "is_principal", json!(false), "否")]
    #[case::date("qualification", "valid_until", json!("2027-05-31"), "2027-05-31")]
    #[case::region("enterprise", "region_code", json!("410105"), "河南省-郑州市-金水区")]
    #[case::state("safety_permit", "state", json!("suspended"), "暂扣")]
    #[case::state_of_another_table("enterprise", "state", json!("revoked"), "吊销")]
    #[case::position("engagement", "position", json!("project_manager"), "项目经理")]
    #[case::level("project", "data_level", json!("B"), "市级审核")]
    #[case::code_of_a_list("unit_work", "structure", json!("003"), "框架结构")]
    #[case::words_where_a_code_should_be("unit_work", "structure", json!("膜结构"), "膜结构")]
    #[case::tied("project", "owner_id", json!(7_123), "已关联")]
    fn a_value_is_shown_with_its_unit_or_in_words(
        #[case] table: &str,
        #[case] column: &str,
        #[case] value: Value,
        #[case] expected: &str,
    ) {
        assert_eq!(shown(table, column, &value).unwrap(), expected);
        assert!(label(table, column).is_some());
    }

    #[test]
    fn nothing_is_shown_of_an_empty_column() {
        assert_eq!(shown("project", "owner_name", &Value::Null), None);
        assert_eq!(shown("project", "owner_name", &json!("")), None);
    }

    #[test]
    fn bookkeeping_has_no_label() {
        assert_eq!(label("project", "row_version"), None);
        assert_eq!(label("project", "raw"), None);
        assert_eq!(label("nothing", "at_all"), None);
    }
}
