//! Identity documents other than the resident ID: officers' cards, passports, cards of Taiwan, Hong Kong and Macau.
//!
//! The numbers are personal data: no `Display`, no serde, and `Debug` shows only the kind.

use std::fmt;

use super::reading::{Absent, Defect, Read};
use super::resident_id::{self, ResidentId};
use super::text::{code_text, placeholder};

/// The kind of a document. Its code differs between editions; see [`super::dictionary::List::IdentityDocumentType`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// 军官证.
    MilitaryOfficer,
    /// 护照.
    Passport,
    /// 台湾居民身份证, and the pass for travel to the mainland.
    TaiwanResident,
    /// 香港永久性居民身份证, and its kin of Macau.
    HongKongMacauResident,
    /// 警官证.
    PoliceOfficer,
    /// 其他.
    Other,
}

impl DocumentKind {
    /// The label of the national code list.
    pub const fn label(self) -> &'static str {
        match self {
            Self::MilitaryOfficer => "军官证",
            Self::Passport => "护照",
            Self::TaiwanResident => "台湾居民身份证",
            Self::HongKongMacauResident => "香港永久性居民身份证",
            Self::PoliceOfficer => "警官证",
            Self::Other => "其他",
        }
    }

    /// The kind a label of the national code list names; `None` for the resident ID (`身份证`) and unknown labels.
    pub fn from_label(label: &str) -> Option<Self> {
        [
            Self::MilitaryOfficer,
            Self::Passport,
            Self::TaiwanResident,
            Self::HongKongMacauResident,
            Self::PoliceOfficer,
            Self::Other,
        ]
        .into_iter()
        .find(|kind| kind.label() == label)
    }

    /// Whether the bare letters and digits of a number have the usual form of this kind.
    fn fits(self, bare: &str) -> bool {
        let (letters, digits) = bare.split_at(bare.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(bare.len()));
        let digits_only = digits.bytes().all(|byte| byte.is_ascii_digit());
        match self {
            Self::Passport => (6..=10).contains(&bare.len()) && bare.bytes().any(|byte| byte.is_ascii_digit()),
            // A letter and nine digits on the island; eight, or ten with an issue number, on the travel pass.
            Self::TaiwanResident => digits_only && matches!((letters.len(), digits.len()), (1, 9) | (0, 8 | 10)),
            // Hong Kong: one or two letters, six digits and a check of 0 to 9 or A. Macau: eight digits. Pass: H or M and eight.
            Self::HongKongMacauResident => {
                let body = digits.strip_suffix('A').unwrap_or(digits);
                body.bytes().all(|byte| byte.is_ascii_digit())
                    && matches!((letters.len(), digits.len()), (1 | 2, 7) | (0, 8) | (1, 8 | 10))
            }
            Self::MilitaryOfficer | Self::PoliceOfficer => {
                digits_only && letters.is_empty() && (6..=8).contains(&digits.len())
            }
            Self::Other => true,
        }
    }
}

/// A document and its number, lightly normalised: folded widths, upper case, letters and digits only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonDocument {
    kind: DocumentKind,
    number: String,
}

impl PersonDocument {
    /// What kind of document it is.
    pub const fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// The number in clear. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &str {
        &self.number
    }

    /// The number with all but its last two characters covered.
    pub fn masked(&self) -> String {
        let hidden = self.number.chars().count().saturating_sub(2);
        self.number.chars().enumerate().map(|(place, letter)| if place < hidden { '*' } else { letter }).collect()
    }
}

/// Reads the number of a document of a kind. An unusual form warns, and so does a resident ID under another kind.
pub fn read(text: &str, kind: DocumentKind) -> Result<Read<PersonDocument>, Defect> {
    if let Some(absent) = placeholder(text) {
        return Ok(Read::absent(absent));
    }
    let code = code_text(text);
    if code.contains("***") || resident_id::looks_masked(text) {
        return Ok(Read::absent(Absent::Masked));
    }
    // "军字第0000001号" is compared by its digits.
    let bare: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    if !(4..=30).contains(&bare.len()) {
        return Err(Defect::new("person_document.form", "证件号码应为 4 至 30 位字母或数字", "请对照证件填写完整号码"));
    }
    let resident = ResidentId::parse_undated(&bare).is_ok();
    let usual = kind.fits(&bare);
    let read = Read::sure(PersonDocument { kind, number: bare });
    Ok(if resident {
        read.with_warning(Defect::new(
            "person_document.resident_id",
            "所填号码是身份证号码，与所选证件类型不符",
            "请把证件类型改为身份证",
        ))
    } else if usual {
        read
    } else {
        read.with_warning(Defect::new(
            "person_document.unusual",
            format!("所填号码不是{}的常见格式", kind.label()),
            "请核对证件类型和号码",
        ))
    })
}

impl fmt::Debug for PersonDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonDocument").field("kind", &self.kind).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use DocumentKind::{HongKongMacauResident, MilitaryOfficer, Passport, PoliceOfficer, TaiwanResident};

    #[rstest]
    #[case(Passport, "ｅ00000001", "E00000001")]
    #[case(MilitaryOfficer, "军字第0000001号", "0000001")]
    #[case(PoliceOfficer, "000001", "000001")]
    #[case(TaiwanResident, "A100000001", "A100000001")]
    #[case(HongKongMacauResident, "A123456(3)", "A1234563")]
    #[case(HongKongMacauResident, "H00000001", "H00000001")]
    fn usual_numbers_are_taken(#[case] kind: DocumentKind, #[case] written: &str, #[case] number: &str) {
        let read = read(written, kind).unwrap();
        assert_eq!(read.value().unwrap().expose(), number);
        assert!(read.warnings.is_empty());
    }

    #[rstest]
    #[case(Passport, "410100190001010019", "person_document.resident_id")]
    #[case(MilitaryOfficer, "E00000001", "person_document.unusual")]
    fn what_does_not_fit_the_kind_warns(#[case] kind: DocumentKind, #[case] written: &str, #[case] warning: &str) {
        assert_eq!(read(written, kind).unwrap().warnings.first().unwrap().code, warning);
    }

    #[test]
    fn debug_and_mask_hide_the_number() {
        let document = read("E00000001", Passport).unwrap().into_value().unwrap();
        assert!(!format!("{document:?}").contains("00000001"));
        assert_eq!(document.masked(), "*******01");
    }

    #[test]
    fn a_masked_number_is_masked_and_a_short_one_refused() {
        assert_eq!(read("E0****01", Passport).unwrap().reading.absent(), Some(Absent::Masked));
        assert_eq!(read("E1", Passport).unwrap_err().code, "person_document.form");
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>()) {
            for kind in [Passport, MilitaryOfficer, TaiwanResident, HongKongMacauResident] {
                let _ = read(&text, kind).map(|read| read.value().map(PersonDocument::masked));
            }
        }
    }
}
