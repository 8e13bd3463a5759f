//! What the macros in `templates/parts/` are given: the small types pages are built of.

mod form;
mod list;
mod record;
mod table;

pub use form::{Choice, ChoiceGroup, GroupedChoices, RegionSelect};
pub use list::{Asked, Column, NearMatch, Order, Pager, Sort, WhyNot};
pub use record::{
    Bar, BarChart, Crumb, Link, Mention, SectionLink, StateTag, TimelineEntry, TimelineWhen, Tone, Verdict,
};
pub use table::{Cell, TableSection};
