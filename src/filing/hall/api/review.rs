//! Reviewing.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, delete, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::{Done, Repeatable, precondition};
use crate::access::guard::Reviewer;
use crate::domain::standard::resident_id;
use crate::domain::vocabulary::access::Role;
use crate::domain::vocabulary::filing::Verdict;
use crate::error::{Error, Result};
use crate::filing::hall::review::{self, Decision};
use crate::filing::hall::view::FilingSummary;
use crate::http::body::Json;
use crate::http::extract::{Key, Query};
use crate::http::params::NoParams;
use crate::http::refused::Refused;
use crate::http::state::State;
use crate::http::version::IfMatch;

/// 领办
///
/// 领办后，其他审核人员不能同时办理这件申报。领办人离岗的，其代理人可以转为自己领办。
#[utoipa::path(tag = "申报与审核", params(("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123")), responses(
    (status = 200, description = "已领办", body = FilingSummary), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/filings/{key}/claims")]
pub async fn claim_filing(
    state: State,
    reviewer: Reviewer,
    Key(number): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let done = state.db.write(move |tx| {
        let docket = review::claim(tx, &reviewer, &number)?;
        Done::of(tx, &reviewer, StatusCode::OK, &docket)
    });
    done.await?.answer()
}

/// 放回待办
///
/// 放回本人领办的申报，或离岗同事领办、由本人代理的；部门管理员可以放回他人领办的。
#[utoipa::path(tag = "申报与审核", params(("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123")), responses(
    (status = 200, description = "已放回", body = FilingSummary), Refused,
), security(("token" = []), ("session" = [])))]
#[delete("/filings/{key}/claims")]
pub async fn release_filing(
    state: State,
    reviewer: Reviewer,
    Key(number): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let for_another = reviewer.is(Role::DepartmentAdministrator);
    let done = state.db.write(move |tx| {
        let docket = review::release(tx, &reviewer, &number, for_another)?;
        Done::of(tx, &reviewer, StatusCode::OK, &docket)
    });
    done.await?.answer()
}

/// A decision.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReview {
    /// 结论
    pub verdict: Verdict,
    /// 项次；不填为本级待审的全部
    #[serde(default)]
    #[schema(example = json!([1, 2]), max_items = 500)]
    pub items: Vec<i64>,
    /// 理由代码；退回补正和不予通过时必填
    #[serde(default)]
    #[schema(example = "R01", max_length = 20)]
    pub reason_code: Option<String>,
    /// 审查意见
    #[serde(default)]
    #[schema(example = "竣工验收证明第二页缺章", max_length = 500)]
    pub note: Option<String>,
}

/// Longest note, in characters.
const NOTE_CHARACTERS: usize = 500;

/// What is said besides, within bounds; the ledger keeps it in clear, so no number of a person stands in it.
pub fn note(text: &str) -> Result<Option<String>> {
    let text = text.trim();
    if text.chars().count() > NOTE_CHARACTERS {
        return Err(Error::field("note", "text.too_long", format!("意见不能超过 {NOTE_CHARACTERS} 个字。")));
    }
    if resident_id::contained_in(text) {
        let message = "意见里不要写身份证号码：它将原样记入台账。";
        return Err(Error::field("note", "text.resident_id", message));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

/// 审核
///
/// 对一件申报的若干项作出结论。最后一级通过的同时写入登记库，数据等级为该级。已有结论的项不会再次决定：
/// 较慢的一方得到 409，说明里写明其间由谁作了什么决定。
#[utoipa::path(tag = "申报与审核", request_body = NewReview, params(
    ("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123"),
    ("If-Match" = Option<String>, Header, description = "读取时的 ETag", example = "\"3\""),
    ("Idempotency-Key" = Option<String>, Header, description = "请求的唯一键，重发时不变", example = "b5f0c7d2-0001", min_length = 1, max_length = 200),
), responses(
    (status = 200, description = "已作出结论", body = FilingSummary), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/filings/{key}/reviews")]
pub async fn review_filing(
    state: State,
    reviewer: Reviewer,
    request: HttpRequest,
    IfMatch(version): IfMatch,
    Key(number): Key,
    Query(NoParams {}): Query<NoParams>,
    Json(new): Json<NewReview>,
) -> Result<HttpResponse> {
    let content = serde_json::to_string(&new).map_err(Error::internal)?;
    let repeatable = Repeatable::of(&request, &state.vault, &content)?;
    let decision = Decision {
        verdict: new.verdict,
        places: new.items,
        reason_code: new.reason_code,
        note: note(new.note.as_deref().unwrap_or_default())?,
        version,
    };
    let vault = state.vault.clone();
    let done = state.db.write(move |tx| {
        Repeatable::once(repeatable.as_ref(), tx, &reviewer, |tx| {
            let docket = review::decide(tx, &vault, &reviewer, &number, &decision)?;
            Done::of(tx, &reviewer, StatusCode::OK, &docket)
        })
    });
    done.await.map_err(precondition)?.answer()
}
