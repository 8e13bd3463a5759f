//! The workbook that an enterprise fills in: what it is asked for, and nothing that the platform knows.

use super::{acts, purpose};
use crate::error::{Error, Result};
use crate::filing::hall::draft::Purpose;
use crate::filing::hall::kinds::FilingAct;
use crate::intake::{Asked, Column, Need, SheetKind, Template};
use crate::registry::sheet::choices;

/// Works as they may be reported. They are nobody's.
const BACKFILL: &[(&str, &str)] = &[
    ("name", "示例区第三小学教学楼"),
    ("project_type", "房屋建筑工程"),
    ("region", "410105"),
    ("owner_name", "示例区教育局"),
    ("area", "5,200.5"),
    ("role", "施工"),
    ("person_name", "张某某"),
    ("registration_number", "豫1412006200700001"),
    ("contract_amount", "1,280.5"),
    ("signed_on", "2019-03-01"),
    ("started_on", "2019-04-01"),
    ("finished_on", "2020-06-30"),
];
/// A project on file in which an enterprise took part.
const CLAIM: &[(&str, &str)] = &[("project_number", "4101052603020101"), ("role", "施工")];

/// Name and content of the template of a sheet.
pub fn template(sheet: &str) -> Result<(String, Vec<u8>)> {
    let act = acts().iter().find(|act| act.sheets.first().is_some_and(|first| *first == sheet));
    let Some(act) = act else {
        let known: Vec<String> = acts()
            .iter()
            .filter_map(|act| act.sheets.first().map(|sheet| format!("{sheet}（{}）", act.title)))
            .collect();
        let text = format!("没有“{sheet}”这种模板。可以下载的有：{}。", known.join("、"));
        return Err(Error::field("sheet", "sheet_kind.unknown", text));
    };
    let (purpose, kind) = purpose(act.name)?;
    let lists = choices::lists(kind);
    let columns = asked(purpose, kind);
    let offered = |field: &str| columns.iter().any(|asked| asked.column.field == field);
    let mut dictionaries = choices::dictionaries(kind, &lists);
    dictionaries.retain(|dictionary| offered(dictionary.field));
    let template = Template { title: kind.title, columns, dictionaries, example: example(act) };
    Ok((format!("{}-模板.xlsx", act.title), template.write()?))
}

/// A row as it may be filled in.
pub fn example(act: &FilingAct) -> &'static [(&'static str, &'static str)] {
    if act.name == "claim" { CLAIM } else { BACKFILL }
}

/// The columns that an enterprise fills in: who it is stands in its account, and who verified is for who decides to say.
fn asked(purpose: Purpose, kind: &'static SheetKind) -> Vec<Asked> {
    let Purpose { kind: filing, act } = purpose;
    let own = |field: &str| filing.own.iter().any(|(name, _)| *name == field);
    let asks = kind.columns.iter().filter(|column| act.asks(column.field) && !own(column.field) && column.stored);
    let is_required = |column: &Column| column.need == Need::Required || act.required.contains(&column.field);
    asks.map(|column| Asked { column, is_required: is_required(column) }).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::filing::hall::content::{self, Filer};
    use crate::intake::Filled;

    #[test]
    fn what_a_template_shows_as_an_example_is_taken() {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for act in acts() {
            let (purpose, sheet) = purpose(act.name).unwrap();
            let mut filled = Filled::default();
            for (field, text) in example(act) {
                filled.set(field, text);
            }
            let filer = Filer { credit_code: "91410100MA0000007G", name: "河南华鑫建设工程有限公司" };
            assert_eq!(content::complete(purpose.kind, act, &mut filled, filer), []);
            assert_eq!(content::read(act, sheet, &filled, today).errors, [], "{}", act.name);
            let fields: Vec<&str> = asked(purpose, sheet).iter().map(|asked| asked.column.field).collect();
            assert!(example(act).iter().all(|(field, _)| fields.contains(field)), "{fields:?}");
            assert!(!fields.contains(&"enterprise_code") && !fields.contains(&"data_level"), "{fields:?}");
            template(sheet.name).unwrap();
        }
    }
}
