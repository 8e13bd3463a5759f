//! Handing workbooks in, and filing their rows.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::guard::Filer;
use crate::attachment::Offered;
use crate::attachment::receive::receive;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::filing::hall::api::answer::{Done, Repeatable};
use crate::filing::hall::view::FilingSummary;
use crate::filing::workbook::rows::Workbook;
use crate::filing::workbook::send::{self, Sending};
use crate::filing::workbook::view::ImportSummary;
use crate::filing::workbook::{MOST_BYTES, upload};
use crate::http::body::Json;
use crate::http::extract::{Key, Query};
use crate::http::params::NoParams;
use crate::http::refused::Refused;
use crate::http::state::State;

/// A form with a workbook.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form, which is read from the wire part by part")]
pub struct NewImport {
    /// 事项；不填为补录历史业绩
    #[schema(example = "backfill", max_length = 50)]
    act: Option<String>,
    /// 工作簿：xlsx、xls、xlsb、ods 或 csv
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// What was handed in: the act, and the one file.
pub async fn handed_in(form: Multipart) -> Result<(String, Offered)> {
    let received = receive(form, MOST_BYTES).await.map_err(of_workbook)?;
    let act = received.field("act").unwrap_or_default().trim().to_owned();
    let mut files = received.files.into_iter().map(|(_, file)| file);
    match (files.next(), files.next()) {
        (Some(file), None) => Ok((act, file)),
        (None, _) => Err(Error::field("file", "workbook.missing", "没有选择文件。请选择填好的工作簿。")),
        (Some(_), Some(_)) => Err(Error::field("file", "workbook.several", "一次上传一个工作簿。请分次上传。")),
    }
}

/// A file that is too large is no scan here: what helps is another.
fn of_workbook(error: Error) -> Error {
    match error {
        Error::Invalid(errors) if errors.iter().any(|error| error.code == "attachment.too_large") => {
            upload::too_large("工作簿")
        }
        error => error,
    }
}

fn summary(conn: &mut Conn, row: Workbook) -> Result<ImportSummary> {
    let summary = ImportSummary::of(conn, vec![row])?.pop();
    summary.ok_or_else(|| Error::internal("a workbook that is not shown"))
}

/// 上传工作簿
///
/// 收下后逐行检查，用 `GET /imports/{key}` 查看进度和结论。同一文件再次上传得到同一个工作簿（200），不会重复检查、重复申报。
/// 一个工作簿最多 2,000 行、10 MB。
#[utoipa::path(tag = "申报与审核",
    request_body(content = NewImport, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "这个文件以前上传过", body = ImportSummary),
        (status = 201, description = "已收下，等待检查", body = ImportSummary), Refused,
    ),
    security(("token" = []), ("session" = [])))]
#[post("/imports")]
pub async fn create_import(
    state: State,
    filer: Filer,
    Query(NoParams {}): Query<NoParams>,
    form: Multipart,
) -> Result<HttpResponse> {
    let (act, file) = handed_in(form).await?;
    let taken = upload::take_in(&state.db, state.vault.clone(), &state.attachments, &filer, &act, file);
    let (row, is_new) = taken.await?;
    let summary = state.db.read(move |conn| summary(conn, row)).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    let location = format!("/api/v1/imports/{}", summary.id);
    Ok(HttpResponse::build(status).insert_header((LOCATION, location)).json(summary))
}

/// 重新检查
///
/// 库中的内容或日期可能已经变化；没有申报的工作簿可以重新检查。
#[utoipa::path(tag = "申报与审核", params(("key" = String, Path, description = "工作簿编号", example = "4j9r2c7k0m3x8w1p")), responses(
    (status = 202, description = "等待检查", body = ImportSummary), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/imports/{key}/checks")]
pub async fn check_import(
    state: State,
    filer: Filer,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let again = state.db.write(move |tx| {
        let row = upload::check_again(tx, &filer, &key)?;
        summary(tx.conn, row)
    });
    Ok(HttpResponse::Accepted().json(again.await?))
}

/// How the good rows are to be filed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewImportFiling {
    /// 为 false 时只建立草稿，上传附件后再提交；不填为 true
    #[serde(default = "yes")]
    #[schema(example = true)]
    pub submit: bool,
}

fn yes() -> bool {
    true
}

/// 申报检查通过的行
///
/// 检查通过的行成为一件申报，逐项审核。有误的行和已申报、已在库的行不列入。再次请求得到同一件申报。
/// 请求头 `Idempotency-Key` 相同的重复请求在 24 小时内只办理一次，得到相同的答复。
#[utoipa::path(tag = "申报与审核", request_body = NewImportFiling, params(
    ("key" = String, Path, description = "工作簿编号", example = "4j9r2c7k0m3x8w1p"),
    ("Idempotency-Key" = Option<String>, Header, description = "请求的唯一键，重发时不变", example = "b5f0c7d2-0001", min_length = 1, max_length = 200),
), responses(
    (status = 201, description = "申报", body = FilingSummary), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/imports/{key}/filing")]
pub async fn file_import(
    state: State,
    filer: Filer,
    request: HttpRequest,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
    Json(new): Json<NewImportFiling>,
) -> Result<HttpResponse> {
    let content = serde_json::to_string(&new).map_err(Error::internal)?;
    let repeatable = Repeatable::of(&request, &state.vault, &content)?;
    let vault = state.vault.clone();
    let sending = if new.submit { Sending::Submit } else { Sending::Draft };
    let done = state.db.write(move |tx| {
        Repeatable::once(repeatable.as_ref(), tx, &filer, |tx| {
            let docket = send::send(tx, &vault, &filer, &key, sending)?;
            Done::of(tx, &filer, StatusCode::CREATED, &docket)
        })
    });
    done.await?.answer()
}
