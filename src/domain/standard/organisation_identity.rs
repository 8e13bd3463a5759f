//! The column that should name an organisation and holds anything.
//!
//! Real exports mix credit codes and organisation codes in one column, cut credit codes to the fifteen characters of the
//! 2014 standard, and put a person's resident ID there when the builder is a person.

use super::credit_code::{self, CreditCode};
use super::organisation_code::{self, OrganisationCode};
use super::reading::{Absent, Defect, Read};
use super::resident_id::{self, ResidentId, looks_masked};
use super::text::{code_text, placeholder_or_other};

/// What an organisation column was found to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrganisationIdentity {
    /// A unified social credit code.
    CreditCode(CreditCode),
    /// An organisation code, from before credit codes or from inside one.
    OrganisationCode(OrganisationCode),
    /// A code of the right shape whose check character fails. Some early credit codes were issued like that, so the
    /// caller decides; an import takes it with the warning.
    Unchecked {
        /// 18 characters of a credit code, or 9 of an organisation code.
        code: String,
    },
    /// The first fifteen characters of a credit code: the field of the 2014 standard held no more.
    Truncated {
        /// The fifteen characters that are left.
        code: String,
    },
    /// A business licence number (营业执照注册号) of fifteen digits, from before credit codes.
    LicenceNumber {
        /// The fifteen digits.
        number: String,
    },
    /// A person's resident ID: the builder is an individual. Personal data from here on.
    Individual(ResidentId),
}

impl OrganisationIdentity {
    /// The organisation code by which records are joined, where the identity holds one that checks.
    pub fn organisation_code(&self) -> Option<OrganisationCode> {
        match self {
            Self::CreditCode(code) => Some(code.organisation_code()),
            Self::OrganisationCode(code) => Some(*code),
            Self::Unchecked { code } => OrganisationCode::parse(code.get(8..17)?).ok(),
            Self::Truncated { .. } | Self::LicenceNumber { .. } | Self::Individual(_) => None,
        }
    }
}

/// Reads an organisation column. `其它`, which the standard prescribes for a builder without a code, is a placeholder.
pub fn read(text: &str) -> Result<Read<OrganisationIdentity>, Defect> {
    if let Some(absent) = placeholder_or_other(text) {
        return Ok(Read::absent(absent));
    }
    if looks_masked(text) {
        return Ok(Read::absent(Absent::Masked));
    }
    let code = code_text(text);
    match code.len() {
        _ if !code.is_ascii() => Err(unknown_form()),
        _ if code.bytes().all(|byte| matches!(byte, b'0' | b'-')) => Ok(Read::absent(Absent::Placeholder)),
        18 => read_eighteen(&code),
        9 | 10 => read_organisation_code(&code),
        15 => read_fifteen(&code),
        _ => Err(unknown_form()),
    }
}

/// A resident ID goes before a credit code: one number in some three hundred IDs also passes as a credit code, and taking
/// a person for an organisation would publish the number.
fn read_eighteen(code: &str) -> Result<Read<OrganisationIdentity>, Defect> {
    if let Ok(id) = ResidentId::parse_undated(code) {
        return Ok(individual(id));
    }
    match CreditCode::parse(code) {
        Ok(credit_code) => Ok(Read::sure(OrganisationIdentity::CreditCode(credit_code))),
        // A resident ID with a slip in it must not be kept in clear as an unchecked code.
        Err(_) if resident_id::resembles(code) => Err(resembles_resident_id()),
        Err(defect) if credit_code::well_formed(code).is_ok() => {
            Ok(Read::doubtful(OrganisationIdentity::Unchecked { code: code.to_owned() }, defect))
        }
        Err(defect) => Err(defect),
    }
}

fn read_organisation_code(code: &str) -> Result<Read<OrganisationIdentity>, Defect> {
    let bytes = organisation_code::well_formed(code).ok_or_else(unknown_form)?;
    Ok(OrganisationCode::from_well_formed(bytes).map_or_else(
        || {
            let bare = code.replace('-', "");
            Read::doubtful(OrganisationIdentity::Unchecked { code: bare }, organisation_code::wrong_check())
        },
        |valid| Read::sure(OrganisationIdentity::OrganisationCode(valid)),
    ))
}

/// Fifteen characters: a cut credit code, a licence number, or a first-generation resident ID.
fn read_fifteen(code: &str) -> Result<Read<OrganisationIdentity>, Defect> {
    if !code.bytes().all(|byte| byte.is_ascii_digit()) || code.starts_with('9') {
        // No region starts with 9, so neither a licence number nor a resident ID does.
        return if is_start_of_credit_code(code) { Ok(truncated(code)) } else { Err(unknown_form()) };
    }
    let licence = || OrganisationIdentity::LicenceNumber { number: code.to_owned() };
    let resident_id = ResidentId::parse_undated(code);
    if licence_check_holds(code) {
        // One first-generation ID in ten passes as a licence number. The writer must say which it is.
        if resident_id.is_ok() {
            return Err(resembles_resident_id());
        }
        return Ok(Read::doubtful(licence(), licence_warning("填写的是 15 位营业执照注册号，不是统一社会信用代码")));
    }
    match resident_id {
        Ok(id) => Ok(individual(id)),
        Err(_) => Ok(Read::doubtful(licence(), licence_warning("疑似 15 位营业执照注册号，但其校验码不符"))),
    }
}

/// ISO 7064 MOD 11,10, the check of the fifteen-digit licence number.
fn licence_check_holds(digits: &str) -> bool {
    let mut product = 10;
    for digit in digits.bytes().map(|byte| u32::from(byte.wrapping_sub(b'0'))) {
        let sum = (product % 11 + digit) % 10;
        product = if sum == 0 { 20 } else { sum * 2 };
    }
    // The last digit makes the final sum 1, whose double is 2.
    product == 2
}

fn is_start_of_credit_code(code: &str) -> bool {
    // A credit code that is cut has no check left; the rest of its form still shows.
    credit_code::well_formed(&format!("{code}000")).is_ok()
}

fn individual(id: ResidentId) -> Read<OrganisationIdentity> {
    Read::doubtful(
        OrganisationIdentity::Individual(id),
        Defect::new(
            "organisation_identity.resident_id",
            "单位代码栏填写的是个人身份证号码，已按个人信息处理，不予公开",
            "建设单位为个人时请选择“个人”并在证件栏填写；为单位时请改填统一社会信用代码",
        ),
    )
}

fn resembles_resident_id() -> Defect {
    Defect::new(
        "organisation_identity.resembles_resident_id",
        "单位代码栏填写的疑似个人身份证号码，未予保存",
        "请改填统一社会信用代码；建设单位为个人时请选择“个人”并在证件栏填写",
    )
}

fn truncated(code: &str) -> Read<OrganisationIdentity> {
    Read::doubtful(
        OrganisationIdentity::Truncated { code: code.to_owned() },
        Defect::new(
            "organisation_identity.truncated",
            "疑似被截断的统一社会信用代码：只剩前 15 位",
            "请补全 18 位统一社会信用代码",
        ),
    )
}

fn licence_warning(reason: &str) -> Defect {
    Defect::new("organisation_identity.licence_number", reason, "请改填营业执照上的 18 位统一社会信用代码")
}

fn unknown_form() -> Defect {
    Defect::new(
        "organisation_identity.form",
        "不是单位代码：既不是 18 位统一社会信用代码，也不是组织机构代码",
        "请填写营业执照上的 18 位统一社会信用代码；没有代码的请填“其它”",
    )
}

#[cfg(test)]
mod tests;
