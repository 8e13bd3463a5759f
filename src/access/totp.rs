//! One-time passwords by time (RFC 6238): SHA-1, six digits, thirty seconds, as every authenticator app has them.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::secret::random;
use crate::error::Result;
use crate::web::address::address;

const SECRET_BYTES: usize = 20;
const STEP_SECONDS: i64 = 30;
/// A telephone's clock may be off by this many steps.
const TOLERANCE: i64 = 1;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The secret that an app and this platform share.
pub struct TotpSecret(Zeroizing<Vec<u8>>);

impl TotpSecret {
    /// A new secret.
    pub fn random() -> Result<Self> {
        Ok(Self(Zeroizing::new(random::<SECRET_BYTES>()?.to_vec())))
    }

    /// The secret from its base 32; nothing when the text is none.
    pub fn from_base32(text: &str) -> Option<Self> {
        let (mut bytes, mut buffer, mut bits) = (Vec::new(), 0_u32, 0);
        for letter in text.bytes() {
            let value = ALPHABET.iter().position(|known| *known == letter)?;
            buffer = (buffer << 5) | u32::try_from(value).ok()?;
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                bytes.push((buffer >> bits).to_le_bytes().first().copied()?);
            }
        }
        Some(Self(Zeroizing::new(bytes)))
    }

    /// The secret as people type it into an app (RFC 4648, base 32).
    pub fn base32(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::new());
        for chunk in self.0.chunks(5) {
            let mut block = [0_u8; 8];
            for (place, byte) in block.iter_mut().skip(3).zip(chunk) {
                *place = *byte;
            }
            let block = u64::from_be_bytes(block);
            let letters = (chunk.len() * 8).div_ceil(5);
            for place in 0..letters {
                let value = (block >> (35 - 5 * place)) & 31;
                text.extend(usize::try_from(value).ok().and_then(|value| ALPHABET.get(value)).map(|b| char::from(*b)));
            }
        }
        text
    }

    /// The address that an app reads from a QR code.
    pub fn uri(&self, issuer: &str, login_name: &str) -> String {
        let label = encoded(&format!("{issuer}:{login_name}"));
        address(&format!("otpauth://totp/{label}"), &[("secret", &self.base32()), ("issuer", issuer)])
    }

    /// The time step whose password was typed at `now` (seconds since 1970), when it is later than the last one used:
    /// none is good twice.
    pub fn step_of(&self, typed: &str, now: i64, last_step: i64) -> Option<i64> {
        let typed: String = typed.chars().filter(|digit| !digit.is_whitespace()).collect();
        let current = now.div_euclid(STEP_SECONDS);
        (current - TOLERANCE..=current + TOLERANCE)
            .filter(|step| *step > last_step)
            .find(|step| bool::from(self.password(*step).as_bytes().ct_eq(typed.as_bytes())))
    }

    /// The one-time password of a time step (RFC 4226, 5.3).
    pub fn password(&self, step: i64) -> String {
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&self.0) else { return String::new() };
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest.last().copied().unwrap_or_default() & 15);
        let four = digest.get(offset..offset + 4).and_then(|four| <[u8; 4]>::try_from(four).ok()).unwrap_or_default();
        format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
    }
}

/// Text percent-encoded for a path.
fn encoded(text: &str) -> String {
    address("", &[("x", text)]).trim_start_matches("?x=").to_owned()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;

    /// The secret of the RFC's test vectors.
    fn rfc() -> TotpSecret {
        TotpSecret(Zeroizing::new(b"12345678901234567890".to_vec()))
    }

    /// RFC 6238, appendix B, the last six of its eight digits.
    #[rstest]
    #[case(59, "287082")]
    #[case(1_111_111_109, "081804")]
    #[case(1_111_111_111, "050471")]
    #[case(1_234_567_890, "005924")]
    #[case(2_000_000_000, "279037")]
    #[case(20_000_000_000, "353130")]
    fn the_vectors_of_the_rfc(#[case] now: i64, #[case] password: &str) {
        assert_eq!(rfc().password(now / STEP_SECONDS), password);
        assert_eq!(rfc().step_of(password, now, 0), Some(now / STEP_SECONDS));
    }

    #[test]
    fn a_password_is_good_once_and_for_a_short_while() {
        let step = rfc().step_of("287082", 59, 0).unwrap();
        assert_eq!(rfc().step_of("287082", 59, step), None, "used already");
        assert_eq!(rfc().step_of("287 082", 59 + 30, 0), Some(step), "a slow hand");
        assert_eq!(rfc().step_of("287082", 59 + 61, 0), None, "too late");
        assert_eq!(rfc().step_of("000000", 59, 0), None);
        assert_eq!(rfc().step_of("", 59, 0), None);
    }

    #[test]
    fn base32_goes_there_and_back() {
        assert_eq!(&*rfc().base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let secret = TotpSecret::random().unwrap();
        assert_eq!(*TotpSecret::from_base32(&secret.base32()).unwrap().0, *secret.0);
        assert!(TotpSecret::from_base32("no base 32").is_none());
    }

    #[test]
    fn an_app_reads_whose_password_it_is() {
        let uri = rfc().uri("四库", "wang");
        assert!(uri.starts_with("otpauth://totp/%E5%9B%9B%E5%BA%93%3Awang?secret=GEZD"), "{uri}");
        assert!(uri.ends_with("&issuer=%E5%9B%9B%E5%BA%93"), "{uri}");
    }
}
