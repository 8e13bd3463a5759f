//! Reading workbooks, and what was found of them.

use actix_web::{HttpResponse, get};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::access::guard::Filer;
use crate::attachment::serve;
use crate::db::keyset::{Page, Position};
use crate::domain::vocabulary::attachment::AttachmentKind;
use crate::domain::vocabulary::workbook::RowVerdict;
use crate::error::{Error, Result};
use crate::filing::workbook::rows::{Workbook, WorkbookRow};
use crate::filing::workbook::store::{self, RowFilter};
use crate::filing::workbook::view::{ImportDetail, ImportRow, ImportSummary};
use crate::filing::workbook::{absent, repaired, template};
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, PageParams, chosen, cursor, flag, rows};
use crate::http::refused::{Refused, RefusedList};
use crate::http::state::State;

/// A page of workbooks.
#[derive(Serialize, ToSchema)]
pub struct ImportList {
    /// The workbooks, latest first.
    pub items: Vec<ImportSummary>,
    /// Cursor of the next page; nothing on the last.
    pub next_cursor: Option<String>,
    /// How many there are, where `count=true` asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

/// 批量补录列表
///
/// 本企业上传的工作簿，最新的在前。上传 90 天后删除；已申报的内容以申报为准。
#[utoipa::path(tag = "申报与审核", params(PageParams), responses(
    (status = 200, description = "一页工作簿", body = ImportList), RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/imports")]
pub async fn list_imports(state: State, filer: Filer, Query(params): Query<PageParams>) -> Result<HttpResponse> {
    let organisation = filer.organisation.id;
    let scope = format!("imports {}", organisation.0);
    let (rows, after) = (rows(params.limit.as_deref())?, cursor(&scope, params.cursor.as_deref())?);
    let count = flag("count", params.count.as_deref())?;
    let listed = state.db.read(move |conn| {
        let limit = i64::try_from(rows + 1).map_err(Error::internal)?;
        let total = if count { Some(store::count(conn, organisation)?) } else { None };
        let found = store::page(conn, organisation, after.as_ref(), limit)?;
        let at = |row: &Workbook| Position { key: String::new(), id: row.id };
        let Page { items, next_cursor } = Page::from_rows(found, rows, &scope, at);
        Ok(ImportList { items: ImportSummary::of(conn, items)?, next_cursor, total })
    });
    Ok(HttpResponse::Ok().json(listed.await?))
}

/// 一个工作簿
///
/// 检查到哪里、各类行数，以及对整个工作簿和表头的说明。`state` 为 `waiting`、`checking` 时请稍后再读。
#[utoipa::path(tag = "申报与审核", params(("key" = String, Path, description = "工作簿编号", example = "4j9r2c7k0m3x8w1p")), responses(
    (status = 200, description = "工作簿", body = ImportDetail), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/imports/{key}")]
pub async fn get_import(
    state: State,
    filer: Filer,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let (organisation, vault) = (filer.organisation.id, state.vault.clone());
    let detail = state.db.read(move |conn| {
        let found = store::find(conn, organisation, &key)?.ok_or_else(|| absent(&key))?;
        ImportDetail::of(conn, &vault, found)
    });
    Ok(HttpResponse::Ok().json(detail.await?))
}

/// Which rows of a workbook are asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportRowParams {
    /// 只列这一类的行
    #[param(value_type = Option<RowVerdict>)]
    pub verdict: Option<String>,
    /// 为 true 时只列有说明（错误或提醒）的行
    #[param(value_type = Option<bool>)]
    pub remarked: Option<String>,
    /// 每页条数，1 至 100，默认 20
    #[param(example = 20, minimum = 1, maximum = 100, value_type = Option<i32>)]
    pub limit: Option<String>,
    /// 上一页响应中的 `next_cursor`
    #[param(max_length = 1000)]
    pub cursor: Option<String>,
}

impl ImportRowParams {
    /// The filter that is asked for.
    pub fn filter(&self) -> Result<RowFilter> {
        let verdict = chosen(self.verdict.as_deref()).map(|text| {
            let known = RowVerdict::ALL.iter().map(|verdict| verdict.as_str()).collect::<Vec<_>>().join("、");
            let message = || format!("参数 verdict 的值应为以下之一：{known}。");
            text.parse().map_err(|_unknown| Error::field("verdict", "value.unknown", message()))
        });
        Ok(RowFilter { verdict: verdict.transpose()?, remarked: flag("remarked", self.remarked.as_deref())? })
    }
}

/// A page of rows.
#[derive(Serialize, ToSchema)]
pub struct ImportRowList {
    /// The rows, in the order of the workbook.
    pub items: Vec<ImportRow>,
    /// Cursor of the next page; nothing on the last.
    pub next_cursor: Option<String>,
}

/// 工作簿的各行
///
/// 每一行的检查结论和说明：哪个单元格、哪一项、什么问题、怎样更正。
#[utoipa::path(tag = "申报与审核", params(
    ("key" = String, Path, description = "工作簿编号", example = "4j9r2c7k0m3x8w1p"), ImportRowParams,
), responses(
    (status = 200, description = "一页行", body = ImportRowList), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/imports/{key}/rows")]
pub async fn list_import_rows(
    state: State,
    filer: Filer,
    Key(key): Key,
    Query(params): Query<ImportRowParams>,
) -> Result<HttpResponse> {
    let (organisation, asked, vault) = (filer.organisation.id, params.filter()?, state.vault.clone());
    let scope = format!("import rows {key} {asked:?}");
    let (rows, after) = (rows(params.limit.as_deref())?, cursor(&scope, params.cursor.as_deref())?);
    let listed = state.db.read(move |conn| {
        let held = store::find(conn, organisation, &key)?.ok_or_else(|| absent(&key))?;
        let limit = i64::try_from(rows + 1).map_err(Error::internal)?;
        let found = store::rows(conn, &held, asked, after.as_ref(), limit)?;
        let at = |row: &WorkbookRow| Position { key: String::new(), id: row.id };
        let Page { items, next_cursor } = Page::from_rows(found, rows, &scope, at);
        let items = items.into_iter().map(|row| ImportRow::of(&vault, row)).collect::<Result<_>>()?;
        Ok(ImportRowList { items, next_cursor })
    });
    Ok(HttpResponse::Ok().json(listed.await?))
}

/// 下载标注了问题的工作簿
///
/// 与上传的内容相同，有问题的单元格着色并加批注，每行末尾写明问题。更正后可以原样再次上传：已申报的行不会重复申报。
#[utoipa::path(tag = "申报与审核", params(("key" = String, Path, description = "工作簿编号", example = "4j9r2c7k0m3x8w1p")), responses(
    (status = 200, description = "工作簿", body = Vec<u8>, content_type = "application/octet-stream"), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/imports/{key}/repaired")]
pub async fn download_repaired_import(
    state: State,
    filer: Filer,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let (name, bytes) = repaired::repaired(&state.db, state.vault.clone(), &state.attachments, &filer, &key).await?;
    Ok(serve::download(&name, AttachmentKind::Xlsx, bytes))
}

/// 下载模板
///
/// 空白工作簿：表头、下拉列表、填写说明和示例。企业名称和信用代码由系统填写，模板中没有。
#[utoipa::path(tag = "申报与审核", params(("key" = String, Path, description = "所填的表", example = "backfill")), responses(
    (status = 200, description = "工作簿", body = Vec<u8>, content_type = "application/octet-stream"), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/import-templates/{key}")]
pub async fn download_import_template(
    _filer: Filer,
    Key(sheet): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let making = tokio::task::spawn_blocking(move || template::template(&sheet));
    let (name, bytes) = making.await.map_err(Error::internal)??;
    Ok(serve::download(&name, AttachmentKind::Xlsx, bytes))
}
