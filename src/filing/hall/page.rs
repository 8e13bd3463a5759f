//! The hall as pages: what enterprises file, follow and mend, and where departments decide.

mod decision;
mod desk;
mod docket;
mod fill;
mod form;
mod papers;
mod review;
mod settings;
mod shown;
mod typed;

use actix_web::{HttpResponse, web};

use crate::http::page::see_other;
use crate::web::address::address;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/filings").get(desk::filings).post(fill::create))
        .service(web::resource("/filing-tasks").get(desk::tasks))
        .service(web::resource("/filings/new").get(form::new))
        .service(web::resource("/filings/{key}").get(docket::page))
        .service(web::resource("/filings/{key}/items").post(fill::add))
        .service(web::resource("/filings/{key}/items/new").get(form::more))
        .service(web::resource("/filings/{key}/items/{place}").get(fill::edit).post(fill::amend))
        .service(web::resource("/filings/{key}/items/{place}/removal").post(fill::remove))
        .service(web::resource("/filings/{key}/attachments").post(papers::attach))
        .service(web::resource("/filings/{key}/attachments/{id}").get(papers::download))
        .service(web::resource("/filings/{key}/attachments/{id}/removal").post(papers::remove))
        .service(web::resource("/filings/{key}/submission").get(docket::submission).post(docket::submit))
        .service(web::resource("/filings/{key}/withdrawal").post(docket::withdraw))
        .service(web::resource("/filings/{key}/claim").post(review::claim))
        .service(web::resource("/filings/{key}/release").post(review::release))
        .service(web::resource("/filings/{key}/review").get(review::page).post(review::decide))
        .service(web::resource("/filings/{key}/decision").get(decision::page))
        .service(web::resource("/admin/routes").get(settings::routes).post(settings::order))
        .service(web::resource("/admin/routes/{key}/revocation").post(settings::revoke))
        .service(web::resource("/admin/calendar").get(settings::calendar).post(settings::enter_year));
}

/// The page of a filing, with a word on what was done.
fn back(number: &str, done: &str) -> HttpResponse {
    see_other(&address(&format!("/filings/{number}"), &[("done", done)]))
}

/// What was done before this page: a word that a page translates, so that no address makes it say anything else.
fn said(done: &str) -> Option<&'static str> {
    match done {
        "saved" => Some("已保存为草稿。核对无误后请提交。"),
        "incomplete" => Some("已保存为草稿，还有下列内容需要补正后才能提交。"),
        "removed" => Some("已删除。"),
        "attached" => Some("附件已上传。"),
        "detached" => Some("附件已删除。"),
        "submitted" => Some("已提交，等待主管部门审核。办理进展会在“通知”中告诉您。"),
        "withdrawn" => Some("已撤回。"),
        "claimed" => Some("已领办，其他审核人员不能同时办理。"),
        "released" => Some("已放回待办。"),
        "ordered" => Some("已作出规定，此后提交的申报按此办理。"),
        "revoked" => Some("已撤销。已经提交的申报不受影响。"),
        "entered" => Some("已登记，此后按此计算期限。"),
        "decided" => Some("审核结论已作出。"),
        _ => None,
    }
}
