//! A province that is not: deterministic, plausible workbooks for demonstrations, tests and measurements.
//!
//! ```text
//! scale ─► world (place, firm, person, licence, credential)      each person made from an index alone
//!            └─► project (works, timeline) ─► staffing ─► credit
//!                         └─────────► rows ─► book (ugly) ─► 01-enterprises.xlsx …
//! ```
//!
//! The model knows nothing of sheets; `rows` says which field says what; `book` writes it under the headers that the
//! registries read, and there `ugly` rewrites a share of the cells the way people write them. Enterprises and projects
//! are held in memory, people are not. Nothing here is a real person or enterprise: see `identifiers`.
//!
//! The scale `violations` is another world: cases in which every violation is known (see `violations`).
//!
//! The same settings give the same bytes.

mod book;
mod calendar;
mod credential;
mod credit;
mod firm;
mod identifiers;
mod licence;
mod names;
mod person;
mod place;
mod project;
mod random;
mod rows;
mod scale;
mod staffing;
mod ugly;
mod violations;
mod works;
mod world;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

pub use scale::{Counts, Scale};

use crate::error::{Error, Result};
use book::{Book, Manner};
use credit::Records;
use rows::project::Site;
use world::World;

/// People in one workbook: none of their sheets then comes near the limit of a spreadsheet.
const PEOPLE_PER_BOOK: u32 = 150_000;
/// Credit records in one workbook.
const RECORDS_PER_BOOK: u32 = 250_000;

/// What to generate.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// How much.
    pub scale: Scale,
    /// Seed of all chance.
    pub seed: u64,
    /// The day the province is looked at: nothing in it happens later.
    pub as_of: NaiveDate,
    /// Share of the cells, from 0 to 1, that are written the way people write them.
    pub ugly: f64,
    /// The folder for the workbooks; it is made where it is not there.
    pub out: PathBuf,
}

impl Settings {
    /// Settings as usual for a scale: looked at on 1 November 2026, with the scale's usual ugliness.
    pub fn new(scale: Scale, seed: u64, out: &Path) -> Self {
        let as_of = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default();
        Self { scale, seed, as_of, ugly: scale.usual_ugliness(), out: out.to_owned() }
    }
}

/// A workbook that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it is.
    pub path: PathBuf,
    /// Rows of data in all its sheets.
    pub rows: u64,
}

/// What was generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How many of everything.
    pub counts: Counts,
    /// The workbooks, in the order in which they are to be loaded.
    pub workbooks: Vec<Written>,
}

/// Generates the workbooks; `progress` is told of each as it is written. Files of the same names are replaced.
///
/// Blocks, and for a whole province takes minutes: call it off the runtime's threads.
pub fn run(settings: &Settings, mut progress: impl FnMut(&Written)) -> Result<Summary> {
    let manner = manner(settings)?;
    fs::create_dir_all(&settings.out).map_err(Error::internal)?;
    if settings.scale == Scale::Violations {
        return violations::run(settings, manner, progress);
    }
    let world = World::new(settings.scale, settings.seed, settings.as_of);
    let mut workbooks = Vec::new();
    let mut write = |name: String, fill: &dyn Fn(&mut Book) -> Result<()>| -> Result<()> {
        let path = settings.out.join(name);
        let mut book = Book::new(&path, manner)?;
        fill(&mut book)?;
        let written = Written { path, rows: book.save()? };
        progress(&written);
        workbooks.push(written);
        Ok(())
    };

    write("01-enterprises.xlsx".to_owned(), &|book| {
        world.firms.iter().try_for_each(|firm| rows::enterprise::write(&world, firm, book))
    })?;
    for (number, people) in parts(world.counts.people, PEOPLE_PER_BOOK) {
        write(format!("02-people-{number}.xlsx"), &|book| {
            let employees = people.clone().filter_map(|index| world.employee(index));
            employees.into_iter().try_for_each(|(firm, person)| rows::person::write(&world, firm, &person, book))
        })?;
    }
    let projects = project::plan(&world);
    let staffings = staffing::staff(&world, &projects);
    let sites = || {
        let pairs = projects.iter().zip(&staffings);
        pairs.map(|(project, staffing)| Site { world: &world, project, staffing: staffing.as_ref() })
    };
    write("03-projects.xlsx".to_owned(), &|book| sites().try_for_each(|site| site.write(book)))?;
    write("04-stages.xlsx".to_owned(), &|book| sites().try_for_each(|site| rows::stage::write(&site, book)))?;
    let records = Records::new(&world, &projects, &staffings);
    for (number, indexes) in parts(world.counts.credit_records, RECORDS_PER_BOOK) {
        write(format!("05-credit-{number}.xlsx"), &|book| {
            let mut all = indexes.clone().filter_map(|index| records.record(index));
            all.try_for_each(|record| rows::credit::write(&world, &projects, &record, book))
        })?;
    }
    Ok(Summary { counts: world.counts, workbooks })
}

/// How the settings want the workbooks written.
fn manner(settings: &Settings) -> Result<Manner> {
    if !(0.0..=1.0).contains(&settings.ugly) {
        return Err(Error::field("ugly", "ugly.range", "不规范写法的比例应在 0 与 1 之间"));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a million")]
    let ugly_per_million = (settings.ugly * 1_000_000.0).round() as u32;
    Ok(Manner { seed: settings.seed, as_of: settings.as_of, ugly_per_million })
}

/// Numbered parts of at most so many indexes; the last ones have a zero in front where there are ten or more, so that the
/// names sort in the order of loading.
fn parts(total: u32, most: u32) -> impl Iterator<Item = (String, std::ops::Range<u32>)> {
    let count = total.div_ceil(most).max(1);
    let digits = count.to_string().len();
    (0..count).map(move |part| (format!("{:0digits$}", part + 1), part * most..((part + 1) * most).min(total)))
}

#[cfg(test)]
mod tests;
