//! The empty workbook that people fill in.

use super::kind::{Column, Need, SheetKind};
use super::refuse;
use crate::error::{Error, Result};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, Formula, Note, Workbook as Output, Worksheet,
    XlsxError,
};

/// What a template asks for.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    /// Name of the sheet that is filled in.
    pub title: &'a str,
    /// Its columns.
    pub columns: Vec<Asked>,
    /// The values among which columns let people choose.
    pub dictionaries: Vec<Dictionary<'a>>,
    /// A row as an example, by field; none where it is empty.
    pub example: &'a [(&'a str, &'a str)],
}

/// A column that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The column.
    pub column: &'static Column,
    /// Whether each of its cells must be filled.
    pub is_required: bool,
}

/// The values among which a column lets people choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dictionary<'a> {
    /// The field it is for.
    pub field: &'a str,
    /// Its values, in the order of the list.
    pub labels: &'a [&'a str],
}

const DICTIONARY_SHEET: &str = "字典";
const EXAMPLE_SHEET: &str = "示例";
const ADVICE_SHEET: &str = "填写说明";
const LAST_ROW: u32 = 1_048_575;

impl<'a> Template<'a> {
    /// All columns of a kind, as it asks for them.
    pub fn of(kind: &'static SheetKind, dictionaries: Vec<Dictionary<'a>>) -> Self {
        let ask = |column| Asked { column, is_required: column.need == Need::Required };
        Self { title: kind.title, columns: kind.columns.iter().map(ask).collect(), dictionaries, example: &[] }
    }

    /// The workbook: the headers with a note on each, code columns as text, and a drop-down list for each dictionary out of
    /// a sheet of its own (a list written into the cell rule may not exceed 255 characters); then an example, and what to
    /// write in each column. Of these sheets intake reads the first only.
    pub fn write(&self) -> Result<Vec<u8>> {
        for dictionary in &self.dictionaries {
            if self.position(dictionary.field).is_none() {
                let text = format!("“{}”没有字段 {}，不能为它设置下拉列表。", self.title, dictionary.field);
                return Err(refuse(text));
            }
        }
        let mut output = Output::new();
        self.sheets(&mut output).and_then(|()| output.save_to_buffer()).map_err(Error::internal)
    }

    fn sheets(&self, output: &mut Output) -> Result<(), XlsxError> {
        let worksheet = output.add_worksheet();
        worksheet.set_name(self.title)?;
        self.headers(worksheet)?;
        self.choices(worksheet)?;
        if !self.example.is_empty() {
            self.example(output.add_worksheet())?;
        }
        self.advice(output.add_worksheet())?;
        if self.dictionaries.is_empty() { Ok(()) } else { self.lists(output.add_worksheet()) }
    }

    fn position(&self, field: &str) -> Option<u16> {
        let position = self.columns.iter().position(|asked| asked.column.field == field)?;
        u16::try_from(position).ok()
    }

    fn headers(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        worksheet.set_freeze_panes(1, 0)?;
        let optional = Format::new().set_bold().set_text_wrap().set_background_color(Color::RGB(0x00DD_EBF7));
        let required = optional.clone().set_font_color(Color::RGB(0x00C0_0000));
        let text = Format::new().set_num_format("@");
        for (position, asked) in (0_u16..).zip(&self.columns) {
            let column = asked.column;
            if column.code || column.personal {
                worksheet.set_column_format(position, &text)?;
            }
            worksheet.set_column_width(position, if column.code { 24 } else { 18 })?;
            let format = if asked.is_required { &required } else { &optional };
            worksheet.write_string_with_format(0, position, column.header, format)?;
            let said = format!("{}。{}", asked.need(), asked.advice());
            worksheet.insert_note(0, position, &Note::new(said).add_author_prefix(false))?;
        }
        Ok(())
    }

    fn choices(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (list, dictionary) in (0_u16..).zip(&self.dictionaries) {
            if let Some(position) = self.position(dictionary.field) {
                worksheet.add_data_validation(1, position, LAST_ROW, position, &choice(list, dictionary))?;
            }
        }
        Ok(())
    }

    fn example(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        worksheet.set_name(EXAMPLE_SHEET)?;
        self.headers(worksheet)?;
        for (field, text) in self.example {
            if let Some(position) = self.position(field) {
                worksheet.write_string(1, position, *text)?;
            }
        }
        Ok(())
    }

    fn advice(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        worksheet.set_name(ADVICE_SHEET)?;
        worksheet.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        for (position, (header, width)) in (0_u16..).zip([("列名", 28), ("是否必填", 10), ("怎样填写", 60)]) {
            worksheet.set_column_width(position, width)?;
            worksheet.write_string_with_format(0, position, header, &bold)?;
        }
        for (row, asked) in (1_u32..).zip(&self.columns) {
            for (position, text) in (0_u16..).zip([asked.column.header, asked.need(), &asked.advice()]) {
                worksheet.write_string_with_format(row, position, text, &wrapped)?;
            }
        }
        Ok(())
    }

    fn lists(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        worksheet.set_name(DICTIONARY_SHEET)?;
        worksheet.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        for (position, dictionary) in (0_u16..).zip(&self.dictionaries) {
            let asked = self.columns.iter().find(|asked| asked.column.field == dictionary.field);
            worksheet.set_column_width(position, 24)?;
            let header = asked.map_or(dictionary.field, |asked| asked.column.header);
            worksheet.write_string_with_format(0, position, header, &bold)?;
            for (row, label) in (1..).zip(dictionary.labels) {
                worksheet.write_string(row, position, *label)?;
            }
        }
        Ok(())
    }
}

impl Asked {
    fn need(self) -> &'static str {
        if self.is_required { "必填" } else { "选填" }
    }

    fn advice(self) -> String {
        let mut text = String::new();
        if self.column.code {
            text.push_str("按文本填写，不要让电子表格当作数字。");
        }
        if !self.column.stored {
            text.push_str("读取后不保存，可不填。");
        }
        if let Some(hint) = self.column.hint {
            text.push_str(hint);
        }
        text
    }
}

fn choice(list: u16, dictionary: &Dictionary<'_>) -> DataValidation {
    let letter = super::column_letter(list);
    let range = format!("={DICTIONARY_SHEET}!${letter}$2:${letter}${}", dictionary.labels.len() + 1);
    let rule = DataValidation::new().allow_list_formula(Formula::new(range));
    let titled = rule.clone().set_error_title("请从列表中选择").unwrap_or(rule);
    titled.set_error_style(DataValidationErrorStyle::Stop)
}
