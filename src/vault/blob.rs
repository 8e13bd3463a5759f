//! Whole files, sealed under a key of the platform and bound to their name.

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};

use super::{Cipher, KeySalt, NONCE_BYTES, VERSION, Vault, VaultError, random};

/// Longer than this no name of a key is.
const LONGEST_NAME: usize = 64;

impl Vault {
    /// Seals a file: `v1.<master key>.`, then nonce and ciphertext. It opens under the same name only, so that one file
    /// cannot be put in the place of another.
    pub fn seal_blob(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, VaultError> {
        let cipher = self.blob_cipher(&self.current)?;
        let nonce = random::<NONCE_BYTES>()?;
        let payload = Payload { msg: bytes, aad: name.as_bytes() };
        let sealed = cipher.encrypt(&Nonce::from(nonce), payload).map_err(|_opaque| VaultError::Unopenable)?;
        Ok([format!("{VERSION}.{}.", self.current).as_bytes(), &nonce, &sealed].concat())
    }

    /// Opens what [`Self::seal_blob`] sealed, also before the keys were rotated.
    pub fn open_blob(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let (key, rest) = header(sealed).ok_or(VaultError::Unopenable)?;
        let (nonce, sealed) = rest.split_at_checked(NONCE_BYTES).ok_or(VaultError::Unopenable)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_wrong_length| VaultError::Unopenable)?;
        let payload = Payload { msg: sealed, aad: name.as_bytes() };
        self.blob_cipher(key)?.decrypt(&Nonce::from(nonce), payload).map_err(|_opaque| VaultError::Unopenable)
    }

    fn blob_cipher(&self, master_key: &str) -> Result<Aes256Gcm, VaultError> {
        let salt = KeySalt { master_key: master_key.to_owned(), salt: "attachment".to_owned() };
        let Cipher { aead, .. } = self.cipher(&salt)?;
        Ok(aead)
    }
}

/// The name of the master key, and what follows it.
fn header(sealed: &[u8]) -> Option<(&str, &[u8])> {
    let rest = sealed.strip_prefix(VERSION.as_bytes())?.strip_prefix(b".")?;
    let end = rest.iter().take(LONGEST_NAME).position(|byte| *byte == b'.')?;
    let (name, rest) = rest.split_at_checked(end)?;
    Some((std::str::from_utf8(name).ok()?, rest.get(1..)?))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn a_file_opens_under_its_own_name_with_its_own_keys_only() {
        let vault = Vault::fixed(1);
        let sealed = vault.seal_blob("a", b"%PDF-1.7").unwrap();
        assert_eq!(vault.open_blob("a", &sealed).unwrap(), b"%PDF-1.7");
        assert!(vault.open_blob("b", &sealed).is_err());
        assert!(Vault::fixed(2).open_blob("a", &sealed).is_err());
        assert!(!sealed.windows(4).any(|window| window == b"%PDF"), "it stands there in clear");
    }

    #[test]
    fn a_damaged_file_does_not_open() {
        let vault = Vault::fixed(1);
        let sealed = vault.seal_blob("a", b"content").unwrap();
        let damaged = |place: usize| {
            let mut damaged = sealed.clone();
            *damaged.get_mut(place).unwrap() ^= 1;
            damaged
        };
        for place in 0..sealed.len() {
            assert!(vault.open_blob("a", &damaged(place)).is_err(), "byte {place}");
        }
        for length in 0..sealed.len() {
            assert!(vault.open_blob("a", sealed.get(..length).unwrap()).is_err(), "{length} bytes");
        }
    }
}
