//! Where the sealed files are: a folder, or a bucket of an S3-compatible store.
//!
//! A file is found by a keyed hash of its content, so that the same file twice is kept once, and whoever reads the store cannot
//! tell whether a document they know is there. It is written whole or not at all.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt as _};
use sha2::{Digest as _, Sha256};

use crate::error::{Code, Error, Result};
use crate::vault::Vault;

/// Seconds until somebody should try again who met a store that does not answer.
const RETRY_AFTER: u64 = 10;
/// Characters of a digest that name its folder, so that no folder gets too full.
const FOLDER_CHARACTERS: usize = 2;

/// A bucket of an S3-compatible store.
pub struct Bucket {
    /// Address of the server: `https://s3.example.gov.cn`; nothing for AWS itself.
    pub endpoint: Option<String>,
    /// Name of the bucket.
    pub name: String,
    /// What every name in it begins with.
    pub prefix: String,
    /// Region.
    pub region: String,
    /// Name of the key.
    pub access_key: String,
    /// The key.
    pub secret_key: String,
}

/// The sealed files.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    vault: Arc<Vault>,
}

impl Blobs {
    /// Keeps them in a folder, which is made if it is not there.
    pub fn in_folder(folder: &Path, vault: Arc<Vault>) -> Result<Self> {
        let unusable = |cause: &dyn std::error::Error| {
            let text = format!("无法使用附件文件夹 {}：{cause}。请核对 --attachments 和文件夹权限。", folder.display());
            Error::BadRequest(Code::Unavailable, text)
        };
        std::fs::create_dir_all(folder).map_err(|cause| unusable(&cause))?;
        // Acknowledged means on disk, as for the database.
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|cause| unusable(&cause))?.with_fsync(true);
        Ok(Self { store: Arc::new(store), vault })
    }

    /// Keeps them in a bucket.
    pub fn in_bucket(bucket: Bucket, vault: Arc<Vault>) -> Result<Self> {
        crate::tls::provide();
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket.name)
            .with_region(bucket.region)
            .with_access_key_id(bucket.access_key)
            .with_secret_access_key(bucket.secret_key)
            // Removed one by one: not every store that speaks S3 removes many at once.
            .with_disable_bulk_delete(true);
        if let Some(endpoint) = bucket.endpoint {
            // Within a department's network a store without TLS is common; what is kept there is sealed.
            builder = builder.with_allow_http(endpoint.starts_with("http://")).with_endpoint(endpoint);
        }
        let store = builder.build().map_err(|cause| {
            let text = format!("附件存储设置有误：{cause}。请核对 --attachments 和访问密钥。");
            Error::BadRequest(Code::Unavailable, text)
        })?;
        Ok(Self { store: Arc::new(PrefixStore::new(store, bucket.prefix)), vault })
    }

    /// Seals and keeps a file, and says under which digest. One that is there already is written again: it is as if new.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<String> {
        let vault = Arc::clone(&self.vault);
        let sealing = move || {
            let digest = vault.hash("attachment", &hex::encode(Sha256::digest(&bytes)));
            vault.seal_blob(&digest, &bytes).map(|sealed| (digest, sealed))
        };
        let (digest, sealed) = tokio::task::spawn_blocking(sealing).await.map_err(Error::internal)??;
        self.store.put(&path(&digest), sealed.into()).await.map_err(away)?;
        Ok(digest)
    }

    /// Opens a file.
    pub async fn get(&self, digest: &str) -> Result<Vec<u8>> {
        let found = self.store.get(&path(digest)).await.map_err(away)?;
        let sealed = found.bytes().await.map_err(away)?;
        let (vault, digest) = (Arc::clone(&self.vault), digest.to_owned());
        let opening = move || vault.open_blob(&digest, &sealed);
        Ok(tokio::task::spawn_blocking(opening).await.map_err(Error::internal)??)
    }

    /// Removes a file that is older than an instant; `false` when it is not there, or was written anew.
    pub async fn remove_older(&self, digest: &str, than: DateTime<Utc>) -> Result<bool> {
        match self.store.head(&path(digest)).await {
            Ok(found) if found.last_modified < than => {}
            Ok(_) | Err(object_store::Error::NotFound { .. }) => return Ok(false),
            Err(error) => return Err(away(error)),
        }
        self.store.delete(&path(digest)).await.map_err(away)?;
        Ok(true)
    }

    /// The digests of all files that are older than an instant.
    pub async fn older(&self, than: DateTime<Utc>) -> Result<Vec<String>> {
        let files: Vec<_> = self.store.list(None).try_collect().await.map_err(away)?;
        let old = files.into_iter().filter(|file| file.last_modified < than);
        Ok(old.filter_map(|file| file.location.filename().map(str::to_owned)).collect())
    }
}

/// `ab/abcdef…`.
fn path(digest: &str) -> object_store::path::Path {
    let folder: String = digest.chars().take(FOLDER_CHARACTERS).collect();
    object_store::path::Path::from_iter([folder.as_str(), digest])
}

/// A store that does not answer may answer later; a file that is named and not there is a loss that somebody must see.
fn away(error: object_store::Error) -> Error {
    match error {
        error @ object_store::Error::NotFound { .. } => Error::internal(error),
        error => Error::Unavailable { retry_after: RETRY_AFTER, source: Box::new(error) },
    }
}
