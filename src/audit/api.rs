//! The ledger as JSON, for auditors.

use actix_web::{HttpResponse, get};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::view::{EntrySummary, LedgerEntry};
use super::{Question, entries, entry};
use crate::access::guard::Auditor;
use crate::error::{Error, Result};
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, chosen, cursor, flag, rows};
use crate::http::refused::{Refused, RefusedList};
use crate::http::state::State;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_ledger_entries).service(get_ledger_entry);
}

/// Which entries are asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LedgerParams {
    /// 受理编号或申报编号
    #[param(example = "F-410105-20261122-000001", max_length = 100)]
    pub filing: Option<String>,
    /// 企业的信用代码或全称、项目编号，或企业、人员、项目、单位、账号的 `id`
    #[param(example = "91410100MA0000007G", max_length = 200)]
    pub subject: Option<String>,
    /// 办理人的登录名；或台账中的写法，如 `cli:root`
    #[param(example = "limin", max_length = 100)]
    pub actor: Option<String>,
    /// 第一天
    #[param(example = "2026-11-01", value_type = Option<NaiveDate>)]
    pub from: Option<String>,
    /// 最后一天
    #[param(example = "2026-11-30", value_type = Option<NaiveDate>)]
    pub to: Option<String>,
    /// 为 true 时不含命令行批量导入的条目
    #[param(value_type = Option<bool>)]
    pub without_commands: Option<String>,
    /// 每页条数，1 至 100，默认 20
    #[param(example = 20, minimum = 1, maximum = 100, value_type = Option<i32>)]
    pub limit: Option<String>,
    /// 上一页响应中的 `next_cursor`
    #[param(max_length = 1000)]
    pub cursor: Option<String>,
}

impl LedgerParams {
    /// What is asked.
    pub fn question(&self) -> Result<Question> {
        let said = |value: &Option<String>| chosen(value.as_deref()).map(str::to_owned);
        Ok(Question {
            filing: said(&self.filing),
            subject: said(&self.subject),
            actor: said(&self.actor),
            from: day("from", self.from.as_deref())?,
            to: day("to", self.to.as_deref())?,
            without_commands: flag("without_commands", self.without_commands.as_deref())?,
        })
    }
}

fn day(name: &str, value: Option<&str>) -> Result<Option<NaiveDate>> {
    let malformed = |_| Error::field(name, "date.malformed", "日期应如 2026-11-22。");
    chosen(value).map(str::parse).transpose().map_err(malformed)
}

/// A page of the ledger.
#[derive(Serialize, ToSchema)]
pub struct EntryList {
    /// 条目，最近的在前
    pub items: Vec<EntrySummary>,
    /// 下一页的游标；最后一页没有
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "ZTNiMGM0NDI5OGZjLjE3LjE")]
    pub next_cursor: Option<String>,
}

/// 台账
///
/// 谁在什么时间、依据哪件受理，对哪个对象做了什么。只供审计管理员读取；只增不改，任何操作都不能删除。
#[utoipa::path(tag = "台账",
    params(LedgerParams),
    responses(
    (status = 200, description = "一页条目", body = EntryList),
    RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/ledger-entries")]
async fn list_ledger_entries(
    state: State,
    _auditor: Auditor,
    Query(params): Query<LedgerParams>,
) -> Result<HttpResponse> {
    let question = params.question()?;
    let (after, rows) = (cursor(&question.scope(), params.cursor.as_deref())?, rows(params.limit.as_deref())?);
    let vault = state.vault.clone();
    let found = state.db.read(move |conn| entries(conn, &vault, &question, after.as_ref(), rows)).await?;
    Ok(HttpResponse::Ok().json(EntryList { items: found.items, next_cursor: found.next_cursor }))
}

/// 台账条目
///
/// 一条台账变更前后的内容。个人信息和凭据不显示；已依法删除个人信息的人员，其条目不再可读。
#[utoipa::path(tag = "台账",
    params(("key" = String, Path, description = "条目编号", example = "457612308480229376")),
    responses(
    (status = 200, description = "条目", body = LedgerEntry),
    Refused,
), security(("token" = []), ("session" = [])))]
#[get("/ledger-entries/{key}")]
async fn get_ledger_entry(
    state: State,
    _auditor: Auditor,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let vault = state.vault.clone();
    let found = state.db.read(move |conn| entry(conn, &vault, &key)).await?;
    Ok(HttpResponse::Ok().json(found))
}
