#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use rstest::rstest;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << >>\n%%EOF\n";
const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xFF\xC0\x00\x11\x08";

fn png() -> Vec<u8> {
    [b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".as_slice(), &[0; 17], b"\0\0\0\0IEND\xAEB\x60\x82"].concat()
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn xlsx() -> Vec<u8> {
    zipped(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")])
}

fn docx() -> Vec<u8> {
    zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>")])
}

fn ofd() -> Vec<u8> {
    zipped(&[("OFD.xml", b"<OFD/>"), ("Doc_0/Document.xml", b"<Document/>")])
}

/// The code of a refusal, which must name the file.
fn code(refused: Error, name: &str) -> String {
    let Error::Invalid(fields) = refused else { panic!("{refused}") };
    let field = fields.into_iter().next().unwrap();
    assert!(field.message.contains(name), "{}", field.message);
    assert_eq!(field.path, format!("files/{name}"));
    field.code
}

#[rstest]
#[case::pdf("合同.pdf", "application/pdf", PDF.to_vec(), AttachmentKind::Pdf)]
#[case::in_large_letters("合同.PDF", "application/x-pdf", PDF.to_vec(), AttachmentKind::Pdf)]
#[case::jpeg("照片.jpeg", "image/jpg", JPEG.to_vec(), AttachmentKind::Jpeg)]
#[case::png("照片.png", "image/png", png(), AttachmentKind::Png)]
#[case::ofd("电子证照.ofd", "application/zip", ofd(), AttachmentKind::Ofd)]
#[case::xlsx("清单.xlsx", "application/octet-stream", xlsx(), AttachmentKind::Xlsx)]
#[case::docx("说明.docx", "", docx(), AttachmentKind::Docx)]
#[case::without_an_ending("竣工验收报告", "application/pdf; charset=binary", PDF.to_vec(), AttachmentKind::Pdf)]
fn an_honest_file_is_what_it_says(
    #[case] name: &str,
    #[case] media_type: &str,
    #[case] bytes: Vec<u8>,
    #[case] kind: AttachmentKind,
) {
    assert_eq!(check(name, Some(media_type), &bytes).unwrap(), kind);
    assert_eq!(check(name, None, &bytes).unwrap(), kind);
}

#[rstest]
#[case::picture_as_pdf("合同.pdf", None, png(), "attachment.extension_lies")]
#[case::pdf_as_picture("照片.jpg", None, PDF.to_vec(), "attachment.extension_lies")]
#[case::two_endings("合同.pdf.exe", None, PDF.to_vec(), "attachment.extension_lies")]
#[case::workbook_as_document("说明.docx", None, xlsx(), "attachment.extension_lies")]
#[case::declared_as_page("合同.pdf", Some("text/html"), PDF.to_vec(), "attachment.media_type_lies")]
#[case::declared_as_picture("合同.pdf", Some("image/png"), PDF.to_vec(), "attachment.media_type_lies")]
#[case::page_as_pdf("合同.pdf", Some("application/pdf"), b"<html><script>".to_vec(), "attachment.unknown_type")]
#[case::program("setup.pdf", None, b"MZ\x90\x00".to_vec(), "attachment.unknown_type")]
#[case::old_office("说明.doc", None, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), "attachment.unknown_type")]
#[case::other_zip("材料.zip", None, zipped(&[("合同.pdf", PDF)]), "attachment.unknown_type")]
#[case::nothing("合同.pdf", None, Vec::new(), "attachment.empty")]
#[case::cut_off_pdf("合同.pdf", None, b"%PDF-1.7\n1 0 obj".to_vec(), "attachment.damaged")]
#[case::pdf_later_on("合同.pdf", None, [b"\n\n", PDF].concat(), "attachment.unknown_type")]
#[case::pdf_and_page("合同.pdf", None, b"%PDF-1.7\n<HTML><Script>x</Script>\n%%EOF".to_vec(), "attachment.polyglot")]
#[case::pdf_with_script("合同.pdf", None, b"%PDF-1.7\n<< /S /JavaScript /JS (x) >>\n%%EOF".to_vec(), "attachment.active_content")]
#[case::pdf_that_starts("合同.pdf", None, b"%PDF-1.7\n<< /S /Launch >>\n%%EOF".to_vec(), "attachment.active_content")]
#[case::jpeg_beginning_only("照片.jpg", None, b"\xFF\xD8\xFF<script>".to_vec(), "attachment.damaged")]
#[case::png_without_its_end("照片.png", None, png().into_iter().take(30).collect(), "attachment.damaged")]
#[case::zip_beginning_only("清单.xlsx", None, b"PK\x03\x04rubbish".to_vec(), "attachment.damaged")]
#[case::macros("清单.xlsx", None, zipped(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b""), ("xl/vbaProject.bin", b"")]), "attachment.active_content")]
fn a_file_that_lies_or_is_not_sound_is_refused_by_name(
    #[case] name: &str,
    #[case] media_type: Option<&str>,
    #[case] bytes: Vec<u8>,
    #[case] expected: &str,
) {
    assert_eq!(code(check(name, media_type, &bytes).unwrap_err(), name), expected);
}

#[test]
fn a_bomb_is_refused_without_being_unpacked() {
    let zeros = vec![0; 32 << 20];
    let bomb = zipped(&[("[Content_Types].xml", b""), ("xl/workbook.xml", &zeros)]);
    assert_eq!(code(check("清单.xlsx", None, &bomb).unwrap_err(), "清单.xlsx"), "attachment.bomb");
}

#[test]
fn a_font_that_is_called_like_a_script_is_none() {
    let pdf = b"%PDF-1.7\n<< /BaseFont /JSSong /LaunchPad 1 >>\n%%EOF";
    assert_eq!(check("合同.pdf", None, pdf).unwrap(), AttachmentKind::Pdf);
}

#[rstest]
#[case::folder(r"C:\fakepath\合同.pdf", "合同.pdf")]
#[case::upward("../../etc/passwd", "passwd")]
#[case::turned_around("合同\u{202E}fdp.exe", "合同fdp.exe")]
#[case::new_line("合\r\n同.pdf", "合同.pdf")]
#[case::quotes("a\";b.pdf", "ab.pdf")]
#[case::hidden(".pdf", "pdf")]
#[case::nothing("///", "附件")]
#[case::empty("", "附件")]
fn a_name_is_made_safe(#[case] name: &str, #[case] safe: &str) {
    assert_eq!(safe_name(name), safe);
}

#[test]
fn a_long_name_keeps_its_ending_and_one_without_gets_it() {
    let long = safe_name(&format!("{}.pdf", "长".repeat(300)));
    assert_eq!((long.chars().count(), long.ends_with("长.pdf")), (LONGEST_NAME, true));
    assert_eq!(with_extension("验收报告".to_owned(), AttachmentKind::Pdf), "验收报告.pdf");
    assert_eq!(with_extension("照片.jpe".to_owned(), AttachmentKind::Jpeg), "照片.jpe");
}

proptest! {
    #[test]
    fn no_content_and_no_name_makes_the_reader_panic(name: String, bytes: Vec<u8>, beginning in 0_usize..5) {
        let beginnings: [&[u8]; 5] = [b"", b"%PDF-", b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1A\n", b"PK\x03\x04"];
        let _outcome = check(&safe_name(&name), None, &[*beginnings.get(beginning).unwrap(), &bytes].concat());
        prop_assert!(safe_name(&name).chars().count() <= LONGEST_NAME);
    }
}
