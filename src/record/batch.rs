//! The one way into a registry: a batch of heads with the records under them, in one transaction with the ledger.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDateTime;

use super::merge::Change;
use super::{Delta, Document, Outranked, Row, Writes};
use crate::db::search::{self, NameIndex};
use crate::db::{self, Conn, Tx};
use crate::domain::standard::text;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, Result};
use crate::ledger::{self, Basis, NewEntry};

/// A head: what records hang from.
pub trait Head: Row {
    /// Kind of head.
    const KIND: HeadKind;
    /// Index of its names.
    const NAMES: NameIndex;

    /// Search key of its name.
    fn name_key(&self) -> &str;
    /// Completes what arrives with what only the row on file knows; called before the two are compared.
    fn complete(&mut self, on_file: Option<&Self>);
    /// Locks some heads until the transaction ends, where the backend does not lock as a whole.
    fn lock(conn: &mut Conn, ids: &[i64]) -> db::Result<()>;
    /// Dates heads whose records changed.
    fn touch(conn: &mut Conn, ids: &[i64], now: NaiveDateTime) -> db::Result<()>;
}

/// What arrives for one head.
pub struct Arrival<H, D> {
    /// Row id of the head, found or minted.
    pub head_id: i64,
    /// The head itself, where the arrival says something of it; needed when it is new.
    pub head: Option<H>,
    /// Records under it.
    pub records: D,
}

/// What became of a batch.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Heads that changed, or under which something did.
    pub changed: Vec<i64>,
    /// Rows that stay as they are because a higher tier verified them, by place of the arrival in the batch.
    pub outranked: Vec<(usize, Outranked)>,
    /// Changes that were left out because what they say does not tell which head they mean, by place.
    pub unresolved: Vec<usize>,
    /// Changes that wait because their head is not on file yet, by place.
    pub waiting: Vec<usize>,
    /// Changes whose head was found by a hint only, so that somebody should look, by place.
    pub assumed: Vec<usize>,
}

impl Outcome {
    /// What became of a batch that some changes were left out of: `places` are those of the changes applied.
    #[must_use]
    pub fn among(self, places: &[usize], unresolved: Vec<usize>) -> Self {
        let place = |(arrival, outranked): (usize, Outranked)| Some((*places.get(arrival)?, outranked));
        Self { outranked: self.outranked.into_iter().filter_map(place).collect(), unresolved, ..self }
    }
}

/// Applies a batch: every head with its records is compared with what is on file, the differences are written and
/// appended to the ledger. `seal` turns what happened to a head into what the ledger may keep.
pub fn apply<H: Head, D: Document>(
    tx: &mut Tx<'_>,
    basis: &Basis,
    arrivals: Vec<Arrival<H, D>>,
    seal: impl FnMut(&mut Conn, &[(i64, Delta)]) -> Result<Vec<String>>,
) -> Result<Outcome> {
    run(tx, basis, arrivals, seal, None)
}

/// What the records of a head say together, written into fields of the head and of its records. It may change fields,
/// but neither add nor remove rows, and gives the same for the same records, whatever order they came in.
pub type Settle<H, D> = fn(&mut H, &mut D);

/// Like [`apply`], and settles every head under which something changed: all of its records are loaded for that.
pub fn apply_settled<H: Head, D: Document>(
    tx: &mut Tx<'_>,
    basis: &Basis,
    arrivals: Vec<Arrival<H, D>>,
    seal: impl FnMut(&mut Conn, &[(i64, Delta)]) -> Result<Vec<String>>,
    settle: Settle<H, D>,
) -> Result<Outcome> {
    run(tx, basis, arrivals, seal, Some(settle))
}

fn run<H: Head, D: Document>(
    tx: &mut Tx<'_>,
    basis: &Basis,
    arrivals: Vec<Arrival<H, D>>,
    seal: impl FnMut(&mut Conn, &[(i64, Delta)]) -> Result<Vec<String>>,
    settle: Option<Settle<H, D>>,
) -> Result<Outcome> {
    let ids: Vec<i64> = arrivals.iter().map(|arrival| arrival.head_id).collect();
    H::lock(tx.conn, &ids)?;
    let mut heads: HashMap<i64, H> = H::load(tx.conn, &ids)?.into_iter().map(|head| (head.row_id(), head)).collect();
    let known: Vec<i64> = heads.keys().copied().collect();
    let mut documents = if settle.is_some() {
        D::load_all(tx.conn, &known)?
    } else {
        let arriving: Vec<&D> = arrivals.iter().map(|arrival| &arrival.records).collect();
        D::load(tx.conn, &known, &arriving)?
    };

    let mut writes = BatchWrites::<H, D>::default();
    let mut deltas: BTreeMap<i64, Delta> = BTreeMap::new();
    let mut outranked = Vec::new();
    for (place, arrival) in arrivals.into_iter().enumerate() {
        let id = arrival.head_id;
        let delta = deltas.entry(id).or_default();
        if let Some(head) = arrival.head {
            let refusal = writes.absorb_head(&mut heads, id, head, delta)?;
            outranked.extend(refusal.map(|refusal| (place, refusal)));
        }
        let document = documents.entry(id).or_default();
        let refusals = document.absorb(arrival.records, id, tx.ids, &mut writes.records, delta)?;
        outranked.extend(refusals.into_iter().map(|refusal| (place, refusal)));
    }
    deltas.retain(|_, delta| !delta.is_empty());
    if let Some(settle) = settle {
        for (id, delta) in &mut deltas {
            if let (Some(head), Some(document)) = (heads.get(id), documents.get(id)) {
                writes.settle(head, document, settle, delta)?;
            }
        }
    }
    let changed: Vec<i64> = deltas.keys().copied().collect();
    writes.flush(tx, &changed)?;
    let deltas: Vec<(i64, Delta)> = deltas.into_iter().collect();
    append::<H>(tx, basis, &deltas, seal)?;
    Ok(Outcome { changed, outranked, ..Outcome::default() })
}

/// Everything a batch writes into one room.
struct BatchWrites<H, D: Document> {
    heads: Writes<H>,
    new_names: Vec<search::Entry>,
    changed_names: Vec<search::Entry>,
    records: D::Writes,
}

impl<H, D: Document> Default for BatchWrites<H, D> {
    fn default() -> Self {
        let heads = Writes::default();
        Self { heads, new_names: Vec::new(), changed_names: Vec::new(), records: D::Writes::default() }
    }
}

impl<H: Head, D: Document> BatchWrites<H, D> {
    fn absorb_head(
        &mut self,
        heads: &mut HashMap<i64, H>,
        id: i64,
        mut arriving: H,
        delta: &mut Delta,
    ) -> Result<Option<Outranked>> {
        let Some(on_file) = heads.get(&id) else {
            arriving.complete(None);
            let head = self.heads.insert(arriving, id, id, delta)?;
            self.new_names.push(entry(&head));
            heads.insert(id, head);
            return Ok(None);
        };
        arriving.complete(Some(on_file));
        match self.heads.change(on_file, arriving, delta)? {
            Change::Same => Ok(None),
            Change::Outranked(outranked) => Ok(Some(outranked)),
            Change::To(head) => {
                if head.name_key() != on_file.name_key() {
                    self.changed_names.push(entry(&head));
                }
                heads.insert(id, head);
                Ok(None)
            }
        }
    }

    fn settle(&mut self, head: &H, document: &D, settle: Settle<H, D>, delta: &mut Delta) -> Result<()> {
        let (mut settled_head, mut settled_document) = (head.clone(), document.clone());
        settle(&mut settled_head, &mut settled_document);
        self.heads.amend(head, &settled_head, delta)?;
        settled_document.amend(document, &mut self.records, delta)
    }

    fn flush(&mut self, tx: &mut Tx<'_>, changed: &[i64]) -> Result<()> {
        self.heads.flush(tx.conn)?;
        D::flush(&mut self.records, tx.conn)?;
        H::touch(tx.conn, changed, tx.now)?;
        search::insert(tx.conn, H::NAMES, &self.new_names)?;
        search::replace(tx.conn, H::NAMES, &self.changed_names)?;
        Ok(())
    }
}

fn entry<H: Head>(head: &H) -> search::Entry {
    search::Entry { id: head.row_id(), grams: text::bigrams(head.name_key()) }
}

fn append<H: Head>(
    tx: &mut Tx<'_>,
    basis: &Basis,
    deltas: &[(i64, Delta)],
    mut seal: impl FnMut(&mut Conn, &[(i64, Delta)]) -> Result<Vec<String>>,
) -> Result<()> {
    let sealed = seal(tx.conn, deltas)?;
    let entries = deltas.iter().zip(sealed);
    let entries = entries.map(|((head_id, _), changes)| NewEntry { head_kind: H::KIND, head_id: *head_id, changes });
    ledger::append(tx, basis, entries.collect())
}

/// What the ledger keeps of heads whose records may stand in clear.
pub fn in_clear(_conn: &mut Conn, deltas: &[(i64, Delta)]) -> Result<Vec<String>> {
    deltas.iter().map(|(_, delta)| serde_json::to_string(delta).map_err(Error::internal)).collect()
}
