//! What is attached to filings.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, delete, get, post};
use utoipa::ToSchema;

use super::answer::Done;
use crate::access::Principal;
use crate::access::guard::{Filer, FilingReader};
use crate::attachment::receive::receive;
use crate::attachment::{Kept, serve};
use crate::error::{Error, Result};
use crate::filing::hall::attach;
use crate::filing::hall::view::FilingSummary;
use crate::http::extract::{Key, Query, UnderKey};
use crate::http::params::NoParams;
use crate::http::refused::Refused;
use crate::http::state::State;

/// A form with a file.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form, which is read from the wire part by part")]
pub struct NewAttachment {
    /// 材料名称
    #[schema(example = "竣工验收证明", max_length = 100)]
    purpose: Option<String>,
    /// 文件
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Files that were received and are kept, with what they are to show.
pub struct Uploaded {
    /// What they are to show.
    pub purpose: Option<String>,
    /// The files.
    pub files: Vec<Kept>,
}

/// Receives a form with files and keeps them.
pub async fn keep(state: &State, form: Multipart) -> Result<Uploaded> {
    let received = receive(form, state.attachments.limit()).await?;
    let purpose = received.field("purpose").map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    if received.files.is_empty() {
        return Err(Error::field("file", "attachment.missing", "没有选择文件。请选择要上传的文件。"));
    }
    let mut files = Vec::new();
    for (_, offered) in received.files {
        files.push(state.attachments.keep(offered).await?);
    }
    Ok(Uploaded { purpose, files })
}

/// 上传附件
///
/// 可以上传 PDF、OFD、JPEG、PNG、Excel、Word 文件；内容与名称、声明的类型不符的会被拒绝。
#[utoipa::path(tag = "申报与审核",
    request_body(content = NewAttachment, content_type = "multipart/form-data"),
    params(("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123")),
    responses((status = 201, description = "已上传", body = FilingSummary), Refused),
    security(("token" = []), ("session" = [])))]
#[post("/filings/{key}/attachments")]
pub async fn attach_file(
    state: State,
    filer: Filer,
    Key(number): Key,
    Query(NoParams {}): Query<NoParams>,
    form: Multipart,
) -> Result<HttpResponse> {
    check_open(&state, &filer, &number).await?;
    let uploaded = keep(&state, form).await?;
    let vault = state.vault.clone();
    let done = state.db.write(move |tx| {
        let docket = attach::attach(tx, &vault, &filer, &number, uploaded.purpose.as_deref(), &uploaded.files)?;
        Done::of(tx, &filer, StatusCode::CREATED, &docket)
    });
    done.await?.answer()
}

/// Nothing is received for a filing that would not take it.
pub async fn check_open(state: &State, filer: &Principal, number: &str) -> Result<()> {
    let (filer, number) = (filer.clone(), number.to_owned());
    state.db.read(move |conn| attach::check_open(conn, &filer, &number)).await
}

/// 下载附件
///
/// 只作为文件下载，不在浏览器中打开。
#[utoipa::path(tag = "申报与审核", params(
    ("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123"),
    ("id" = String, Path, description = "附件编号", example = "4j9r2c7k0m3x8w1p"),
), responses(
    (status = 200, description = "文件", body = Vec<u8>, content_type = "application/octet-stream"), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/filings/{key}/attachments/{id}")]
pub async fn download_attachment(
    state: State,
    reader: FilingReader,
    key: UnderKey,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    download(&state, reader.0, key.key, key.id).await
}

/// A file of a filing, for whoever may read that.
pub async fn download(state: &State, reader: Principal, number: String, id: String) -> Result<HttpResponse> {
    let row = state.db.read(move |conn| attach::find(conn, &reader, &number, &id)).await?;
    let bytes = state.attachments.read(&row.digest, row.scan_state).await?;
    Ok(serve::download(&row.name, row.kind, bytes))
}

/// 删除附件
///
/// 提交之前，或退回补正期间，可以删除附件。
#[utoipa::path(tag = "申报与审核", params(
    ("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123"),
    ("id" = String, Path, description = "附件编号", example = "4j9r2c7k0m3x8w1p"),
), responses(
    (status = 200, description = "已删除", body = FilingSummary), Refused,
), security(("token" = []), ("session" = [])))]
#[delete("/filings/{key}/attachments/{id}")]
pub async fn remove_attachment(
    state: State,
    filer: Filer,
    key: UnderKey,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let done = state.db.write(move |tx| {
        let docket = attach::detach(tx, &filer, &key.key, &key.id)?;
        Done::of(tx, &filer, StatusCode::OK, &docket)
    });
    done.await?.answer()
}
