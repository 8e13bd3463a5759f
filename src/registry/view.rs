//! What the views of all registries share.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::standard::dictionary::{self, Edition, List};
use crate::domain::standard::region;
use crate::domain::vocabulary::provenance::{CertificateState, DataLevel, DataSource};
use crate::record::Row;

/// A region of GB/T 2260.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegionView {
    /// Six digits.
    #[schema(example = "410105")]
    pub code: String,
    /// Names from the province down.
    #[schema(example = "河南省-郑州市-金水区")]
    pub path: Option<String>,
}

impl RegionView {
    /// The region of a code; one that the list does not have keeps its code.
    pub fn of(code: &str) -> Self {
        Self { code: code.to_owned(), path: region::path(code) }
    }
}

/// Who verified a record and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProvenanceView {
    /// Which tier verified it: A province, B city, C county, D nobody.
    pub data_level: DataLevel,
    /// Where it came from, by the national standard's list.
    pub data_source: DataSource,
    /// Verifying body.
    pub verifying_body: Option<String>,
}

impl ProvenanceView {
    /// The provenance of a row.
    pub fn of(row: &impl Row) -> Self {
        let provenance = row.provenance();
        Self {
            data_level: provenance.data_level,
            data_source: provenance.data_source,
            verifying_body: provenance.verifying_body,
        }
    }
}

/// An enterprise that another record names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EnterpriseLink {
    /// Its id, where it is on file.
    #[schema(example = "4j9r2c7k0m3x8w1p")]
    pub id: Option<String>,
    /// Its name; as written where it is not on file.
    #[schema(example = "河南华鑫建设工程有限公司")]
    pub name: String,
}

/// What stands in a coded field in words: what a code of the national list means; what the list does not know as it was
/// written.
pub fn in_words(list: List, written: Option<&str>) -> Option<String> {
    let written = written?;
    Some(dictionary::label(Edition::National2014, list, written).unwrap_or(written).to_owned())
}

/// Whether a certificate holds on a day; one without an end holds as long as it is reported valid.
pub fn in_force(state: CertificateState, valid_until: Option<NaiveDate>, today: NaiveDate) -> bool {
    state == CertificateState::Valid && valid_until.is_none_or(|until| today <= until)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::code(Some("003"), Some("框架结构"))]
    #[case::words(Some("膜结构"), Some("膜结构"))]
    #[case::nothing(None, None)]
    fn a_code_is_shown_in_words_and_words_as_they_are(#[case] written: Option<&str>, #[case] shown: Option<&str>) {
        assert_eq!(in_words(List::StructureType, written).as_deref(), shown);
    }
}
