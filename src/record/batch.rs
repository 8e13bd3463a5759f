//! The one way into a registry: a batch of heads with the records under them, in one transaction with the ledger.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::{slice, thread};

use chrono::NaiveDateTime;

use super::{Delta, Document, Refusal, Row, Said, Saying, Writes};
use crate::db::search::{self, NameIndex};
use crate::db::{self, Conn, IdSource, Tx};
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
    /// Dates a head that is written anyway.
    fn date(&mut self, now: NaiveDateTime);
    /// Dates heads on file of which only records changed.
    fn touch(conn: &mut Conn, ids: &[i64], now: NaiveDateTime) -> db::Result<()>;
}

/// Where what arrives comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A row of the file: the change at this place of its batch.
    Row(usize),
    /// It waited for its head, as this pending record.
    Waited(i64),
    /// Another head's records mention it.
    Mention,
}

impl Source {
    /// Place of the change in its batch.
    pub fn place(self) -> Option<usize> {
        if let Self::Row(place) = self { Some(place) } else { None }
    }
}

/// What arrives for one head.
pub struct Arrival<H, D> {
    /// Where it comes from.
    pub source: Source,
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
    /// What was not taken, whole, because of what is on file.
    pub refused: Vec<(Source, Refusal)>,
    /// Changes that were left out because what they say does not tell which head they mean, by place.
    pub unresolved: Vec<usize>,
    /// Changes that wait because their head is not on file yet, by place, with why and what to do.
    pub waiting: Vec<(usize, String)>,
    /// Changes whose head was found by a hint only, so that somebody should look, by place.
    pub assumed: Vec<usize>,
    /// What the rows said, for [`Said::learn`].
    pub said: Said,
}

/// Turns what happened to a head into what the ledger may keep of it.
pub trait Seal: Sync {
    /// The text of the entry.
    fn seal(&self, head_id: i64, delta: &Delta) -> Result<String>;
}

/// For heads whose records may stand in clear.
pub struct InClear;

impl Seal for InClear {
    fn seal(&self, _head_id: i64, delta: &Delta) -> Result<String> {
        serde_json::to_string(delta).map_err(Error::internal)
    }
}

/// Applies a batch: every head with its records is compared with what is on file, the differences are written and
/// appended to the ledger.
pub fn apply<H: Head, D: Document>(
    tx: &mut Tx<'_>,
    basis: &Basis,
    arrivals: Vec<Arrival<H, D>>,
    seal: &impl Seal,
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
    seal: &impl Seal,
    settle: Settle<H, D>,
) -> Result<Outcome> {
    run(tx, basis, arrivals, seal, Some(settle))
}

fn run<H: Head, D: Document>(
    tx: &mut Tx<'_>,
    basis: &Basis,
    arrivals: Vec<Arrival<H, D>>,
    seal: &impl Seal,
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
    let mut refused = Vec::new();
    let mut saying = Saying::after(&basis.said);
    for arrival in arrivals {
        saying.turn(arrival.source.place());
        let (id, source) = (arrival.head_id, arrival.source);
        let document = documents.entry(id).or_default();
        let refusal = writes.weigh(heads.get(&id), document, arrival, tx.ids, &saying)?;
        if let Some(refusal) = refusal {
            refused.push((source, refusal));
            continue;
        }
        let delta = deltas.entry(id).or_default();
        writes.take_head(&mut heads, id, delta, &mut saying);
        document.take(&mut writes.records, delta, &mut saying);
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
    let sealed = beside(changed.len(), || seal_all(seal, deltas), || writes.flush(tx, &changed))?;
    append::<H>(tx, basis, changed.iter().copied().zip(sealed))?;
    Ok(Outcome { changed, refused, said: saying.finish(), ..Outcome::default() })
}

fn seal_all(seal: &impl Seal, deltas: BTreeMap<i64, Delta>) -> Result<Vec<String>> {
    deltas.into_iter().map(|(head_id, delta)| seal.seal(head_id, &delta)).collect()
}

fn append<H: Head>(tx: &mut Tx<'_>, basis: &Basis, sealed: impl Iterator<Item = (i64, String)>) -> Result<()> {
    let entries = sealed.map(|(head_id, changes)| NewEntry { head_kind: H::KIND, head_id, changes });
    ledger::append(tx, Some(basis.filing_id), &basis.actor, entries.collect())
}

/// From so many heads on, a second thread is worth its start.
const HEADS_FOR_A_THREAD: usize = 50;

/// Computes something while something else is written: what fails first is what is told.
fn beside<T: Send>(
    heads: usize,
    compute: impl FnOnce() -> Result<T> + Send,
    write: impl FnOnce() -> Result<()>,
) -> Result<T> {
    if heads < HEADS_FOR_A_THREAD {
        write()?;
        return compute();
    }
    thread::scope(|scope| {
        let computing = scope.spawn(compute);
        write()?;
        computing.join().map_err(|_panic| Error::internal("sealing panicked"))?
    })
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
    /// A row is taken whole or not at all: the head first, then the records.
    fn weigh(
        &mut self,
        on_file: Option<&H>,
        document: &D,
        arrival: Arrival<H, D>,
        ids: &IdSource,
        saying: &Saying<'_>,
    ) -> Result<Option<Refusal>> {
        let id = arrival.head_id;
        let head = arrival.head.map(|mut head| {
            head.complete(on_file);
            head
        });
        let refusal = self.heads.weigh(on_file.map(slice::from_ref).unwrap_or_default(), head, id, ids, saying)?;
        match refusal {
            Some(refusal) => Ok(Some(refusal)),
            None => document.weigh(arrival.records, id, ids, &mut self.records, saying),
        }
    }

    fn take_head(&mut self, heads: &mut HashMap<i64, H>, id: i64, delta: &mut Delta, saying: &mut Saying<'_>) {
        let mut row: Vec<H> = heads.remove(&id).into_iter().collect();
        let name = row.first().map(|head| head.name_key().to_owned());
        self.heads.take(&mut row, delta, saying);
        let Some(head) = row.pop() else { return };
        match name {
            None => self.new_names.push(entry(&head)),
            Some(name) if name != head.name_key() => self.changed_names.push(entry(&head)),
            Some(_) => {}
        }
        heads.insert(id, head);
    }

    fn settle(&mut self, head: &H, document: &D, settle: Settle<H, D>, delta: &mut Delta) -> Result<()> {
        let (mut settled_head, mut settled_document) = (head.clone(), document.clone());
        settle(&mut settled_head, &mut settled_document);
        self.heads.amend(head, &settled_head, delta)?;
        settled_document.amend(document, &mut self.records, delta)
    }

    fn flush(&mut self, tx: &mut Tx<'_>, changed: &[i64]) -> Result<()> {
        let mut written = HashSet::new();
        for head in self.heads.rows_mut() {
            head.date(tx.now);
            written.insert(head.row_id());
        }
        let others: Vec<i64> = changed.iter().copied().filter(|id| !written.contains(id)).collect();
        self.heads.flush(tx.conn)?;
        D::flush(&mut self.records, tx.conn)?;
        H::touch(tx.conn, &others, tx.now)?;
        search::insert(tx.conn, H::NAMES, &self.new_names)?;
        search::replace(tx.conn, H::NAMES, &self.changed_names)?;
        Ok(())
    }
}

fn entry<H: Head>(head: &H) -> search::Entry {
    search::Entry { id: head.row_id(), grams: text::bigrams(head.name_key()) }
}
