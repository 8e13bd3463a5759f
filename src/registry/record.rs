//! What every record of every registry has in common: it hangs from a head, has a natural key and a provenance,
//! is merged field by field, and leaves its before and after in the ledger.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::db::{self, Conn, IdSource};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::error::{Error, Result};

/// Who verified what arrives and where it came from: the same for all records of a sheet row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Which tier verified it.
    pub data_level: DataLevel,
    /// Where it came from.
    pub data_source: DataSource,
    /// Verifying body.
    pub verifying_body: Option<String>,
    /// Verifying person.
    pub verifying_person: Option<String>,
    /// What was written where it differs from what it was taken to mean: JSON by column, without personal values.
    pub raw: String,
}

impl Default for Provenance {
    fn default() -> Self {
        Self {
            data_level: DataLevel::SelfReported,
            data_source: DataSource::Registration,
            verifying_body: None,
            verifying_person: None,
            raw: "{}".to_owned(),
        }
    }
}

impl Provenance {
    /// An empty row that bears this provenance, to be filled with struct update syntax.
    pub fn row<R: Row + Default>(&self) -> R {
        let mut row = R::default();
        row.set_provenance(self);
        row
    }
}

/// A row of a registry: a head, or a record that hangs from one.
pub trait Row: Serialize + DeserializeOwned + Clone + 'static {
    /// Name of the table.
    const TABLE: &'static str;

    /// Row id of the head it hangs from; its own when it is a head.
    fn head_id(&self) -> i64;
    /// Row id; the head's where the table has one row a head.
    fn row_id(&self) -> i64;
    /// What tells this record from its sisters under one head.
    fn natural_key(&self) -> String;
    /// Takes its place under a head, as a new row.
    fn adopt(&mut self, head_id: i64, id: i64);
    /// Version of the row.
    fn row_version(&self) -> i64;
    /// Which tier verified it.
    fn data_level(&self) -> DataLevel;
    /// Takes over who verified it and where it came from.
    fn set_provenance(&mut self, provenance: &Provenance);

    /// The rows of some heads, by head and id.
    fn load(conn: &mut Conn, heads: &[i64]) -> db::Result<Vec<Self>>;
    /// Inserts new rows.
    fn insert(conn: &mut Conn, rows: &[Self]) -> db::Result<()>;
    /// Writes a changed row over its previous version; `false` when somebody else was faster.
    fn update(conn: &mut Conn, row: &Self) -> db::Result<bool>;
}

/// Implements [`Row`] for a struct over its table: `row!(Enterprise, enterprise, head)` for a head,
/// `row!(Qualification, qualification, many enterprise_id, |row| key)` for a record,
/// `row!(EnterpriseParticulars, enterprise_particulars, one enterprise_id)` where a head has one.
macro_rules! row {
    ($row:ident, $table:ident, head) => {
        $crate::registry::record::row!(@impl $row, $table, id, |row| row.id.into(), |_row| String::new(),
            |row, head, _id| { row.id = head.into(); row.row_version = 1; },
            |row| $table::id.eq(row.id));
    };
    ($row:ident, $table:ident, one $head:ident) => {
        $crate::registry::record::row!(@impl $row, $table, $head, |row| row.$head.into(), |_row| String::new(),
            |row, head, _id| { row.$head = head.into(); row.row_version = 1; },
            |row| $table::$head.eq(row.$head));
    };
    ($row:ident, $table:ident, many $head:ident, |$key_row:ident| $key:expr) => {
        $crate::registry::record::row!(@impl $row, $table, $head, |row| row.id, |$key_row| $key,
            |row, head, id| { row.$head = head.into(); row.id = id; row.record_key = row.natural_key(); row.row_version = 1; },
            |row| $table::$head.eq(row.$head).and($table::id.eq(row.id)));
    };
    (@impl $row:ident, $table:ident, $head:ident, |$id_row:ident| $id:expr, |$key_row:ident| $key:expr,
        |$adopt_row:ident, $adopt_head:ident, $adopt_id:ident| $adopt:block, |$where_row:ident| $where:expr) => {
        impl $crate::registry::record::Row for $row {
            const TABLE: &'static str = stringify!($table);

            fn head_id(&self) -> i64 {
                self.$head.into()
            }

            fn row_id(&self) -> i64 {
                let $id_row = self;
                $id
            }

            fn natural_key(&self) -> String {
                let $key_row = self;
                $key
            }

            fn adopt(&mut self, $adopt_head: i64, $adopt_id: i64) {
                let $adopt_row = self;
                $adopt
            }

            fn row_version(&self) -> i64 {
                self.row_version
            }

            fn data_level(&self) -> $crate::domain::vocabulary::provenance::DataLevel {
                self.data_level
            }

            fn set_provenance(&mut self, provenance: &$crate::registry::record::Provenance) {
                self.data_level = provenance.data_level;
                self.data_source = provenance.data_source;
                self.verifying_body.clone_from(&provenance.verifying_body);
                self.verifying_person.clone_from(&provenance.verifying_person);
                self.raw.clone_from(&provenance.raw);
            }

            fn load(conn: &mut $crate::db::Conn, heads: &[i64]) -> $crate::db::Result<Vec<Self>> {
                let mut rows = Vec::new();
                for keys in heads.chunks($crate::db::batch::KEYS_PER_QUERY) {
                    rows.extend(
                        $table::table
                            .filter($table::$head.eq_any(keys))
                            .order($table::table.primary_key())
                            .select(Self::as_select())
                            .load::<Self>(conn)?,
                    );
                }
                Ok(rows)
            }

            fn insert(conn: &mut $crate::db::Conn, rows: &[Self]) -> $crate::db::Result<()> {
                const ROWS: usize = $crate::db::batch::rows_per_insert(32);
                for batch in rows.chunks(ROWS) {
                    $crate::db::on_each!(conn, conn => diesel::insert_into($table::table).values(batch).execute(conn))?;
                }
                Ok(())
            }

            fn update(conn: &mut $crate::db::Conn, row: &Self) -> $crate::db::Result<bool> {
                let $where_row = row;
                let previous = $table::row_version.eq(row.row_version - 1);
                Ok(diesel::update($table::table.filter($where).filter(previous)).set(row).execute(conn)? == 1)
            }
        }
    };
}
pub(crate) use row;

/// What a change did to one row, as the ledger keeps it. `null` fields are left out.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct RowChange {
    /// Row id.
    pub id: i64,
    /// The row before; nothing when it is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The row after.
    pub after: Value,
}

/// What a filing did to one head and the records under it, by table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Delta(pub BTreeMap<String, Vec<RowChange>>);

impl Delta {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push(&mut self, table: &str, change: RowChange) {
        self.0.entry(table.to_owned()).or_default().push(change);
    }
}

/// A row on file that has been verified by a higher tier than what now contradicts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outranked {
    /// Table of the row.
    pub table: &'static str,
    /// Level of what is on file.
    pub on_file: DataLevel,
}

/// Rows to be written, gathered over the heads of a batch.
pub struct Writes<R> {
    /// New rows.
    pub inserts: Vec<R>,
    /// Changed rows, their version already raised.
    pub updates: Vec<R>,
}

impl<R> Default for Writes<R> {
    fn default() -> Self {
        Self { inserts: Vec::new(), updates: Vec::new() }
    }
}

impl<R: Row> Writes<R> {
    /// Writes all of it. A row that somebody else changed meanwhile makes the whole transaction stale.
    pub fn flush(&mut self, conn: &mut Conn) -> Result<()> {
        R::insert(conn, &self.inserts)?;
        for row in &self.updates {
            if !R::update(conn, row)? {
                return Err(Error::Stale);
            }
        }
        self.inserts.clear();
        self.updates.clear();
        Ok(())
    }

    /// Takes over one row that arrives for a head: new, changed or the same as `on_file`.
    ///
    /// A field that says nothing leaves what is on file. Gives the row as it now stands, and says when what is on
    /// file outranks what arrives.
    pub fn absorb(
        &mut self,
        on_file: Option<&R>,
        mut incoming: R,
        head_id: i64,
        ids: &IdSource,
        delta: &mut Delta,
    ) -> Result<(R, Option<Outranked>)> {
        let Some(on_file) = on_file else {
            incoming.adopt(head_id, ids.next());
            delta.push(R::TABLE, RowChange { id: incoming.row_id(), before: None, after: to_json(&incoming)? });
            self.inserts.push(incoming.clone());
            return Ok((incoming, None));
        };
        let before = to_json(on_file)?;
        incoming.adopt(head_id, on_file.row_id());
        let mut after = before.clone();
        overlay(&mut after, to_json(&incoming)?);
        if same_content(&before, &after) {
            return Ok((on_file.clone(), None));
        }
        if !incoming.data_level().may_replace(on_file.data_level()) {
            return Ok((on_file.clone(), Some(Outranked { table: R::TABLE, on_file: on_file.data_level() })));
        }
        if let Value::Object(fields) = &mut after {
            fields.insert(ROW_VERSION.to_owned(), (on_file.row_version() + 1).into());
        }
        let row: R = serde_json::from_value(after.clone()).map_err(Error::internal)?;
        delta.push(R::TABLE, RowChange { id: row.row_id(), before: Some(before), after });
        self.updates.push(row.clone());
        Ok((row, None))
    }
}

const ROW_VERSION: &str = "row_version";

/// Fields that record when a row changed, not what it says.
const BOOKKEEPING: [&str; 2] = [ROW_VERSION, "updated_at"];

/// A row as JSON, without the fields that say nothing.
pub fn to_json<R: Serialize>(row: &R) -> Result<Value> {
    let mut value = serde_json::to_value(row).map_err(Error::internal)?;
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, value| !value.is_null());
    }
    Ok(value)
}

fn overlay(onto: &mut Value, incoming: Value) {
    if let (Value::Object(onto), Value::Object(incoming)) = (onto, incoming) {
        onto.extend(incoming);
    }
}

fn same_content(before: &Value, after: &Value) -> bool {
    let content = |value: &Value| -> Option<Map<String, Value>> {
        let mut fields = value.as_object()?.clone();
        fields.retain(|name, _| !BOOKKEEPING.contains(&name.as_str()));
        Some(fields)
    };
    content(before) == content(after)
}

/// Rows of many heads, by head.
pub fn by_head<R: Row>(rows: Vec<R>) -> HashMap<i64, Vec<R>> {
    let mut heads: HashMap<i64, Vec<R>> = HashMap::new();
    for row in rows {
        heads.entry(row.head_id()).or_default().push(row);
    }
    heads
}

/// The tables under one kind of head, as JSON rows: what the ledger is verified against and what `siku copy` carries.
#[derive(Clone, Copy)]
pub struct Table {
    /// Name of the table.
    pub name: &'static str,
    /// The rows of some heads, as `(head, row id, row)`.
    pub load: fn(&mut Conn, &[i64]) -> Result<Vec<(i64, i64, Value)>>,
    /// Inserts rows made by `load`.
    pub insert: fn(&mut Conn, Vec<Value>) -> Result<()>,
}

impl Table {
    /// The table of a row type.
    pub const fn of<R: Row>() -> Self {
        Self { name: R::TABLE, load: load_json::<R>, insert: insert_json::<R> }
    }
}

fn load_json<R: Row>(conn: &mut Conn, heads: &[i64]) -> Result<Vec<(i64, i64, Value)>> {
    R::load(conn, heads)?.iter().map(|row| Ok((row.head_id(), row.row_id(), to_json(row)?))).collect()
}

fn insert_json<R: Row>(conn: &mut Conn, rows: Vec<Value>) -> Result<()> {
    let rows: Vec<R> =
        rows.into_iter().map(serde_json::from_value).collect::<Result<_, _>>().map_err(Error::internal)?;
    Ok(R::insert(conn, &rows)?)
}

/// A head with the records of one room under it, and the writes of a batch of such: `document! { Name: Head { field: Row, … } }`.
macro_rules! document {
    ($(#[$doc:meta])* $document:ident, $writes:ident { $($(#[$field_doc:meta])* $field:ident: $row:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $document { $($(#[$field_doc])* pub $field: Vec<$row>,)+ }

        /// What a batch writes, table by table.
        #[derive(Default)]
        pub struct $writes { $($field: $crate::registry::record::Writes<$row>,)+ }

        impl $document {
            /// The tables, in the order in which they are filled.
            pub const TABLES: &'static [$crate::registry::record::Table] =
                &[$($crate::registry::record::Table::of::<$row>(),)+];

            /// The records of some heads. A table that none of `wanted` has rows for is not asked.
            pub fn load(
                conn: &mut $crate::db::Conn,
                heads: &[i64],
                wanted: &[Self],
            ) -> $crate::error::Result<std::collections::HashMap<i64, Self>> {
                use $crate::registry::record::Row as _;
                let mut documents: std::collections::HashMap<i64, Self> = std::collections::HashMap::new();
                $(if wanted.is_empty() || wanted.iter().any(|document| !document.$field.is_empty()) {
                    for row in <$row>::load(conn, heads)? {
                        documents.entry(row.head_id()).or_default().$field.push(row);
                    }
                })+
                Ok(documents)
            }

            /// Takes over what arrives for one head, record by record.
            pub fn absorb(
                &mut self,
                incoming: Self,
                head_id: i64,
                ids: &$crate::db::IdSource,
                writes: &mut $writes,
                delta: &mut $crate::registry::record::Delta,
            ) -> $crate::error::Result<Vec<$crate::registry::record::Outranked>> {
                use $crate::registry::record::Row as _;
                let mut outranked = Vec::new();
                $(for row in incoming.$field {
                    let key = row.natural_key();
                    let place = self.$field.iter().position(|known| known.natural_key() == key);
                    let known = place.and_then(|place| self.$field.get(place));
                    let (row, refusal) = writes.$field.absorb(known, row, head_id, ids, delta)?;
                    match place.and_then(|place| self.$field.get_mut(place)) {
                        Some(known) => *known = row,
                        None => self.$field.push(row),
                    }
                    outranked.extend(refusal);
                })+
                Ok(outranked)
            }

            /// Adds what another document says about the same head.
            pub fn extend(&mut self, other: Self) {
                $(self.$field.extend(other.$field);)+
            }
        }

        impl $writes {
            /// Writes everything gathered.
            pub fn flush(&mut self, conn: &mut $crate::db::Conn) -> $crate::error::Result<()> {
                $(self.$field.flush(conn)?;)+
                Ok(())
            }
        }
    };
}
pub(crate) use document;
