//! Putting items in force: what was approved enters the registries, all of it or nothing.

use super::content::{self, Authority};
use super::docket::Docket;
use super::draft::Purpose;
use crate::db::Tx;
use crate::error::{Error, FieldError, Result};
use crate::filing::rows::Item;
use crate::ledger::Basis;
use crate::record::{Outcome, Refusal, Source, Why};
use crate::registry::change::{self, same_room};
use crate::registry::history;
use crate::registry::sheet::Change;
use crate::vault::Vault;

/// What a change of an item comes from, and what it changes.
pub struct Entering {
    /// Its place in the filing.
    pub place: i64,
    /// The change.
    pub change: Change,
}

/// Reads items with the authority of who approved them.
pub fn entering(
    vault: &Vault,
    docket: &Docket,
    items: &[&Item],
    authority: &Authority,
    today: chrono::NaiveDate,
) -> Result<Vec<Entering>> {
    let purpose = Purpose::of(docket)?;
    let mut entering = Vec::with_capacity(items.len());
    let mut errors = Vec::new();
    for item in items {
        let sheet = purpose.act.sheet(&item.sheet)?;
        let filled = content::open(vault, &item.content_cipher)?;
        let reading = content::read_approved(purpose.act, sheet, &filled, authority, today);
        match reading.change {
            Some(change) => entering.push(Entering { place: item.place, change }),
            None => errors.extend(
                reading
                    .errors
                    .into_iter()
                    .map(|error| FieldError { path: format!("items/{}/{}", item.place, error.path), ..error }),
            ),
        }
    }
    if errors.is_empty() { Ok(entering) } else { Err(Error::Invalid(errors)) }
}

/// Applies changes to the registries. Gives the heads that changed; one item that the registries do not take keeps all of
/// them out, with the reason by item.
pub fn apply(tx: &mut Tx<'_>, vault: &Vault, basis: &Basis, entering: Vec<Entering>) -> Result<Vec<i64>> {
    let mut changed = Vec::new();
    let mut errors = Vec::new();
    let mut rest = entering;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|entry| same_room(&entry.change, &first.change)).count();
        let later = rest.split_off(same);
        let places: Vec<i64> = rest.iter().map(|entry| entry.place).collect();
        let outcome = change::apply(tx, basis, vault, rest.into_iter().map(|entry| entry.change).collect())?;
        errors.extend(objections(&outcome, &places));
        changed.extend(outcome.changed);
        rest = later;
    }
    changed.sort_unstable();
    changed.dedup();
    if errors.is_empty() { Ok(changed) } else { Err(Error::Invalid(errors)) }
}

/// What the registries have against items.
fn objections(outcome: &Outcome, places: &[i64]) -> Vec<FieldError> {
    let place = |at: usize| places.get(at).copied().unwrap_or_default();
    let error = |at: usize, code: &str, text: String| FieldError::new(format!("items/{}", place(at)), code, text);
    let of_row = |(source, refusal): &(Source, Refusal)| {
        let at = source.place()?;
        let (code, text) = objection(*refusal);
        Some(error(at, code, format!("第 {} 项{text}", place(at))))
    };
    let refused = outcome.refused.iter().filter_map(of_row);
    let unresolved = outcome.unresolved.iter().map(|at| {
        let text =
            format!("第 {} 项无法确定指的是哪一个企业或哪一名人员。请补充代码、证件号码或证书编号。", place(*at));
        error(*at, "record.unresolved", text)
    });
    let waiting = outcome
        .waiting
        .iter()
        .map(|(at, why)| error(*at, "record.waiting", format!("第 {} 项所属的项目不在库中：{why}", place(*at))));
    refused.chain(unresolved).chain(waiting).collect()
}

/// Why the registry does not take a record, and what to do.
fn objection(refusal: Refusal) -> (&'static str, String) {
    let noun = history::noun(refusal.table);
    match refusal.why {
        Why::Outranked(level) => {
            let text =
                format!("与库中{}的“{noun}”不一致，本级审核不能更改。请申请信息更正，或核对后再报。", level.label());
            ("record.outranked", text)
        }
        Why::Contradicted(_) => {
            ("record.contradicted", format!("与同一申报中的另一项对同一条“{noun}”说法不同。请只保留正确的一项。"))
        }
        Why::Impossible(order) => {
            ("record.impossible", format!("与库中已有的“{noun}”合起来，{}。请核对这两个日期。", order.said()))
        }
    }
}
