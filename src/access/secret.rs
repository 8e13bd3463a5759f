//! Secrets that are made here, shown once, and kept as a hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// How tokens of programs begin, so that a scanner for leaked secrets knows them.
const TOKEN_PREFIX: &str = "siku_";
/// Letters of secrets that people type: Crockford's base 32, nothing that looks like something else.
const CODE_ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a secret that people type: 80 bits.
const CODE_CHARACTERS: usize = 16;

/// A secret in clear: to be handed out, not kept.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// 256 random bits for a cookie or a form.
    pub fn random() -> Result<Self> {
        Ok(Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(random::<32>()?.as_slice()))))
    }

    /// A token for a program: `siku_` and 256 random bits.
    pub fn token() -> Result<Self> {
        let bits = Self::random()?;
        Ok(Self(Zeroizing::new(format!("{TOKEN_PREFIX}{}", bits.expose()))))
    }

    /// A secret that people type: `XXXX-XXXX-XXXX-XXXX`, 80 random bits.
    pub fn readable() -> Result<Self> {
        let mut code = String::new();
        for (place, byte) in random::<CODE_CHARACTERS>()?.iter().enumerate() {
            if place > 0 && place % 4 == 0 {
                code.push('-');
            }
            code.extend(CODE_ALPHABET.get(usize::from(byte & 31)).map(|letter| char::from(*letter)));
        }
        Ok(Self(Zeroizing::new(code)))
    }

    /// The secret. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub fn hash(&self) -> String {
        hash(self.expose())
    }
}

/// What is kept of a secret that somebody presents. A plain hash is enough: the secrets made here cannot be guessed.
pub fn hash(presented: &str) -> String {
    hex::encode(Sha256::digest(presented.as_bytes()))
}

/// A recovery code as it was typed, in the form in which it was handed out.
pub fn typed_code(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric).map(|letter| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    });
    let mut code = String::new();
    for (place, letter) in letters.enumerate() {
        if place > 0 && place % 4 == 0 {
            code.push('-');
        }
        code.push(letter);
    }
    code
}

/// Random bytes.
pub fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>> {
    let mut bytes = Zeroizing::new([0_u8; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|error| Error::internal(error.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn no_secret_is_made_twice_and_its_hash_does_not_contain_it() {
        let (one, other) = (Secret::token().unwrap(), Secret::token().unwrap());
        assert_ne!(one.expose(), other.expose());
        assert!(one.expose().starts_with("siku_") && one.expose().len() > 45);
        assert_eq!(one.hash(), hash(one.expose()));
        assert!(!one.hash().contains(one.expose()));
    }

    #[test]
    fn a_recovery_code_may_be_typed_without_care() {
        let code = Secret::readable().unwrap();
        assert_eq!(code.expose().len(), 19);
        assert_eq!(typed_code(&code.expose().to_lowercase().replace('-', " ")), code.expose());
        assert_eq!(typed_code("oiL1"), "0111");
    }
}
