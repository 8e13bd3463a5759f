//! What was typed into a form whose fields are those of a sheet.

use crate::error::{FieldError, Result};
use crate::filing::hall::content;
use crate::intake::Filled;

/// Begins the names of the fields of the sheet: a form has fields of its own beside them.
const PREFIX: &str = "field.";

/// The name in a form of a field of a sheet.
pub(super) fn name(field: &str) -> String {
    format!("{PREFIX}{field}")
}

/// A form as it came, field by field.
pub(super) struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// What stands in a field of the form itself.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, text)| text.as_str())
    }

    /// What stands in the fields of the sheet.
    pub fn filled(&self) -> Result<Filled> {
        let fields =
            self.0.iter().filter_map(|(name, text)| Some((name.strip_prefix(PREFIX)?.to_owned(), text.clone())));
        content::filled(fields)
    }
}

/// Where an error of an item stands in its form: `items/0/fields/name` is `field.name` there.
pub(super) fn at_field(error: FieldError) -> FieldError {
    let field = error.path.rsplit('/').next().unwrap_or_default();
    FieldError { path: name(field), ..error }
}
