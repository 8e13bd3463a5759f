//! What an item says: completed with what is known of the filer, read as a row of its sheet, sealed at rest.

use chrono::NaiveDate;

use super::kinds::{DECIDED, FilingAct, FilingKind, Own};
use crate::domain::standard::{resident_id, text};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::error::{Error, FieldError, Result};
use crate::intake::{Filled, Form, Remark, Remarks, Severity, SheetKind};
use crate::registry::sheet::{self, Change};
use crate::vault::Vault;

/// Longest text of a field, in characters.
pub const FIELD_CHARACTERS: usize = 4_000;

/// The enterprise that files.
#[derive(Clone, Copy, Debug)]
pub struct Filer<'a> {
    /// Its unified social credit code.
    pub credit_code: &'a str,
    /// Its name.
    pub name: &'a str,
}

/// Who vouches for what an item says.
#[derive(Clone, Debug)]
pub struct Authority {
    /// The level that the approvals give.
    pub level: DataLevel,
    /// Where the data come from.
    pub source: DataSource,
    /// The department; nothing while nobody has approved.
    pub body: Option<String>,
    /// The reviewer.
    pub person: Option<String>,
}

/// What an item was read as.
pub struct Reading {
    /// What it changes; nothing when something keeps it out.
    pub change: Option<Change>,
    /// What is wrong with it, by field.
    pub errors: Vec<FieldError>,
    /// What somebody should look at, by field.
    pub warnings: Vec<FieldError>,
}

/// What was filled in, within bounds.
pub fn filled(fields: impl IntoIterator<Item = (String, String)>) -> Result<Filled> {
    let mut filled = Filled::default();
    for (field, text) in fields {
        if text.chars().count() > FIELD_CHARACTERS {
            let message = format!("内容过长（超过 {FIELD_CHARACTERS} 字）。请精简。");
            return Err(Error::field(field, "text.too_long", message));
        }
        filled.set(&field, &text);
    }
    Ok(filled)
}

/// Fills in what is known: who files, and what the act fixes. Gives what was filled in otherwise.
pub fn complete(kind: &FilingKind, act: &FilingAct, filled: &mut Filled, filer: Filer<'_>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for field in DECIDED {
        filled.set(field, "");
    }
    for (field, own) in kind.own {
        let value = match own {
            Own::CreditCode => filer.credit_code,
            Own::Name => filer.name,
        };
        let written = filled.text(field);
        if !written.is_empty() && text::search_key(written) != text::search_key(value) {
            let message = format!("只能申报本企业（{}）的内容。请核对，或留空由系统填写。", filer.name);
            errors.push(FieldError::new(*field, "filing.other_enterprise", message));
        }
        filled.set(field, value);
    }
    for (field, value) in act.fixed {
        filled.set(field, value);
    }
    errors
}

/// Reads an item as a row of its sheet.
pub fn read(act: &FilingAct, sheet: &'static SheetKind, filled: &Filled, today: NaiveDate) -> Reading {
    let mut errors: Vec<FieldError> = act.required.iter().filter_map(|field| missing(sheet, filled, field)).collect();
    let form = match Form::new(sheet, filled) {
        Ok(form) => form,
        Err(unknown) => return Reading { change: None, errors: unknown, warnings: Vec::new() },
    };
    let mut remarks = Remarks::default();
    let change = sheet::read(&form.row(), today, &mut remarks);
    let (wrong, doubtful): (Vec<&Remark>, Vec<&Remark>) =
        remarks.iter().partition(|remark| remark.severity == Severity::Error);
    let told = errors.iter().map(|error| error.path.clone()).collect::<Vec<_>>();
    errors.extend(wrong.into_iter().map(of_field).filter(|error| !told.contains(&error.path)));
    let change = change.filter(|_| errors.is_empty());
    Reading { change, errors, warnings: doubtful.into_iter().map(of_field).collect() }
}

/// Reads an item with the authority of who approved it.
pub fn read_approved(
    act: &FilingAct,
    sheet: &'static SheetKind,
    filled: &Filled,
    authority: &Authority,
    today: NaiveDate,
) -> Reading {
    let mut filled = filled.clone();
    let values = [
        authority.level.as_str(),
        authority.source.as_str(),
        authority.body.as_deref().unwrap_or_default(),
        authority.person.as_deref().unwrap_or_default(),
    ];
    for (field, value) in DECIDED.into_iter().zip(values) {
        filled.set(field, value);
    }
    read(act, sheet, &filled, today)
}

fn missing(sheet: &SheetKind, filled: &Filled, field: &str) -> Option<FieldError> {
    let column = sheet.columns.iter().find(|column| column.field == field)?;
    filled
        .text(field)
        .is_empty()
        .then(|| FieldError::new(field, "cell.required", format!("“{}”不能为空。请补填。", column.header)))
}

fn of_field(remark: &Remark) -> FieldError {
    FieldError::new(remark.field.unwrap_or_default(), remark.code.clone(), remark.message())
}

/// What a list says of an item: the fields that tell it from its sisters. It stands in the ledger in clear, so a person's
/// number that was typed into one of them is covered.
pub fn title(act: &FilingAct, sheet: &SheetKind, filled: &Filled) -> String {
    let parts: Vec<&str> =
        act.title_fields.iter().map(|field| filled.text(field)).filter(|text| !text.is_empty()).collect();
    if parts.is_empty() { sheet.title.to_owned() } else { resident_id::covered(&parts.join("　")) }
}

/// Seals what an item says.
pub fn seal(vault: &Vault, filled: &Filled) -> Result<String> {
    let text = serde_json::to_string(filled).map_err(Error::internal)?;
    Ok(vault.pending_cipher()?.seal(&text)?)
}

/// Opens what [`seal`] sealed.
pub fn open(vault: &Vault, sealed: &str) -> Result<Filled> {
    serde_json::from_str(&vault.open_pending(sealed)?).map_err(Error::internal)
}

/// Keyed hash by which the same content of the same enterprise is known again.
pub fn hash(vault: &Vault, organisation: i64, sheet: &SheetKind, filled: &Filled) -> Result<String> {
    let text = serde_json::to_string(filled).map_err(Error::internal)?;
    Ok(vault.hash("filing item", &format!("{organisation} {} {text}", sheet.name)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::filing::hall::kinds;

    const FILER: Filer<'_> = Filer { credit_code: "91410100MA0000007G", name: "河南华鑫建设工程有限公司" };

    fn filled(fields: &[(&str, &str)]) -> Filled {
        let mut filled = Filled::default();
        for (field, text) in fields {
            filled.set(field, text);
        }
        filled
    }

    fn qualification(fields: &[(&str, &str)]) -> (Vec<FieldError>, Reading) {
        let kind = kinds::find("qualification").unwrap();
        let act = kind.act("new").unwrap();
        let mut filled = filled(fields);
        let others = complete(kind, act, &mut filled, FILER);
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        (others, read(act, act.sheet("").unwrap(), &filled, today))
    }

    const SOUND: [(&str, &str); 4] = [
        ("title", "建筑工程施工总承包一级"),
        ("certificate_number", "D141000013"),
        ("issued_on", "2024-01-05"),
        ("valid_until", "2029-01-04"),
    ];

    #[test]
    fn who_files_need_not_say_who_they_are() {
        let (others, reading) = qualification(&SOUND);
        assert_eq!((others, reading.errors), (Vec::new(), Vec::new()));
        let Some(Change::Enterprise(change, _)) = reading.change else { panic!("a change of an enterprise") };
        assert_eq!(change.who.credit_code.as_deref(), Some(FILER.credit_code));
        let levels: Vec<DataLevel> = change.records.qualifications.iter().map(|row| row.data_level).collect();
        assert_eq!(levels, [DataLevel::SelfReported]);
    }

    #[test]
    fn nobody_files_for_another_enterprise_or_says_who_verified_it() {
        let fields = [SOUND.as_slice(), &[("credit_code", "914101000000000000"), ("data_level", "A")]].concat();
        let (others, reading) = qualification(&fields);
        let others: Vec<&str> = others.iter().map(|error| error.code.as_str()).collect();
        assert_eq!(others, ["filing.other_enterprise"]);
        let Some(Change::Enterprise(change, _)) = reading.change else { panic!("a change of an enterprise") };
        let levels: Vec<DataLevel> = change.records.qualifications.iter().map(|row| row.data_level).collect();
        assert_eq!(levels, [DataLevel::SelfReported]);
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once_each_field_once() {
        let (_, reading) = qualification(&[("title", "看不懂")]);
        let mut fields: Vec<&str> = reading.errors.iter().map(|error| error.path.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["certificate_number", "issued_on", "title", "valid_until"]);
        assert!(reading.change.is_none());
    }

    #[test]
    fn the_same_content_of_the_same_enterprise_is_known_again() {
        let vault = Vault::fixed(7);
        let sheet = kinds::find("qualification").unwrap().act("new").unwrap().sheet("").unwrap();
        let hash = |organisation, fields: &[(&str, &str)]| hash(&vault, organisation, sheet, &filled(fields)).unwrap();
        assert_eq!(hash(1, &SOUND), hash(1, &[SOUND[3], SOUND[2], SOUND[1], SOUND[0]]));
        assert_ne!(hash(1, &SOUND), hash(2, &SOUND));
        let sealed = seal(&vault, &filled(&SOUND)).unwrap();
        assert!(!sealed.contains("D141000013"));
        assert_eq!(open(&vault, &sealed).unwrap(), filled(&SOUND));
    }
}
