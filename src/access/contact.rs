//! How to reach whoever holds an account: sealed at rest, shown covered, and in clear to whoever must reach them.

use super::rows::Account;
use crate::domain::standard::phone::Phone;
use crate::error::{FieldError, Result};
use crate::vault::Vault;

const PHONE_CHARACTERS: std::ops::RangeInclusive<usize> = 7..=20;
const EMAIL_CHARACTERS: usize = 254;

/// A telephone number and an e-mail address, either of which may be missing.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// Telephone number.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

impl Contact {
    /// What was typed, tidied.
    pub fn typed(phone: &str, email: &str) -> Self {
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Self { phone: said(phone), email: said(email) }
    }

    /// What cannot be a telephone number or an e-mail address.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.phone.as_deref().is_some_and(|phone| !is_phone(phone)) {
            let text = "联系电话应为手机号码，或带区号的固定电话，如 0371-60000000。";
            errors.push(FieldError::new("phone", "phone.malformed", text));
        }
        if self.email.as_deref().is_some_and(|email| !is_email(email)) {
            errors.push(FieldError::new("email", "email.malformed", "电子邮箱应形如 name@example.com。"));
        }
        errors
    }

    /// Seals it into an account.
    pub fn seal(&self, vault: &Vault, account: &mut Account) -> Result<()> {
        let cipher = vault.account_cipher()?;
        let seal = |text: &Option<String>| text.as_deref().map(|text| cipher.seal(text)).transpose();
        account.phone_cipher = seal(&self.phone)?;
        account.phone_masked = self.phone.as_deref().map(|phone| Phone::new(phone).masked());
        account.email_cipher = seal(&self.email)?;
        account.email_masked = self.email.as_deref().map(masked_email);
        Ok(())
    }

    /// Opens that of an account. Whoever calls this answers for where it goes.
    pub fn open(vault: &Vault, account: &Account) -> Result<Self> {
        let open = |sealed: &Option<String>| sealed.as_deref().map(|sealed| vault.open_account(sealed)).transpose();
        Ok(Self { phone: open(&account.phone_cipher)?, email: open(&account.email_cipher)? })
    }
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    PHONE_CHARACTERS.contains(&text.len())
        && digits >= 7
        && text.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '-' | '+' | ' '))
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    text.len() <= EMAIL_CHARACTERS
        && !name.is_empty()
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && text
            .chars()
            .all(|sign| !sign.is_whitespace() && !sign.is_control() && !matches!(sign, '<' | '>' | ',' | ';'))
}

/// `w***@example.com`
fn masked_email(text: &str) -> String {
    let (name, host) = text.rsplit_once('@').unwrap_or((text, ""));
    format!("{}***@{host}", name.chars().next().unwrap_or('*'))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::mobile("13800000000", "wang@example.com", &[])]
    #[case::nothing("", " ", &[])]
    #[case::fixed("0371-60000000", "a.b+c@zz.example.cn", &[])]
    #[case::words("请致电前台", "wang@example.com", &["phone"])]
    #[case::no_host("13800000000", "wang", &["email"])]
    #[case::two_headers("13800000000", "a@b.c\r\nBcc: x@y.z", &["email"])]
    fn what_cannot_be_reached_is_refused(#[case] phone: &str, #[case] email: &str, #[case] wrong: &[&str]) {
        let errors = Contact::typed(phone, email).check();
        assert_eq!(errors.iter().map(|error| error.path.as_str()).collect::<Vec<_>>(), wrong);
    }

    #[test]
    fn a_contact_is_sealed_shown_covered_and_opened() {
        let (vault, mut account) = (Vault::fixed(3), Account::default());
        let contact = Contact::typed("13800001234", "wang@example.com");
        contact.seal(&vault, &mut account).unwrap();
        assert_eq!(account.phone_masked.as_deref(), Some("138****1234"));
        assert_eq!(account.email_masked.as_deref(), Some("w***@example.com"));
        assert!(!account.phone_cipher.as_ref().unwrap().contains("1380000"));
        assert!(Contact::open(&vault, &account).unwrap() == contact);
    }
}
