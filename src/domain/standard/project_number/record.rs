//! Record numbers: `<project number>-<stage>-<serial>`, such as `4101001501010101-SX-001`.

use std::fmt;

use super::ProjectNumber;
use crate::standard::reading::{Defect, Read};
use crate::standard::text::{code_text, placeholder};

/// The two letters of a record number: what was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// BA: tender, design.
    TenderDesign,
    /// BB: tender, survey.
    TenderSurvey,
    /// BC: tender, design-build.
    TenderDesignBuild,
    /// BD: tender, construction.
    TenderConstruction,
    /// BE: tender, supervision.
    TenderSupervision,
    /// BG: tender, general contracting of the whole work (EPC).
    TenderGeneralContracting,
    /// BM: tender, project management.
    TenderManagement,
    /// HA: contract, design.
    ContractDesign,
    /// HB: contract, survey.
    ContractSurvey,
    /// HC: contract, design-build.
    ContractDesignBuild,
    /// HE: contract, supervision.
    ContractSupervision,
    /// HF: contract, subcontract.
    ContractSubcontract,
    /// HG: contract, general contracting of the whole work (EPC).
    ContractGeneralContracting,
    /// HL: contract, labour.
    ContractLabour,
    /// HM: contract, project management.
    ContractManagement,
    /// HZ: contract, general construction contract.
    ContractConstruction,
    /// TX: review of the drawings.
    DrawingReview,
    /// SX: construction permit.
    Permit,
    /// ZX: quality supervision.
    QualitySupervision,
    /// JX: acceptance and its filing share the code.
    Acceptance,
}

const STAGES: [(&str, Stage); 20] = [
    ("BA", Stage::TenderDesign),
    ("BB", Stage::TenderSurvey),
    ("BC", Stage::TenderDesignBuild),
    ("BD", Stage::TenderConstruction),
    ("BE", Stage::TenderSupervision),
    ("BG", Stage::TenderGeneralContracting),
    ("BM", Stage::TenderManagement),
    ("HA", Stage::ContractDesign),
    ("HB", Stage::ContractSurvey),
    ("HC", Stage::ContractDesignBuild),
    ("HE", Stage::ContractSupervision),
    ("HF", Stage::ContractSubcontract),
    ("HG", Stage::ContractGeneralContracting),
    ("HL", Stage::ContractLabour),
    ("HM", Stage::ContractManagement),
    ("HZ", Stage::ContractConstruction),
    ("TX", Stage::DrawingReview),
    ("SX", Stage::Permit),
    ("ZX", Stage::QualitySupervision),
    ("JX", Stage::Acceptance),
];

impl Stage {
    /// The two letters.
    pub fn code(self) -> &'static str {
        STAGES.iter().find(|(_, stage)| *stage == self).map_or("", |(code, _)| code)
    }

    /// The stage of two upper-case letters.
    pub fn from_code(code: &str) -> Option<Self> {
        STAGES.iter().find(|(letters, _)| *letters == code).map(|(_, stage)| *stage)
    }
}

/// A record number in the national form.
///
/// Its project part is the number it was issued under, which need not be the project it belongs to: acceptances are known
/// that carry another project's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordNumber {
    /// The project number in front.
    pub project: ProjectNumber,
    /// What was recorded.
    pub stage: Stage,
    /// Serial within project and stage, from 1.
    pub serial: u16,
}

impl RecordNumber {
    /// Reads `4101001501010101-SX-001`; lower case, full width and spaces are folded.
    pub fn parse(text: &str) -> Result<Self, Defect> {
        Self::from_code(&code_text(text)).ok_or_else(|| {
            Defect::new(
                "record_number.form",
                "不是全国平台的环节编号：应为 16 位项目编号-环节代码-三位序号",
                "请按 4101001501010101-SX-001 的格式填写；省内编号请填在省内编号栏",
            )
        })
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        let (project, rest) = code.split_once('-')?;
        let (stage, serial) = rest.split_once('-')?;
        let digits = (3..=4).contains(&serial.len()) && serial.bytes().all(|byte| byte.is_ascii_digit());
        let serial = serial.parse().ok().filter(|_serial| digits)?;
        Some(Self { project: ProjectNumber::from_code(project)?, stage: Stage::from_code(stage)?, serial })
    }
}

/// Reads a column of record numbers: the national form, or any other text of the province's own, with a warning.
///
/// The text comes back normalised, the way records are compared.
pub fn read_record(text: &str) -> Read<String> {
    if let Some(absent) = placeholder(text) {
        return Read::absent(absent);
    }
    let code = code_text(text);
    match RecordNumber::from_code(&code) {
        Some(number) => Read::sure(number.to_string()),
        None => Read::doubtful(
            code,
            Defect::new(
                "record_number.local",
                "不是全国平台的环节编号，已按地方编号保存",
                "有全国平台编号的请补填：16 位项目编号-环节代码-三位序号",
            ),
        ),
    }
}

impl fmt::Display for RecordNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{:03}", self.project, self.stage.code(), self.serial)
    }
}
