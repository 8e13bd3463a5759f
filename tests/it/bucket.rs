//! Attachments in a bucket, against a server that speaks the part of S3 that is needed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use actix_web::http::Method;
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use chrono::{DateTime, Utc};
use siku::attachment::store::{Blobs, Bucket};
use siku::error::Error;
use siku::vault::Vault;

/// When everything in it was written.
const MODIFIED: &str = "2026-11-22T01:00:00.000Z";

/// Objects by path, and what was asked.
#[derive(Clone, Default)]
struct Store {
    objects: Arc<Mutex<BTreeMap<String, Bytes>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

async fn answer(store: web::Data<Store>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let signed = header("authorization").is_some_and(|value| value.starts_with("AWS4-HMAC-SHA256 Credential=key/"));
    if !signed {
        return HttpResponse::Forbidden().finish();
    }
    let path = request.path().to_owned();
    store.asked.lock().unwrap().push(format!("{} {path}", request.method()));
    let mut objects = store.objects.lock().unwrap();
    let mut found = HttpResponse::Ok();
    found.insert_header(("etag", "\"1\"")).insert_header(("last-modified", "Sun, 22 Nov 2026 01:00:00 GMT"));
    match (request.method(), objects.get(&path).cloned()) {
        (&Method::PUT, _) => {
            objects.insert(path, body);
            found.finish()
        }
        (&Method::GET, _) if request.query_string().contains("list-type=2") => {
            let prefix = format!("{}/", path.trim_end_matches('/'));
            let entry = |(path, body): (&String, &Bytes)| {
                let key = path.strip_prefix(&prefix).unwrap();
                let (size, etag) = (body.len(), "&quot;1&quot;");
                format!(
                    "<Contents><Key>{key}</Key><Size>{size}</Size><LastModified>{MODIFIED}</LastModified><ETag>{etag}</ETag></Contents>"
                )
            };
            let entries: String = objects.iter().map(entry).collect();
            found.content_type("application/xml").body(format!("<ListBucketResult>{entries}</ListBucketResult>"))
        }
        (&Method::GET, Some(body)) => found.body(body),
        (&Method::HEAD, Some(body)) => found.no_chunking(body.len() as u64).body(body),
        (&Method::DELETE, _) => {
            objects.remove(&path);
            HttpResponse::NoContent().finish()
        }
        _ => HttpResponse::NotFound().finish(),
    }
}

fn bucket(store: &Store) -> Bucket {
    let data = web::Data::new(store.clone());
    let server = HttpServer::new(move || App::new().app_data(data.clone()).default_service(web::to(answer)));
    let server = server.workers(1).disable_signals().bind("127.0.0.1:0").unwrap();
    let endpoint = Some(format!("http://{}", server.addrs()[0]));
    actix_web::rt::spawn(server.run());
    let text = str::to_owned;
    let (name, prefix) = (text("siku"), text("henan/files"));
    Bucket { endpoint, name, prefix, region: text("cn-north-1"), access_key: text("key"), secret_key: text("secret") }
}

#[actix_web::test]
async fn a_file_is_kept_sealed_in_a_bucket_found_again_and_removed() {
    let store = Store::default();
    let blobs = Blobs::in_bucket(bucket(&store), Arc::new(Vault::fixed(7))).unwrap();
    let digest = blobs.put(b"%PDF-1.7 410105199001011234".to_vec()).await.unwrap();
    let path = format!("/siku/henan/files/{}/{digest}", &digest[..2]);
    let kept = store.objects.lock().unwrap()[&path].to_vec();
    assert!(!kept.windows(6).any(|window| window == b"410105"), "it lies there in clear");
    assert_eq!(blobs.get(&digest).await.unwrap(), b"%PDF-1.7 410105199001011234");

    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let (before, after) = (at("2026-11-22T00:00:00Z"), at("2026-11-23T00:00:00Z"));
    assert_eq!(blobs.older(before).await.unwrap(), Vec::<String>::new());
    assert_eq!(blobs.older(after).await.unwrap(), std::slice::from_ref(&digest));
    assert!(!blobs.remove_older(&digest, before).await.unwrap());
    assert!(blobs.remove_older(&digest, after).await.unwrap());
    assert!(!blobs.remove_older(&digest, after).await.unwrap());
    assert_eq!(store.objects.lock().unwrap().len(), 0);
}

#[actix_web::test]
async fn a_bucket_that_refuses_us_is_a_failure_that_may_pass() {
    let store = Store::default();
    let wrong = Bucket { access_key: "other".to_owned(), ..bucket(&store) };
    let blobs = Blobs::in_bucket(wrong, Arc::new(Vault::fixed(7))).unwrap();
    assert!(matches!(blobs.put(b"x".to_vec()).await, Err(Error::Unavailable { .. })));
    assert_eq!(store.asked.lock().unwrap().len(), 0);
}
