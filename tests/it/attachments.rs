//! Attachments: sealed where they lie, scanned, handed out as files, and removed when nobody names them.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::test::TestRequest;
use actix_web::{App, HttpRequest, HttpResponse, web};
use siku::attachment::collect::{CollectBlobs, Collector};
use siku::attachment::receive::{Received, receive};
use siku::attachment::scan::Scanner;
use siku::attachment::serve::download;
use siku::attachment::store::Blobs;
use siku::attachment::{Attachments, Kept, Offered};
use siku::domain::vocabulary::attachment::{AttachmentKind, ScanState};
use siku::error::{Code, Error};
use siku::jobs::Job as _;
use siku::vault::Vault;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::support::{Backend, TestDb};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj << /Secret 410105199001011234 >> endobj\n%%EOF\n";

fn offered(name: &str, bytes: &[u8]) -> Offered {
    Offered { name: name.to_owned(), media_type: Some("application/pdf".to_owned()), bytes: bytes.to_vec() }
}

fn blobs(folder: &Path) -> Blobs {
    Blobs::in_folder(folder, Arc::new(Vault::fixed(7))).unwrap()
}

fn attachments(folder: &Path, scanner: Scanner) -> Attachments {
    Attachments::new(blobs(folder), scanner, 1 << 20)
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn code(error: &Error) -> String {
    let Error::Invalid(fields) = error else { panic!("{error}") };
    fields[0].code.clone()
}

#[actix_web::test]
async fn a_file_is_kept_once_sealed_under_a_name_that_says_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let attachments = attachments(folder.path(), Scanner::Nobody);
    let kept = attachments.keep(offered("合同", PDF)).await.unwrap();
    let size = i64::try_from(PDF.len()).unwrap();
    let (name, scan) = ("合同.pdf".to_owned(), ScanState::NotRequired);
    assert_eq!(kept, Kept { name, kind: AttachmentKind::Pdf, size, digest: kept.digest.clone(), scan });
    let again = attachments.keep(offered("另一个名字.pdf", PDF)).await.unwrap();
    assert_eq!(again.digest, kept.digest);

    let lying = files(folder.path());
    assert_eq!(lying.len(), 1, "the same content once, and nothing half written: {lying:?}");
    let sealed = fs::read(&lying[0]).unwrap();
    assert!(!sealed.windows(6).any(|window| window == b"410105"), "it lies there in clear");
    assert_eq!(attachments.read(&kept.digest, kept.scan).await.unwrap(), PDF);
    let other_keys = Blobs::in_folder(folder.path(), Arc::new(Vault::fixed(8))).unwrap();
    assert_ne!(other_keys.put(PDF.to_vec()).await.unwrap(), kept.digest, "the name tells who has a known document");
}

#[actix_web::test]
async fn one_file_put_in_the_place_of_another_does_not_open() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = blobs(folder.path());
    let (one, two) = (blobs.put(b"one".to_vec()).await.unwrap(), blobs.put(b"two".to_vec()).await.unwrap());
    let place = |digest: &str| folder.path().join(&digest[..2]).join(digest);
    fs::copy(place(&one), place(&two)).unwrap();
    assert_eq!(blobs.get(&one).await.unwrap(), b"one");
    assert!(matches!(blobs.get(&two).await, Err(Error::Internal(_))));
    assert!(matches!(blobs.get("0000").await, Err(Error::Internal(_))), "a file that is lost is our fault");
}

#[actix_web::test]
async fn what_is_too_large_or_lies_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let attachments = attachments(folder.path(), Scanner::Nobody);
    let large = attachments.keep(offered("大.pdf", &vec![b' '; (1 << 20) + 1])).await.unwrap_err();
    let lying = attachments.keep(offered("合同.pdf", b"\x89PNG\r\n\x1A\n")).await.unwrap_err();
    assert_eq!((code(&large), code(&lying)), ("attachment.too_large".to_owned(), "attachment.damaged".to_owned()));
    assert_eq!(files(folder.path()).len(), 0);
}

fn command(line: &str) -> Scanner {
    Scanner::Command(["/bin/sh", "-c", line].map(str::to_owned).to_vec())
}

#[actix_web::test]
async fn a_scan_command_decides_by_its_exit_code() {
    let scan = async |line: &str| command(line).scan(PDF).await;
    assert_eq!(scan("cat >/dev/null").await, ScanState::Clean);
    assert_eq!(scan("grep -q Secret && exit 1").await, ScanState::Infected, "it reads the file itself");
    assert_eq!(scan("exit 1").await, ScanState::Infected, "without reading to the end");
    assert_eq!(scan("exit 2").await, ScanState::Unscanned);
    let missing = Scanner::Command(vec!["/nowhere/scanner".to_owned()]);
    assert_eq!(missing.scan(PDF).await, ScanState::Unscanned);
}

#[actix_web::test]
async fn a_file_with_a_virus_is_refused_by_name_and_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let refused = attachments(folder.path(), command("exit 1")).keep(offered("合同.pdf", PDF)).await.unwrap_err();
    assert_eq!(code(&refused), "attachment.infected");
    assert!(refused.detail().contains("合同.pdf"));
    assert_eq!(files(folder.path()).len(), 0);
}

#[actix_web::test]
async fn an_unscanned_file_is_kept_and_not_handed_out_until_it_was_scanned() {
    let folder = tempfile::tempdir().unwrap();
    let scanner_away = attachments(folder.path(), Scanner::Clamd("127.0.0.1:1".to_owned()));
    let kept = scanner_away.keep(offered("合同.pdf", PDF)).await.unwrap();
    assert_eq!(kept.scan, ScanState::Unscanned);
    let refused = scanner_away.read(&kept.digest, kept.scan).await.unwrap_err();
    assert_eq!(refused.code(), Code::AttachmentUnscanned);

    let scanner_back = attachments(folder.path(), command("cat >/dev/null"));
    let state = scanner_back.scan_again(&kept.digest).await.unwrap();
    assert_eq!(scanner_back.read(&kept.digest, state).await.unwrap(), PDF);
}

/// A server that speaks clamd's protocol and finds the word `virus`.
async fn clamd() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    actix_web::rt::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut greeting = [0; 10];
            stream.read_exact(&mut greeting).await.unwrap();
            assert_eq!(&greeting, b"zINSTREAM\0");
            let mut content = Vec::new();
            loop {
                let length = stream.read_u32().await.unwrap();
                if length == 0 {
                    break;
                }
                let mut chunk = vec![0; length as usize];
                stream.read_exact(&mut chunk).await.unwrap();
                content.extend(chunk);
            }
            let has = |word: &[u8]| content.windows(word.len()).any(|window| window == word);
            let answer: &[u8] = match () {
                () if has(b"virus") => b"stream: Eicar-Test-Signature FOUND\0",
                () if has(b"huge") => b"INSTREAM size limit exceeded. ERROR\0",
                () => b"stream: OK\0",
            };
            stream.write_all(answer).await.unwrap();
        }
    });
    address
}

#[actix_web::test]
async fn clamd_is_asked_in_its_own_protocol() {
    let scanner = Scanner::Clamd(clamd().await);
    assert_eq!(scanner.scan(&vec![b'x'; 200_000]).await, ScanState::Clean);
    assert_eq!(scanner.scan(b"a virus").await, ScanState::Infected);
    assert_eq!(scanner.scan(b"huge").await, ScanState::Unscanned);
}

#[actix_web::test]
async fn a_file_that_nobody_names_is_removed_after_a_day_and_a_named_or_young_one_stays() {
    let mut database = TestDb::new(Backend::Sqlite);
    let folder = tempfile::tempdir().unwrap();
    let blobs = blobs(folder.path());
    let named = blobs.put(b"named".to_vec()).await.unwrap();
    let forgotten = blobs.put(b"forgotten".to_vec()).await.unwrap();
    let collect = async |database: &TestDb| {
        let named = |_: &mut siku::db::Conn, asked: &[String]| {
            let vault = Vault::fixed(7);
            let digest = vault.hash("attachment", &hex::encode(<sha2::Sha256 as sha2::Digest>::digest(b"named")));
            Ok(asked.iter().filter(|asked| **asked == digest).cloned().collect::<HashSet<_>>())
        };
        let collector = Collector { db: database.db.clone(), blobs: blobs.clone(), named };
        CollectBlobs {}.run(&collector).await.unwrap();
    };
    let modified = fs::metadata(&files(folder.path())[0]).unwrap().modified().unwrap();
    let modified: chrono::DateTime<chrono::Utc> = modified.into();
    let begins = database.db.clock().now().and_utc();
    let age = (modified - begins).num_hours();
    database.hours_later(age + 12);
    collect(&database).await;
    assert!(blobs.get(&forgotten).await.is_ok(), "twelve hours old");
    database.hours_later(age + 30);
    collect(&database).await;
    assert!(blobs.get(&forgotten).await.is_err());
    assert_eq!(blobs.get(&named).await.unwrap(), b"named");
}

const BOUNDARY: &str = "----siku";

/// A form as a browser sends it.
fn form(parts: &[(&str, Option<&str>, &[u8])]) -> TestRequest {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file =
            file.map(|file| format!("; filename=\"{file}\"\r\nContent-Type: application/pdf")).unwrap_or_default();
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend([head.as_bytes(), content, b"\r\n"].concat());
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    let multipart = format!("multipart/form-data; boundary={BOUNDARY}");
    TestRequest::post().insert_header(("content-type", multipart)).set_payload(body)
}

/// What is received of a form, with files of at most 1 MiB.
async fn received(form: TestRequest) -> Result<Received, Error> {
    let (request, payload) = form.to_http_parts();
    receive(actix_multipart::Multipart::new(request.headers(), payload), 1 << 20).await
}

#[actix_web::test]
async fn a_form_is_read_with_its_fields_and_files_in_order() {
    let sent = [("reason", None, "补正".as_bytes()), ("contract", Some("合同.pdf"), PDF), ("photo", Some(""), b"")];
    let received = received(form(&sent)).await.unwrap();
    assert_eq!(received.field("reason"), Some("补正"));
    let [(field, file)] = &received.files[..] else { panic!("{} files", received.files.len()) };
    assert_eq!((field.as_str(), file.name.as_str(), file.bytes.as_slice()), ("contract", "合同.pdf", PDF));
    assert_eq!(file.media_type.as_deref(), Some("application/pdf"));
}

#[actix_web::test]
async fn a_form_that_is_too_much_is_refused_and_the_file_named() {
    let large = vec![b'x'; (1 << 20) + 1];
    let refused = received(form(&[("contract", Some("大.pdf"), &large)])).await.err().unwrap();
    assert_eq!(code(&refused), "attachment.too_large");
    assert!(refused.detail().contains("大.pdf"));
    let many: Vec<_> = (0..11).map(|_| ("contract", Some("合同.pdf"), PDF)).collect();
    assert_eq!(code(&received(form(&many)).await.err().unwrap()), "attachment.too_many");
    let long = received(form(&[("reason", None, &large)])).await.err().unwrap();
    assert_eq!(long.code(), Code::TooLarge);
    let cut_off = TestRequest::post()
        .insert_header(("content-type", format!("multipart/form-data; boundary={BOUNDARY}")))
        .set_payload(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nunfinished"));
    assert_eq!(received(cut_off).await.err().unwrap().code(), Code::RequestUnreadable);
}

#[actix_web::test]
async fn a_file_is_handed_out_to_be_saved_and_never_as_a_page_of_ours() {
    let app = App::new().route(
        "/file",
        web::get().to(|_: HttpRequest| async {
            let answer: HttpResponse = download("合同 \"1\".pdf", AttachmentKind::Pdf, PDF.to_vec());
            answer
        }),
    );
    let service = actix_web::test::init_service(app).await;
    let answer = actix_web::test::call_service(&service, TestRequest::get().uri("/file").to_request()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let header = |name: &str| answer.headers().get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").starts_with("sandbox"));
    assert_eq!(header("cache-control"), "private, no-store");
    let disposition = header("content-disposition");
    assert!(disposition.starts_with("attachment; filename=\"attachment.pdf\"; filename*=UTF-8''"), "{disposition}");
    assert!(disposition.contains("%E5%90%88%E5%90%8C"), "{disposition}");
}
