//! What a sheet should hold, declared by each registry as a constant.

/// Whether a column, and each of its cells, must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// The column must be there and each of its cells filled.
    Required,
    /// The column may be absent and its cells blank.
    Optional,
}

/// One column of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name of the field, as in the API: `credit_code`.
    pub field: &'static str,
    /// The header people are asked to write, with its unit in brackets where it has one: `总投资（万元）`.
    pub header: &'static str,
    /// Other headers seen for it, among them the field code of the national standard: `CorpCode`.
    pub aliases: &'static [&'static str],
    /// Whether it must be there.
    pub need: Need,
    /// True when its values are personal and must appear in no report and no log.
    pub personal: bool,
    /// True when its values are codes: digits that are not a number, stored as text.
    pub code: bool,
    /// Of the aliases, the field codes of Jiangsu's standard: what stands under them is coded by its lists.
    pub jiangsu: &'static [&'static str],
    /// False when its values are read for nothing that is stored, which a remark says.
    pub stored: bool,
    /// What to write, shown beside the header in the template.
    pub hint: Option<&'static str>,
}

impl Column {
    /// A column that must be there and filled.
    pub const fn required(field: &'static str, header: &'static str, aliases: &'static [&'static str]) -> Self {
        let (personal, code, stored) = (false, false, true);
        Self { field, header, aliases, need: Need::Required, personal, code, jiangsu: &[], stored, hint: None }
    }

    /// A column that may be absent or blank.
    pub const fn optional(field: &'static str, header: &'static str, aliases: &'static [&'static str]) -> Self {
        Self { need: Need::Optional, ..Self::required(field, header, aliases) }
    }

    /// Marks the values as personal: never repeated in a remark.
    #[must_use]
    pub const fn personal(self) -> Self {
        Self { personal: true, ..self }
    }

    /// Marks the values as codes: formatted as text in the template, and a long one stored as a number draws a warning.
    #[must_use]
    pub const fn code(self) -> Self {
        Self { code: true, ..self }
    }

    /// Names the aliases that are field codes of Jiangsu's standard.
    #[must_use]
    pub const fn jiangsu(self, aliases: &'static [&'static str]) -> Self {
        Self { jiangsu: aliases, ..self }
    }

    /// Marks the values as not stored: the column is known, so that it is no surprise, and people are told.
    #[must_use]
    pub const fn unstored(self) -> Self {
        Self { stored: false, ..self }
    }

    /// Says what to write, for the template.
    #[must_use]
    pub const fn hint(self, text: &'static str) -> Self {
        Self { hint: Some(text), ..self }
    }
}

/// One kind of sheet.
#[derive(Debug, PartialEq, Eq)]
pub struct SheetKind {
    /// Its name on the command line: `enterprise`.
    pub name: &'static str,
    /// Its name for people: `企业基本信息`.
    pub title: &'static str,
    /// Its columns, in the order of the template.
    pub columns: &'static [Column],
    /// Fields that a row may leave blank all together to say "as in the row above": several people under one project.
    pub carry: &'static [&'static str],
    /// Fields of which a sheet must have one at least: a qualification has a title, or else a sequence.
    pub one_of: &'static [&'static str],
}

impl SheetKind {
    /// A kind whose rows each stand for themselves.
    pub const fn new(name: &'static str, title: &'static str, columns: &'static [Column]) -> Self {
        Self { name, title, columns, carry: &[], one_of: &[] }
    }

    /// A kind where a row that leaves all of `fields` blank continues the row above.
    #[must_use]
    pub const fn carrying(self, fields: &'static [&'static str]) -> Self {
        Self { carry: fields, ..self }
    }

    /// A kind of which a sheet must have one at least of `fields`.
    #[must_use]
    pub const fn having_one_of(self, fields: &'static [&'static str]) -> Self {
        Self { one_of: fields, ..self }
    }

    /// Where a field stands among the columns.
    pub(super) fn position(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }

    /// The headers that a sheet must have, for a message; all of them when none is required.
    pub(super) fn expected_headers(&self) -> String {
        let all = self.columns.iter().all(|column| column.need == Need::Optional);
        let expected = self.columns.iter().filter(|column| all || column.need == Need::Required);
        expected.map(|column| column.header).collect::<Vec<_>>().join("、")
    }
}
