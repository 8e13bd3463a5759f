//! What is shown of an entry.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::names::{ACCOUNT_COLUMNS, Names};
use super::words;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::ledger::Opened;
use crate::ledger::store::EntryRow;
use crate::record::RowChange;
use crate::registry::{history, label};

/// Who wrote an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Actor {
    /// 台账中的写法：`account:` 后为账号编号，`cli:` 后为运行命令的系统用户，`platform:` 后为平台自动办理的事项
    #[schema(example = "account:3f8h2k6m1p9r4t7w")]
    pub name: String,
    /// 姓名和登录名
    #[schema(example = "李敏（limin）")]
    pub person: Option<String>,
    /// 所属单位
    #[schema(example = "郑州市金水区住房和城乡建设局")]
    pub organisation: Option<String>,
}

/// What an entry is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EntryHead {
    /// 种类
    pub kind: HeadKind,
    /// 编号：企业、人员、项目、单位、账号的 `id`，或申报编号
    #[schema(example = "F-410105-20261122-000001")]
    pub id: Option<String>,
    /// 名称
    #[schema(example = "河南中原建工集团有限公司")]
    pub name: String,
}

/// An entry of the ledger in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EntrySummary {
    /// 条目编号
    #[schema(example = "457612308480229376")]
    pub id: String,
    /// 时间
    pub at: DateTime<Utc>,
    /// 办理人
    pub actor: Actor,
    /// 对象
    pub head: EntryHead,
    /// 依据的受理编号；账号、单位等不依据受理的没有
    #[schema(example = "F-410105-20261122-000001")]
    pub filing_number: Option<String>,
    /// 做了什么；无法读取的说明原因
    #[schema(example = "登记 资质 1 项；变更 基本信息")]
    pub summary: String,
}

/// An entry of the ledger with what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LedgerEntry {
    /// 条目
    #[serde(flatten)]
    pub summary: EntrySummary,
    /// 变更的记录；无法读取的没有
    pub records: Vec<RecordChange>,
}

/// What was done to a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RecordChange {
    /// 表
    #[schema(example = "qualification")]
    pub table: String,
    /// 记录的名称
    #[schema(example = "资质")]
    pub noun: String,
    /// 同类记录中的哪一条：名称、标题或编号
    #[schema(example = "建筑工程施工总承包一级")]
    pub name: Option<String>,
    /// 是否新登记
    #[schema(example = false)]
    pub is_new: bool,
    /// 变更的字段；新登记的为全部字段
    pub fields: Vec<FieldChange>,
}

/// What was done to a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldChange {
    /// 字段
    #[schema(example = "valid_until")]
    pub column: String,
    /// 字段的名称；内部字段没有
    #[schema(example = "有效期至")]
    pub label: Option<String>,
    /// 变更前；个人信息和凭据不显示
    #[schema(example = "2024-05-31")]
    pub before: Option<String>,
    /// 变更后
    #[schema(example = "2029-05-31")]
    pub after: Option<String>,
}

pub(super) fn summary(row: &EntryRow, opened: &Opened, names: &Names) -> EntrySummary {
    EntrySummary {
        id: row.id.to_string(),
        at: row.at.and_utc(),
        actor: actor(&row.actor, names),
        head: head(row, names),
        filing_number: row.filing_id.and_then(|id| names.filings.get(&id)).map(|filing| filing.number.clone()),
        summary: match opened {
            Ok(delta) => history::summary(delta, words::noun),
            Err(why) => why.to_string(),
        },
    }
}

fn actor(name: &str, names: &Names) -> Actor {
    let account = names.actors.get(name);
    Actor {
        name: name.to_owned(),
        person: account.map(|(account, _)| format!("{}（{}）", account.person_name, account.login_name)),
        organisation: account.map(|(_, organisation)| organisation.name.clone()),
    }
}

fn head(row: &EntryRow, names: &Names) -> EntryHead {
    let kind = row.head_kind;
    match kind {
        HeadKind::Filing => {
            let number = row.filing_id.and_then(|id| names.filings.get(&id)).map(|filing| filing.number.clone());
            EntryHead { kind, name: number.clone().unwrap_or_default(), id: number }
        }
        HeadKind::Calendar => {
            EntryHead { kind, id: Some(row.head_id.to_string()), name: format!("{} 年", row.head_id) }
        }
        HeadKind::Route => EntryHead { kind, id: Some(row.head_id.to_string()), name: kind.label().to_owned() },
        HeadKind::Enterprise
        | HeadKind::Person
        | HeadKind::Project
        | HeadKind::Organisation
        | HeadKind::Account
        | HeadKind::Finding => {
            let known = names.heads.get(&row.head_id);
            let name = known.map_or_else(String::new, |head| head.name.clone());
            EntryHead { kind, id: known.map(|head| head.public_id.clone()), name }
        }
    }
}

pub(super) fn entry(row: &EntryRow, opened: &Opened, names: &Names, people: &HashMap<i64, String>) -> LedgerEntry {
    let mut tables: Vec<_> = opened.iter().flat_map(|delta| &delta.0).collect();
    // What the entry is about first, then what hangs from it.
    tables.sort_by_key(|(table, _)| !table.starts_with(row.head_kind.as_str()));
    let records =
        tables.into_iter().flat_map(|(table, changes)| changes.iter().map(|change| record(table, change, people)));
    LedgerEntry { summary: summary(row, opened, names), records: records.collect() }
}

fn record(table: &str, change: &RowChange, people: &HashMap<i64, String>) -> RecordChange {
    let fields = label::differing(change.before.as_ref(), &change.after).map(|(column, was, is)| {
        let text = |value: Option<&Value>| text(table, column, value, people);
        let label = label::label(table, column).map(str::to_owned);
        FieldChange { column: column.to_owned(), label, before: text(was), after: text(is) }
    });
    RecordChange {
        table: table.to_owned(),
        noun: words::noun(table).to_owned(),
        name: name(table, &change.after),
        is_new: change.before.is_none(),
        fields: fields.filter(|field| field.before.is_some() || field.after.is_some()).collect(),
    }
}

/// Columns that tell a record from its sisters, the plainest first.
const TELLING: [&str; 9] = [
    "title",
    "certificate_number",
    "permit_number",
    "registration_number",
    "number",
    "login_name",
    "person_name",
    "enterprise_name",
    "name",
];

/// What tells a record from its sisters.
fn name(table: &str, row: &Value) -> Option<String> {
    let column = TELLING.iter().find(|column| row.get(**column).is_some_and(|value| !value.is_null()))?;
    if label::is_covered(table, column) { None } else { row.get(*column)?.as_str().map(str::to_owned) }
}

/// What a value says; what is personal is covered.
fn text(table: &str, column: &str, value: Option<&Value>, people: &HashMap<i64, String>) -> Option<String> {
    let value = value.filter(|value| !value.is_null())?;
    if label::is_covered(table, column) {
        return Some(label::COVER.to_owned());
    }
    let account = value.as_i64().filter(|_| ACCOUNT_COLUMNS.contains(&column));
    match account.and_then(|id| people.get(&id)) {
        Some(name) => Some(name.clone()),
        None => words::shown(table, column, value),
    }
}
