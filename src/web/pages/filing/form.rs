//! Forms in which people file.

use askama::Template;

use super::layout;
use crate::error::FieldError;
use crate::web::parts::{Choice, Link};
use crate::web::{Layout, Site, filters};

/// A kind of filing to choose.
pub struct FilingKindCard {
    /// Its name.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// What it rests on.
    pub ground: String,
    /// The papers that are asked for.
    pub papers: Vec<String>,
    /// What can be filed.
    pub acts: Vec<Link>,
}

/// Where people choose what to file.
#[derive(Template)]
#[template(path = "filing/new.html")]
pub struct NewFiling {
    /// Around it.
    pub layout: Layout,
    /// The kinds.
    pub kinds: Vec<FilingKindCard>,
}

impl NewFiling {
    /// The page of these kinds.
    pub fn new(site: &Site, kinds: Vec<FilingKindCard>) -> Self {
        Self { layout: layout(site, "新建申报", &[("我的申报", "/filings")]), kinds }
    }
}

/// A field of a form, with what stands in it.
pub struct FormField {
    /// Its name in the form.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// What to write.
    pub hint: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// What stands in it.
    pub value: String,
    /// The values to choose from; anything may be written where there are none.
    pub choices: Vec<Choice>,
    /// Whether it takes more than a line.
    pub is_long: bool,
}

/// The form of an item.
#[derive(Template)]
#[template(path = "filing/item_form.html")]
pub struct ItemForm {
    /// Around it.
    pub layout: Layout,
    /// What is filed.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// Where the form goes.
    pub action: String,
    /// Where whoever does not want to goes.
    pub back: String,
    /// Fields that are sent along: name and value.
    pub hidden: Vec<(String, String)>,
    /// What is known of the filer and not asked: label and value.
    pub known: Vec<(String, String)>,
    /// Records on file from which the form can be filled in.
    pub templates: Vec<Link>,
    /// The kinds of sheet to choose from, where there are several.
    pub sheets: Vec<(Link, bool)>,
    /// The fields that must be filled in.
    pub required: Vec<FormField>,
    /// The others.
    pub optional: Vec<FormField>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl ItemForm {
    /// A form for what is called so, with these fields, which goes to an address.
    pub fn new(site: &Site, title: String, action: String, back: String, fields: Vec<FormField>) -> Self {
        let (required, optional) = fields.into_iter().partition(|field| field.required);
        Self {
            layout: layout(site, &title, &[("我的申报", "/filings")]),
            title,
            summary: String::new(),
            done: None,
            action,
            back,
            hidden: Vec::new(),
            known: Vec::new(),
            templates: Vec::new(),
            sheets: Vec::new(),
            required,
            optional,
            errors: Vec::new(),
        }
    }
}
