//! What tables, columns and values of the platform itself are called; those of the registries have their words there.

use chrono::NaiveDateTime;
use serde_json::Value;

use crate::domain::rules::{Effect, rule};
use crate::domain::standard::{reason, region};
use crate::domain::vocabulary::access::{AccountState, OrganisationKind, OrganisationState, Role, SessionState, Tier};
use crate::domain::vocabulary::attachment::{AttachmentKind, ScanState};
use crate::domain::vocabulary::filing::{FilingState, ItemState, Reminder, StepKind};
use crate::domain::vocabulary::finding::{FindingState, FindingTurn};
use crate::domain::vocabulary::notice::WebhookState;
use crate::domain::vocabulary::provenance::{DataLevel, HeadKind};
use crate::filing::hall::kinds;
use crate::registry::{history, label};
use crate::web::format;

/// What a row of a table is called.
pub(super) fn noun(table: &str) -> &'static str {
    match table {
        "filing" => "申报",
        "filing_case" => "办理情况",
        "filing_item" => "申报内容",
        "filing_desk" => "审核环节",
        "filing_step" => "办理过程",
        "filing_attachment" => "附件",
        "filing_route" => "审核层级规定",
        "organisation" => "单位",
        "webhook" => "推送地址",
        "account" => "账号",
        "account_role" => "角色",
        "account_identity" => "统一身份认证绑定",
        "session" => "登录会话",
        "api_token" => "令牌",
        "delegation" => "离岗代理",
        "second_factor" => "动态码",
        "recovery_code" => "恢复码",
        "calendar_year" => "工作日历",
        "finding" => "核验问题",
        "finding_step" => "问题处理过程",
        _ => history::noun(table),
    }
}

/// What a value says in words; nothing where the column has none.
pub(super) fn shown(table: &str, column: &str, value: &Value) -> Option<String> {
    let Value::String(text) = value else { return label::shown(table, column, value) };
    if let Some(at) = instant(column, text) {
        return Some(at);
    }
    match coded(table, column, text) {
        Some(words) => Some(words),
        None => label::shown(table, column, value),
    }
}

/// An instant in China's time.
fn instant(column: &str, text: &str) -> Option<String> {
    let is_instant = column == "at" || column.ends_with("_at");
    let at = text.parse::<NaiveDateTime>().ok().filter(|_| is_instant)?;
    Some(format::instant(at.and_utc()))
}

macro_rules! label_of {
    ($kind:ty, $text:expr) => {
        $text.parse::<$kind>().ok().map(|value| value.label().to_owned())
    };
}

/// What a code of the platform means.
fn coded(table: &str, column: &str, text: &str) -> Option<String> {
    match (table, column) {
        ("filing", "state") => label_of!(FilingState, text),
        ("filing" | "filing_route", "kind") => match text {
            "*" => Some("全部".to_owned()),
            "registry-load" => Some("批量导入".to_owned()),
            "erasure" => Some("删除个人信息".to_owned()),
            _ => kinds::find(text).ok().map(|kind| kind.title.to_owned()),
        },
        ("filing_case", "act") => act(text),
        ("filing_item", "state") => label_of!(ItemState, text),
        ("filing_item" | "filing_step", "reason_code") => reason::find(text).map(|reason| reason.text.clone()),
        ("filing_item", "data_level") => label_of!(DataLevel, text),
        ("filing_step", "step") => label_of!(StepKind, text),
        ("filing_desk", "reminded") => label_of!(Reminder, text),
        ("filing_attachment", "kind") => label_of!(AttachmentKind, text),
        ("filing_attachment", "scan_state") => label_of!(ScanState, text),
        ("filing_case", "route") | ("filing_route", "tiers") => Some(tiers(text)),
        ("filing_route", "region_prefix") => region::path(&format!("{text:0<6}")),
        ("filing_item" | "filing_desk" | "filing_step" | "organisation", "tier") => label_of!(Tier, text),
        ("organisation", "kind") => label_of!(OrganisationKind, text),
        ("organisation", "state") => label_of!(OrganisationState, text),
        ("account", "state") => label_of!(AccountState, text),
        ("account_role", "role") => label_of!(Role, text),
        ("session", "state") => label_of!(SessionState, text),
        ("webhook", "state") => label_of!(WebhookState, text),
        ("finding", "state") => label_of!(FindingState, text),
        ("finding", "effect") => label_of!(Effect, text),
        ("finding", "owner_kind") => label_of!(HeadKind, text),
        ("finding", "region_code") => region::path(text),
        ("finding", "rule") => rule::find(text).map(|rule| format!("{} {}", rule.id, rule.title)),
        ("finding_step", "turn") => label_of!(FindingTurn, text),
        _ => None,
    }
}

/// The title of an act, which is unique among the kinds that have one of the name, or of the first that has.
fn act(name: &str) -> Option<String> {
    let acts = kinds::ALL.iter().flat_map(|kind| kind.acts);
    acts.into_iter().find(|act| act.name == name).map(|act| act.title.to_owned())
}

fn tiers(text: &str) -> String {
    let labels = text.split(',').filter_map(|tier| tier.parse::<Tier>().ok()).map(Tier::label);
    labels.collect::<Vec<_>>().join(" → ")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case::role("account_role", "role", json!("reviewer"), "审核人员")]
    #[case::state("filing_item", "state", json!("in_force"), "已生效")]
    #[case::kind("filing", "kind", json!("performance"), "工程业绩")]
    #[case::load("filing", "kind", json!("registry-load"), "批量导入")]
    #[case::route("filing_case", "route", json!("county,city,province"), "县级 → 市级 → 省级")]
    #[case::everywhere("filing_route", "region_prefix", json!("4101"), "河南省-郑州市")]
    #[case::instant("session", "started_at", json!("2026-11-22T16:30:00.123"), "2026-11-23 00:30")]
    #[case::flag("filing_case", "four_eyes", json!(true), "是")]
    #[case::registry("qualification", "data_level", json!("A"), "省级审核")]
    fn values_of_the_ledger_are_told_in_words(
        #[case] table: &str,
        #[case] column: &str,
        #[case] value: Value,
        #[case] words: &str,
    ) {
        assert_eq!(shown(table, column, &value).as_deref(), Some(words));
    }
}
