//! The filters templates use. Askama finds them by the module's name, so a file that declares a page says
//! `use crate::web::filters;`.

#![expect(
    clippy::inline_always,
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "the shape that askama::filter_fn asks for and generates"
)]

use std::fmt::Display;

use askama::{Error, Result, Values};
use chrono::{DateTime, NaiveDate, Utc};

use super::{assets, format};
use crate::error::FieldError;

/// A value behind any number of references: askama adds one for every macro the value passes through.
pub trait Behind<T> {
    /// The value itself.
    fn value(&self) -> T;
}

impl<T, R: Behind<T> + ?Sized> Behind<T> for &R {
    fn value(&self) -> T {
        (**self).value()
    }
}

macro_rules! behind_references {
    ($($plain:ty),+) => {
        $(impl Behind<$plain> for $plain {
            fn value(&self) -> $plain {
                *self
            }
        })+
    };
}

behind_references!(NaiveDate, DateTime<Utc>, i64, u64);

/// A day, `2026-11-22`.
#[askama::filter_fn]
pub fn date(day: impl Behind<NaiveDate>, _: &dyn Values) -> Result<String> {
    Ok(format::date(day.value()))
}

/// An instant in China time, `2026-11-22 17:05`.
#[askama::filter_fn]
pub fn instant(at: impl Behind<DateTime<Utc>>, _: &dyn Values) -> Result<String> {
    Ok(format::instant(at.value()))
}

/// An instant for a `datetime` attribute.
#[askama::filter_fn]
pub fn machine_instant(at: impl Behind<DateTime<Utc>>, _: &dyn Values) -> Result<String> {
    Ok(format::machine_instant(at.value()))
}

/// Fen as 万元, without the unit.
#[askama::filter_fn]
pub fn ten_thousand_yuan(fen: impl Behind<i64>, _: &dyn Values) -> Result<String> {
    Ok(format::ten_thousand_yuan(fen.value()))
}

/// Hundredths of a square metre as m², without the unit.
#[askama::filter_fn]
pub fn square_metres(hundredths: impl Behind<i64>, _: &dyn Values) -> Result<String> {
    Ok(format::square_metres(hundredths.value()))
}

/// A count with its thousands set apart.
#[askama::filter_fn]
pub fn count(number: impl Behind<u64>, _: &dyn Values) -> Result<String> {
    Ok(format::count(number.value()))
}

/// The address of an embedded file, with the hash of its content.
#[askama::filter_fn]
pub fn asset(name: &str, _: &dyn Values) -> Result<String> {
    assets::asset_url(name).ok_or_else(|| Error::custom(format!("no asset named {name}")))
}

/// The `id` of the form control a [`crate::error::FieldError`] path points at: `qualifications/0/class` becomes
/// `field-qualifications-0-class`.
#[askama::filter_fn]
pub fn field_id(path: impl Display, _: &dyn Values) -> Result<String> {
    let path = path.to_string();
    Ok(path.chars().fold("field-".to_owned(), |mut id, character| {
        id.push(if character.is_whitespace() || character == '/' { '-' } else { character });
        id
    }))
}

/// What is wrong with the form control `name`, if anything.
#[askama::filter_fn]
pub fn error_at(errors: impl AsRef<[FieldError]>, _: &dyn Values, name: &str) -> Result<Option<String>> {
    Ok(errors.as_ref().iter().find(|error| error.path == name).map(|error| error.message.clone()))
}

/// What a data level means: who has reviewed the record (建市招函〔2019〕48号: A province, B city, C county, D nobody yet).
#[askama::filter_fn]
pub fn level_meaning(level: impl Display, _: &dyn Values) -> Result<&'static str> {
    Ok(match level.to_string().as_str() {
        "A" => "省级审核",
        "B" => "市级审核",
        "C" => "县级审核",
        "D" => "未经审核",
        _ => "等级未注明",
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at a template that fails")]
mod tests {
    use askama::Template;
    use rstest::rstest;

    // Askama looks for a module named `filters` in the scope of the template.
    use crate::web::filters;

    #[derive(Template)]
    #[template(source = "{{ text|field_id }} {{ text|level_meaning }}", ext = "txt")]
    struct OfText<'a> {
        text: &'a str,
    }

    #[rstest]
    #[case::plain("q", "field-q 等级未注明")]
    #[case::nested("qualifications/0/class", "field-qualifications-0-class 等级未注明")]
    #[case::no_space_in_an_id("企业 /17", "field-企业--17 等级未注明")]
    #[case::province("A", "field-A 省级审核")]
    #[case::city("B", "field-B 市级审核")]
    #[case::county("C", "field-C 县级审核")]
    #[case::nobody("D", "field-D 未经审核")]
    fn a_path_becomes_an_id_and_a_level_its_meaning(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(OfText { text }.render().unwrap(), shown);
    }

    #[derive(Template)]
    #[template(source = r#"{{ "missing.css"|asset }}"#, ext = "txt")]
    struct OfMissingAsset;

    #[test]
    fn a_page_that_names_a_missing_asset_fails_instead_of_leading_nowhere() {
        let error = crate::web::render(&OfMissingAsset).unwrap_err();
        assert_eq!(error.code(), crate::error::Code::Internal);
    }
}
