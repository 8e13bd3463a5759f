//! What an attachment is, by its content. One whose name or declared type says something else is refused by name.

mod packed;
mod plain;

use crate::domain::vocabulary::attachment::AttachmentKind;
use crate::error::{Error, Result};

/// Longest name that is kept, in characters: enough for a title, and short enough for any file system.
const LONGEST_NAME: usize = 80;
/// What a file without a name is called.
const UNNAMED: &str = "附件";
/// What may be handed in, for people.
const ALLOWED: &str = "PDF、OFD、JPEG、PNG、xlsx、docx";

/// What programs declare that do not know or do not care.
const UNKNOWING: [&str; 3] = ["", "application/octet-stream", "binary/octet-stream"];
/// What some declare for what is packed in a zip.
const ZIPPED: [&str; 2] = ["application/zip", "application/x-zip-compressed"];
/// Other names of media types that are still declared.
const ALIASES: [(&str, AttachmentKind); 5] = [
    ("image/jpg", AttachmentKind::Jpeg),
    ("image/pjpeg", AttachmentKind::Jpeg),
    ("application/x-pdf", AttachmentKind::Pdf),
    ("application/x-ofd", AttachmentKind::Ofd),
    ("application/vnd.ofd", AttachmentKind::Ofd),
];

/// Why content cannot be taken, as a code and what people should know.
type Objection = (&'static str, &'static str);

/// What a file is. Refused are content that is not known or not sound, and a name or type that says something else.
pub fn check(name: &str, media_type: Option<&str>, bytes: &[u8]) -> Result<AttachmentKind> {
    let object = |(code, text): Objection| refusal(name, code, format!("附件“{name}”{text}"));
    let kind = sniff(bytes).map_err(object)?;
    let label = kind.label();
    if let Some(extension) = extension(name).filter(|extension| !kind.extensions().contains(&extension.as_str())) {
        let text =
            format!("附件“{name}”的扩展名是 .{extension}，内容却是{label}。请核对是否选错了文件，不要自行改扩展名。");
        return Err(refusal(name, "attachment.extension_lies", text));
    }
    if let Some(declared) = media_type.filter(|declared| !is_declared_as(kind, declared)) {
        let declared: String = declared.chars().filter(char::is_ascii_graphic).take(60).collect();
        let text = format!("附件“{name}”声明的类型是 {declared}，内容却是{label}。请按实际类型上传。");
        return Err(refusal(name, "attachment.media_type_lies", text));
    }
    Ok(kind)
}

fn sniff(bytes: &[u8]) -> Result<AttachmentKind, Objection> {
    if bytes.is_empty() {
        return Err(("attachment.empty", "是空文件。请重新选择文件。"));
    }
    if bytes.starts_with(b"%PDF-") {
        return plain::pdf(bytes);
    }
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        return plain::jpeg(bytes);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return plain::png(bytes);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return packed::zip(bytes);
    }
    Err((
        "attachment.unknown_type",
        "不是可以接收的类型。可以上传 PDF、OFD、JPEG、PNG、xlsx、docx；其他文件请先转为 PDF。",
    ))
}

fn is_declared_as(kind: AttachmentKind, declared: &str) -> bool {
    let declared = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_zipped = matches!(kind, AttachmentKind::Ofd | AttachmentKind::Xlsx | AttachmentKind::Docx);
    UNKNOWING.contains(&declared.as_str())
        || declared == kind.media_type()
        || ALIASES.contains(&(declared.as_str(), kind))
        || (is_zipped && ZIPPED.contains(&declared.as_str()))
}

/// What stands after the last dot, in small letters; nothing where there is none.
fn extension(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    let is_one = !stem.is_empty() && !extension.is_empty() && !extension.contains(' ');
    is_one.then(|| extension.to_ascii_lowercase())
}

/// A name with the ending of its kind, where it has none.
pub fn with_extension(name: String, kind: AttachmentKind) -> String {
    match (extension(&name), kind.extensions().first()) {
        (None, Some(usual)) => format!("{name}.{usual}"),
        _ => name,
    }
}

/// A name without its folder and without what would mislead whoever reads it or saves under it: signs that cannot be seen,
/// that turn the direction of writing, or that mean something to a file system.
pub fn safe_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_safe = |sign: &char| {
        let invisible = sign.is_control() || matches!(sign, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}');
        let isolating = matches!(sign, '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{061C}');
        !(invisible || isolating || matches!(sign, '"' | '*' | ':' | '<' | '>' | '?' | '|' | ';'))
    };
    let name: String = name.chars().filter(is_safe).collect();
    let name = name.trim_matches([' ', '.']);
    if name.is_empty() {
        return UNNAMED.to_owned();
    }
    let length = name.chars().count();
    if length <= LONGEST_NAME {
        return name.to_owned();
    }
    // The ending stays, as it is held against the content.
    let ending =
        extension(name).filter(|ending| ending.len() < 10).map(|ending| format!(".{ending}")).unwrap_or_default();
    let stem: String = name.chars().take(LONGEST_NAME - ending.len()).collect();
    format!("{stem}{ending}")
}

/// A refusal that names the file.
pub fn refusal(name: &str, code: &str, text: String) -> Error {
    Error::field(format!("files/{name}"), code, text)
}

/// What may be handed in, as `accept` of a file field.
pub fn accept() -> String {
    let extensions = AttachmentKind::ALL.iter().flat_map(|kind| kind.extensions());
    extensions.map(|extension| format!(".{extension}")).collect::<Vec<_>>().join(",")
}

/// What may be handed in, for people.
pub fn allowed() -> &'static str {
    ALLOWED
}

#[cfg(test)]
mod tests;
