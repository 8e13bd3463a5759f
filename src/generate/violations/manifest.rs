//! What the check must find: rule by rule, whom and which record.

use std::path::Path;

use super::case::Case;
use super::seeds::Seed;
use crate::error::{Error, Result};

/// The columns of the manifest.
const COLUMNS: [&str; 8] =
    ["case", "seed", "rule", "enterprise_code", "project_number", "person_name", "record", "in_words"];

/// One rule that a case breaks. What a rule does not concern is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: &'static str,
    /// Credit code of the enterprise.
    pub enterprise: String,
    /// National number of the project.
    pub project: String,
    /// Name of the person.
    pub person: String,
    /// The record, as the rule names it.
    pub record: String,
}

/// What a rule that a case breaks is about: as usual, but for the firm and the record that the seed names.
pub fn violation(case: &Case, rule: &'static str) -> Violation {
    let site = case.site();
    let acting = case.concerned.as_ref().unwrap_or(&case.builder).code.clone();
    let record = |usual: String| case.record.clone().unwrap_or(usual);
    let of_enterprise = |usual: &str| Violation {
        rule,
        enterprise: acting.clone(),
        record: record(usual.to_owned()),
        ..Violation::default()
    };
    let of_project =
        |usual: String| Violation { rule, project: site.number.clone(), record: record(usual), ..Violation::default() };
    match rule {
        "D01" | "D02" => of_enterprise("建筑工程施工总承包三级"),
        "X28" | "X29" => of_enterprise(""),
        "X35" if case.concerned.is_some() => of_enterprise("所在地区"),
        "X01" | "X02" | "X03" | "X27" => {
            Violation { enterprise: acting, ..of_project(format!("合同 {}", site.record("HZ"))) }
        }
        "X06" => Violation {
            enterprise: case.supervisor.code.clone(),
            person: site.chief.name.clone(),
            ..of_project("总监理工程师".to_owned())
        },
        "X04" | "X05" | "X07" | "X08" | "X09" | "X10" | "X22" | "X31" => {
            Violation { enterprise: acting, person: site.manager.name.clone(), ..of_project("项目经理".to_owned()) }
        }
        "X12" => of_project("开工".to_owned()),
        "X15" | "X16" => of_project(format!("合同 {}", site.record("HZ"))),
        "X17" => of_project(format!("竣工验收 {}", site.record("JX"))),
        "X18" => of_project(format!("竣工记录 {}", site.record("JX"))),
        "X21" => of_project("专职安全员".to_owned()),
        "X23" => of_project(format!("{}与{}", case.supervisor.name, case.builder.name)),
        "X24" => of_project(format!("标段 {}/{}", site.record("BD"), site.section())),
        "X32" => of_project(format!("单位工程 {}", site.unit(1))),
        "X35" => of_project("项目编号".to_owned()),
        _ => of_project(format!("施工许可证 {}", site.record("SX"))),
    }
}

/// Writes the manifest and says how many violations are in it.
pub fn write(path: &Path, seeded: &[(Case, &'static Seed)]) -> Result<u64> {
    let mut manifest = csv::Writer::from_path(path).map_err(Error::internal)?;
    manifest.write_record(COLUMNS).map_err(Error::internal)?;
    let mut rows = 0;
    for (case, seed) in seeded {
        for rule in seed.breaks {
            let broken = violation(case, rule);
            let row = [
                case.name.as_str(),
                seed.name,
                broken.rule,
                &broken.enterprise,
                &broken.project,
                &broken.person,
                &broken.record,
                seed.words,
            ];
            manifest.write_record(row).map_err(Error::internal)?;
            rows += 1;
        }
    }
    manifest.flush().map_err(Error::internal)?;
    Ok(rows)
}
