//! The files a browser fetches, embedded in the binary. An address carries the hash of the content, so a browser may keep
//! a file for ever and still never mixes two versions.

use rust_embed::{EmbeddedFile, RustEmbed};

/// How long a browser may keep what [`find`] gives: the content under an address never changes.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// The path all assets stand under.
const PREFIX: &str = "/assets/";

/// Hexadecimal digits of the SHA-256 that go into an address: 64 bits tell versions of a handful of files apart.
const HASH_DIGITS: usize = 16;

#[derive(RustEmbed)]
#[folder = "src/web/assets"]
struct Files;

/// One embedded file, ready to be sent.
pub struct Asset {
    /// The content.
    pub bytes: std::borrow::Cow<'static, [u8]>,
    /// Its media type, with the charset where it is text.
    pub media_type: &'static str,
    /// A strong entity tag, quotes included.
    pub etag: String,
}

/// The address of the file `name` (`siku.css` → `/assets/siku.1f2e….css`); `None` when there is no such file.
pub fn asset_url(name: &str) -> Option<String> {
    let hash = hash(&Files::get(name)?);
    let (stem, extension) = name.rsplit_once('.')?;
    Some(format!("{PREFIX}{stem}.{hash}.{extension}"))
}

/// The file an address from [`asset_url`] stands for. An address with another hash is of another version and is not found.
pub fn find(path: &str) -> Option<Asset> {
    let (rest, extension) = path.strip_prefix(PREFIX)?.rsplit_once('.')?;
    let (stem, asked) = rest.rsplit_once('.')?;
    let file = Files::get(&format!("{stem}.{extension}"))?;
    let hash = hash(&file);
    (hash == asked).then(|| Asset { etag: format!("\"{hash}\""), media_type: media_type(extension), bytes: file.data })
}

/// The leading digits of the content's SHA-256.
fn hash(file: &EmbeddedFile) -> String {
    hex::encode(file.metadata.sha256_hash()).chars().take(HASH_DIGITS).collect()
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at a missing file")]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("siku.css", "text/css; charset=utf-8")]
    #[case("siku.js", "text/javascript; charset=utf-8")]
    #[case("favicon.svg", "image/svg+xml")]
    fn an_asset_is_found_under_its_own_address(#[case] name: &str, #[case] media_type: &str) {
        let asset = find(&asset_url(name).unwrap()).unwrap();
        assert_eq!(asset.media_type, media_type);
        assert!(!asset.bytes.is_empty());
        assert_eq!(asset.etag.len(), HASH_DIGITS + 2);
    }

    #[rstest]
    #[case::without_hash("/assets/siku.css")]
    #[case::of_another_version("/assets/siku.0000000000000000.css")]
    #[case::outside("/assets/../templates/layout.0000000000000000.html")]
    #[case::elsewhere("/siku.css")]
    #[case::empty("")]
    fn any_other_address_is_not_found(#[case] path: &str) {
        assert!(find(path).is_none());
    }

    #[test]
    fn every_file_has_a_media_type() {
        for name in Files::iter() {
            let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
            assert_ne!(media_type(extension), "application/octet-stream", "{name}");
        }
    }
}
