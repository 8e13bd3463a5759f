//! Keys, and what they seal: identity numbers and telephones, encrypted under a key of each person's own.
//!
//! The keys stand in a file outside the database. A person's key is derived from a master key and a salt that only the
//! database has; destroying the salt makes everything sealed under it unreadable for good, in the registry and in the
//! ledger alike.

mod blob;
mod file;

use std::collections::BTreeMap;

use aes_gcm::aead::Aead as _;
use aes_gcm::{Aes256Gcm, Key, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 12;
const HASH_BYTES: usize = 16;
/// Name of the first master key.
const FIRST_KEY: &str = "k1";
/// How sealed values begin.
const VERSION: &str = "v1";
/// What the key for keyed hashes is called among the fingerprints.
pub const HASH_KEY: &str = "hash_key";
/// Enough to tell key files apart, and to be read out on the telephone.
const FINGERPRINT_CHARACTERS: usize = 16;
/// Letters of public ids: Crockford's base 32, nothing that looks like something else.
const PUBLIC_ID_ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 80 bits: no two heads of a province collide.
const PUBLIC_ID_CHARACTERS: usize = 16;

/// Why a key file or a sealed value cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The file cannot be read or written.
    #[error("密钥文件 {path} 无法读写：{source}")]
    File {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file is no key file.
    #[error("密钥文件 {path} 内容有误：{reason}")]
    Content {
        /// The file.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// The operating system gives no random numbers.
    #[error("no random numbers: {0}")]
    Random(String),
    /// The ciphertext names a key that this file does not have.
    #[error("sealed with the unknown key {0:?}")]
    UnknownKey(String),
    /// The ciphertext is damaged, or was sealed with another key.
    #[error("sealed value cannot be opened")]
    Unopenable,
}

/// The keys.
pub struct Vault {
    hash_key: [u8; KEY_BYTES],
    current: String,
    master_keys: BTreeMap<String, [u8; KEY_BYTES]>,
}

/// What the database keeps of a person's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySalt {
    /// Name of the master key it is derived from.
    pub master_key: String,
    /// Random salt, hexadecimal.
    pub salt: String,
}

/// A key ready for use.
#[derive(Clone)]
pub struct Cipher {
    aead: Aes256Gcm,
    key: [u8; KEY_BYTES],
    name: String,
}

impl Vault {
    /// A vault whose keys nobody keeps, for what is not written.
    pub fn passing() -> Result<Self, VaultError> {
        let master_keys = BTreeMap::from([(FIRST_KEY.to_owned(), random()?)]);
        Ok(Self { hash_key: random()?, current: FIRST_KEY.to_owned(), master_keys })
    }

    /// A vault with fixed keys, so that tests see the same public ids every time.
    pub fn fixed(seed: u8) -> Self {
        Self {
            hash_key: [seed; KEY_BYTES],
            current: "k1".to_owned(),
            master_keys: BTreeMap::from([("k1".to_owned(), [seed.wrapping_add(1); KEY_BYTES])]),
        }
    }

    /// Keyed hash of a value, by which it is found without being stored: the same with the same key file only. 128 bits: no
    /// two values of a province collide, and an index of them is half as large as one of all 256.
    pub fn hash(&self, purpose: &str, value: &str) -> String {
        let digest = mac(&self.hash_key, &[purpose, value]);
        hex::encode(digest.get(..HASH_BYTES).unwrap_or_default())
    }

    /// An opaque id for addresses, the same for the same value in every database with this key file.
    pub fn public_id(&self, purpose: &str, value: &str) -> String {
        let digest = mac(&self.hash_key, &["public id", purpose, value]);
        let letters = digest.iter().take(PUBLIC_ID_CHARACTERS);
        letters
            .filter_map(|byte| PUBLIC_ID_ALPHABET.get(usize::from(byte & 31)))
            .map(|byte| char::from(*byte))
            .collect()
    }

    /// A salt for a new key.
    pub fn new_salt(&self) -> Result<KeySalt, VaultError> {
        Ok(KeySalt { master_key: self.current.clone(), salt: hex::encode(random::<16>()?) })
    }

    /// The key that a salt stands for.
    pub fn cipher(&self, salt: &KeySalt) -> Result<Cipher, VaultError> {
        let master =
            self.master_keys.get(&salt.master_key).ok_or_else(|| VaultError::UnknownKey(salt.master_key.clone()))?;
        let key = mac(master, &["person key", &salt.salt]);
        Ok(Cipher { aead: Aes256Gcm::new(&Key::<Aes256Gcm>::from(key)), key, name: salt.master_key.clone() })
    }

    /// The key for what belongs to nobody yet, such as a record that waits for its person.
    pub fn pending_cipher(&self) -> Result<Cipher, VaultError> {
        self.pending_cipher_of(&self.current)
    }

    /// Opens what [`Self::pending_cipher`] sealed, also before the keys were rotated.
    pub fn open_pending(&self, sealed: &str) -> Result<String, VaultError> {
        self.pending_cipher_of(parts(sealed)?.0)?.open(sealed)
    }

    fn pending_cipher_of(&self, master_key: &str) -> Result<Cipher, VaultError> {
        self.cipher(&KeySalt { master_key: master_key.to_owned(), salt: "pending".to_owned() })
    }

    /// The key for what stands under accounts: second factors, telephones, e-mail addresses.
    pub fn account_cipher(&self) -> Result<Cipher, VaultError> {
        self.account_cipher_of(&self.current)
    }

    /// Opens what [`Self::account_cipher`] sealed, also before the keys were rotated.
    pub fn open_account(&self, sealed: &str) -> Result<String, VaultError> {
        self.account_cipher_of(parts(sealed)?.0)?.open(sealed)
    }

    fn account_cipher_of(&self, master_key: &str) -> Result<Cipher, VaultError> {
        self.cipher(&KeySalt { master_key: master_key.to_owned(), salt: "account".to_owned() })
    }

    /// Name of the key that seals from now on.
    pub fn current(&self) -> &str {
        &self.current
    }

    /// What tells this vault from others, and says nothing of its keys: it never changes.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.hash_key)
    }

    /// Fingerprints of all keys, by name.
    pub fn fingerprints(&self) -> BTreeMap<String, String> {
        let master_keys = self.master_keys.iter().map(|(name, key)| (name.clone(), fingerprint(key)));
        master_keys.chain([(HASH_KEY.to_owned(), self.fingerprint())]).collect()
    }

    /// The key for what is personal and stands under an enterprise: the telephone of somebody who is not on file.
    pub fn enterprise_cipher(&self) -> Result<Cipher, VaultError> {
        self.cipher(&KeySalt { master_key: self.current.clone(), salt: "enterprise".to_owned() })
    }
}

impl Cipher {
    /// Seals a text: `v1.<master key>.<nonce and ciphertext>`.
    pub fn seal(&self, text: &str) -> Result<String, VaultError> {
        self.seal_with(random::<NONCE_BYTES>()?, text)
    }

    /// Seals a text so that the same text looks the same again, and what arrives twice is no change. The nonce is a keyed
    /// hash of the text: no two texts share one.
    pub fn seal_alike(&self, text: &str) -> Result<String, VaultError> {
        let mut nonce = [0; NONCE_BYTES];
        for (byte, hashed) in nonce.iter_mut().zip(mac(&self.key, &["nonce", text])) {
            *byte = hashed;
        }
        self.seal_with(nonce, text)
    }

    fn seal_with(&self, nonce: [u8; NONCE_BYTES], text: &str) -> Result<String, VaultError> {
        let sealed =
            self.aead.encrypt(&Nonce::from(nonce), text.as_bytes()).map_err(|_opaque| VaultError::Unopenable)?;
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed);
        Ok(format!("{VERSION}.{}.{}", self.name, STANDARD_NO_PAD.encode(bytes)))
    }

    /// Opens what [`Self::seal`] sealed.
    pub fn open(&self, sealed: &str) -> Result<String, VaultError> {
        let (name, text) = parts(sealed)?;
        if name != self.name {
            return Err(VaultError::UnknownKey(name.to_owned()));
        }
        let bytes = STANDARD_NO_PAD.decode(text).map_err(|_undecodable| VaultError::Unopenable)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES).ok_or(VaultError::Unopenable)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_wrong_length| VaultError::Unopenable)?;
        let text = self.aead.decrypt(&Nonce::from(nonce), sealed).map_err(|_opaque| VaultError::Unopenable)?;
        String::from_utf8(text).map_err(|_not_text| VaultError::Unopenable)
    }
}

/// The name of the master key and the rest of a sealed value.
fn parts(sealed: &str) -> Result<(&str, &str), VaultError> {
    let rest = sealed.strip_prefix(VERSION).and_then(|rest| rest.strip_prefix('.'));
    rest.and_then(|rest| rest.split_once('.')).ok_or(VaultError::Unopenable)
}

fn fingerprint(key: &[u8; KEY_BYTES]) -> String {
    hex::encode(mac(key, &["fingerprint"])).chars().take(FINGERPRINT_CHARACTERS).collect()
}

/// HMAC-SHA-256 over parts, each with its length, so that no two lists of parts meet.
fn mac(key: &[u8; KEY_BYTES], parts: &[&str]) -> [u8; KEY_BYTES] {
    // HMAC pads a key to the block of its hash with zeros (RFC 2104).
    let mut block = [0_u8; 64];
    for (byte, key) in block.iter_mut().zip(key) {
        *byte = *key;
    }
    let mut mac = Hmac::<Sha256>::new(&block.into());
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    mac.finalize().into_bytes().into()
}

fn random<const N: usize>() -> Result<[u8; N], VaultError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|error| VaultError::Random(error.to_string()))?;
    Ok(bytes)
}

impl From<VaultError> for crate::error::Error {
    fn from(error: VaultError) -> Self {
        Self::internal(error)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn a_sealed_value_opens_with_its_own_key_only() {
        let vault = Vault::fixed(1);
        let own = vault.cipher(&vault.new_salt().unwrap()).unwrap();
        let other = vault.cipher(&vault.new_salt().unwrap()).unwrap();
        let sealed = own.seal("一个号码").unwrap();
        assert!(sealed.starts_with("v1.k1."));
        assert_eq!(own.open(&sealed).unwrap(), "一个号码");
        assert!(other.open(&sealed).is_err());
        assert_ne!(own.seal("一个号码").unwrap(), sealed, "the same text never looks the same twice");
    }

    #[test]
    fn a_text_sealed_alike_looks_the_same_again_and_no_other_does() {
        let cipher = Vault::fixed(1).enterprise_cipher().unwrap();
        let sealed = cipher.seal_alike("13800000000").unwrap();
        assert_eq!(cipher.seal_alike("13800000000").unwrap(), sealed);
        assert_eq!(cipher.open(&sealed).unwrap(), "13800000000");
        let nonce = |sealed: &str| sealed.split_at(sealed.len().min(20)).0.to_owned();
        assert_ne!(nonce(&cipher.seal_alike("13800000001").unwrap()), nonce(&sealed));
        assert_ne!(Vault::fixed(2).enterprise_cipher().unwrap().seal_alike("13800000000").unwrap(), sealed);
    }

    #[test]
    fn damage_is_noticed() {
        let cipher = Vault::fixed(1).pending_cipher().unwrap();
        let sealed = cipher.seal("x").unwrap();
        for broken in ["", "v1.k1.", "v1.k1.####", "v2.k1.AAAA", sealed.get(..sealed.len() - 2).unwrap()] {
            assert!(cipher.open(broken).is_err(), "{broken:?}");
        }
    }

    #[test]
    fn public_ids_are_stable_opaque_and_of_one_length() {
        let vault = Vault::fixed(1);
        let id = vault.public_id("enterprise", "1");
        assert_eq!(id, vault.public_id("enterprise", "1"));
        assert_ne!(id, vault.public_id("enterprise", "2"));
        assert_ne!(id, Vault::fixed(2).public_id("enterprise", "1"));
        assert_eq!(id.len(), PUBLIC_ID_CHARACTERS);
    }
}
