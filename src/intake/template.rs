//! The empty workbook that people fill in.

use super::kind::{Column, Need, SheetKind};
use super::refuse;
use crate::error::{Error, Result};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, Formula, Note, Workbook as Output, Worksheet, XlsxError,
};
use std::path::Path;

/// The values among which a column lets people choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dictionary<'a> {
    /// The field it is for.
    pub field: &'a str,
    /// Its values, in the order of the list.
    pub labels: &'a [&'a str],
}

const DICTIONARY_SHEET: &str = "字典";
const LAST_ROW: u32 = 1_048_575;

/// Writes the template of a kind: its headers with a note on each, code columns as text, and a drop-down list for each
/// dictionary out of a hidden sheet (a list written into the cell rule may not exceed 255 characters).
pub fn write_template(kind: &SheetKind, dictionaries: &[Dictionary<'_>], out: &Path) -> Result<()> {
    for dictionary in dictionaries {
        if kind.position(dictionary.field).is_none() {
            return Err(refuse(format!("“{}”没有字段 {}，不能为它设置下拉列表。", kind.title, dictionary.field)));
        }
    }
    let mut output = Output::new();
    let written = headers(output.add_worksheet(), kind, dictionaries)
        .and_then(|()| if dictionaries.is_empty() { Ok(()) } else { lists(output.add_worksheet(), dictionaries) })
        .and_then(|()| output.save(out));
    written.map_err(Error::internal)
}

fn headers(worksheet: &mut Worksheet, kind: &SheetKind, dictionaries: &[Dictionary<'_>]) -> Result<(), XlsxError> {
    worksheet.set_name(kind.title)?;
    worksheet.set_freeze_panes(1, 0)?;
    let optional = Format::new().set_bold().set_text_wrap().set_background_color(Color::RGB(0x00DD_EBF7));
    let required = optional.clone().set_font_color(Color::RGB(0x00C0_0000));
    let text = Format::new().set_num_format("@");
    for (position, column) in (0_u16..).zip(kind.columns) {
        if column.code || column.personal {
            worksheet.set_column_format(position, &text)?;
        }
        worksheet.set_column_width(position, if column.code { 24 } else { 18 })?;
        let format = if column.need == Need::Required { &required } else { &optional };
        worksheet.write_string_with_format(0, position, column.header, format)?;
        worksheet.insert_note(0, position, &Note::new(advice(column)).add_author_prefix(false))?;
    }
    for (list, dictionary) in (0_u16..).zip(dictionaries) {
        let Some(position) = kind.position(dictionary.field).and_then(|position| u16::try_from(position).ok()) else {
            continue;
        };
        worksheet.add_data_validation(1, position, LAST_ROW, position, &choice(list, dictionary))?;
    }
    Ok(())
}

fn advice(column: &Column) -> String {
    let mut text = if column.need == Need::Required { "必填。" } else { "选填。" }.to_owned();
    if column.code {
        text.push_str("按文本填写，不要让电子表格当作数字。");
    }
    if !column.stored {
        text.push_str("读取后不保存，可不填。");
    }
    if let Some(hint) = column.hint {
        text.push_str(hint);
    }
    text
}

fn choice(list: u16, dictionary: &Dictionary<'_>) -> DataValidation {
    let letter = super::column_letter(list);
    let range = format!("={DICTIONARY_SHEET}!${letter}$2:${letter}${}", dictionary.labels.len() + 1);
    let rule = DataValidation::new().allow_list_formula(Formula::new(range));
    let titled = rule.clone().set_error_title("请从列表中选择").unwrap_or(rule);
    titled.set_error_style(DataValidationErrorStyle::Stop)
}

fn lists(worksheet: &mut Worksheet, dictionaries: &[Dictionary<'_>]) -> Result<(), XlsxError> {
    worksheet.set_name(DICTIONARY_SHEET)?;
    worksheet.set_hidden(true);
    for (position, dictionary) in (0_u16..).zip(dictionaries) {
        worksheet.write_string(0, position, dictionary.field)?;
        for (row, label) in (1..).zip(dictionary.labels) {
            worksheet.write_string(row, position, *label)?;
        }
    }
    Ok(())
}
