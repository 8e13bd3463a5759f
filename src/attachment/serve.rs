//! Handing a file out: to be saved, never to be shown in the browser under our name.

use actix_web::HttpResponse;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, Charset, ContentDisposition, DispositionParam, DispositionType,
    ExtendedValue, X_CONTENT_TYPE_OPTIONS,
};

use crate::domain::vocabulary::attachment::AttachmentKind;

/// Should a browser show it after all, it has no script, no form, no origin.
const POLICY: &str = "sandbox; default-src 'none'";

/// An answer that a browser saves under the file's name.
pub fn download(name: &str, kind: AttachmentKind, bytes: Vec<u8>) -> HttpResponse {
    let extended = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.as_bytes().to_vec(),
    };
    // An older program takes a name of plain letters, with the right ending.
    let plain = format!("attachment.{}", kind.extensions().first().copied().unwrap_or("bin"));
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(plain), DispositionParam::FilenameExt(extended)],
    };
    HttpResponse::Ok()
        .content_type(kind.media_type())
        .insert_header(disposition)
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .body(bytes)
}
