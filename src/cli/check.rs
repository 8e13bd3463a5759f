//! `siku check`.

use std::fs::File;
use std::io::{BufWriter, stdout};
use std::time::Instant;

use super::output::warn;
use super::{CheckArgs, setup};
use crate::clock::china_time;
use crate::config::StoreSettings;
use crate::crosscheck::full;
use crate::crosscheck::market::Market;
use crate::db::in_snapshot;
use crate::domain::rules::{Limits, rule};
use crate::error::{Error, Result};

/// Looks at everything on file by every rule, and writes what is broken; whether nothing is.
pub fn run(store: &StoreSettings, args: &CheckArgs) -> Result<bool> {
    let db = setup::ready_database(store)?;
    let on = args.on.unwrap_or_else(|| china_time(db.clock().now()).date());
    let begun = Instant::now();
    let market = db.read_now(|conn| in_snapshot(conn, |conn| Ok(Market::all(conn)?)))?;
    let read = begun.elapsed();
    let found = full::run(&market, &Limits::default(), on)?;
    let checked = begun.elapsed();
    match &args.out {
        Some(path) => full::write(&found.cases, on, &mut BufWriter::new(File::create(path).map_err(Error::internal)?))?,
        None => full::write(&found.cases, on, &mut BufWriter::new(stdout().lock()))?,
    }
    for tally in &found.tally {
        let title = rule::find(tally.rule).map_or("", |rule| rule.title.as_str());
        warn(&format!(
            "{} {title}：符合 {}，不符合 {}，无法判断 {}，不作评价 {}",
            tally.rule, tally.passed, tally.failed, tally.undecidable, tally.not_assessed
        ));
    }
    warn(&format!(
        "{on} 核验完毕：{} 个问题；读取 {:.1} 秒，核验 {:.1} 秒，写出 {:.1} 秒",
        found.cases.len(),
        read.as_secs_f64(),
        checked.saturating_sub(read).as_secs_f64(),
        begun.elapsed().saturating_sub(checked).as_secs_f64()
    ));
    Ok(found.cases.is_empty())
}
