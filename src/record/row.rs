//! A row that the ledger speaks of; of a registry, with who verified it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Resolved;
use crate::db::{self, Conn};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};

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

/// A row of any table that the ledger speaks of: a head, or a record that hangs from one.
pub trait Record: Serialize + DeserializeOwned + Clone + PartialEq + 'static {
    /// Name of the table.
    const TABLE: &'static str;
    /// Columns that the ledger does not tell: secrets, and counters that run on.
    const UNTOLD: &'static [&'static str];

    /// Row id of the head it hangs from; its own when it is a head.
    fn head_id(&self) -> i64;
    /// Row id; the head's where the table has one row a head.
    fn row_id(&self) -> i64;
    /// Version of the row.
    fn row_version(&self) -> i64;
    /// Sets the version of the row.
    fn set_row_version(&mut self, version: i64);

    /// The rows of some heads, by head and id.
    fn load(conn: &mut Conn, heads: &[i64]) -> db::Result<Vec<Self>>;
    /// Inserts new rows.
    fn insert(conn: &mut Conn, rows: &[Self]) -> db::Result<()>;
    /// Writes a changed row over its previous version; `false` when somebody else was faster.
    fn update(conn: &mut Conn, row: &Self) -> db::Result<bool>;
}

/// Implements [`Record`] for a struct over its table: `record!(AccountRow, account, head)` for a head,
/// `record!(RoleRow, account_role, many account_id)` for what hangs from one by the key `(account_id, id)`, `one account_id`
/// where a head has one. A trailing `untold [password_hash]` names the columns of [`Record::UNTOLD`].
macro_rules! record {
    ($row:ident, $table:ident, head $(, untold [$($untold:ident),+])?) => {
        $crate::record::record!(@impl $row, $table, id, |row| row.id.into(), |row| $table::id.eq(row.id), [$($($untold),+)?]);
    };
    ($row:ident, $table:ident, one $head:ident $(, untold [$($untold:ident),+])?) => {
        $crate::record::record!(@impl $row, $table, $head, |row| row.$head.into(),
            |row| $table::$head.eq(row.$head), [$($($untold),+)?]);
    };
    ($row:ident, $table:ident, many $head:ident $(, untold [$($untold:ident),+])?) => {
        $crate::record::record!(@impl $row, $table, $head, |row| row.id,
            |row| $table::$head.eq(row.$head).and($table::id.eq(row.id)), [$($($untold),+)?]);
    };
    (@impl $row:ident, $table:ident, $head:ident, |$id_row:ident| $id:expr, |$where_row:ident| $where:expr, [$($untold:ident),*]) => {
        impl $crate::record::Record for $row {
            const TABLE: &'static str = stringify!($table);
            const UNTOLD: &'static [&'static str] = &[$(stringify!($untold)),*];

            fn head_id(&self) -> i64 {
                self.$head.into()
            }

            fn row_id(&self) -> i64 {
                let $id_row = self;
                $id
            }

            fn row_version(&self) -> i64 {
                self.row_version
            }

            fn set_row_version(&mut self, version: i64) {
                self.row_version = version;
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
                $crate::db::batch::insert_rows!(conn, $table::table, rows);
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
pub(crate) use record;

/// A row of a registry: a head, or a record that hangs from one.
pub trait Row: Record {
    /// Fields that no row says by itself: they are settled from the records, or completed with what is on file.
    const DERIVED: &'static [&'static str];

    /// What tells this record from its sisters under one head.
    fn natural_key(&self) -> String;
    /// Takes its place under a head, as a new row.
    fn adopt(&mut self, head_id: i64, id: i64);
    /// Which tier verified it.
    fn data_level(&self) -> DataLevel;
    /// Who verified it and where it came from.
    fn provenance(&self) -> Provenance;
    /// Takes over who verified it and where it came from.
    fn set_provenance(&mut self, provenance: &Provenance);

    /// Puts the heads that its references were resolved to in their place.
    fn resolve(&mut self, resolved: &Resolved);
}

/// Implements [`Row`] for a struct over its table: `row!(Enterprise, enterprise, head)` for a head,
/// `row!(Qualification, qualification, many enterprise_id, |row| key)` for a record,
/// `row!(EnterpriseParticulars, enterprise_particulars, one enterprise_id)` where a head has one. A trailing
/// `refers [owner_id, …]` names the columns that refer to other heads, `derives [stage, …]` those of [`Row::DERIVED`].
macro_rules! row {
    ($row:ident, $table:ident, head $(, refers [$($reference:ident),+])? $(, derives [$($derived:ident),+])?) => {
        $crate::record::row!(@impl $row, $table, id, |row| row.id.into(), |_row| String::new(),
            |row, head, _id| { row.id = head.into(); row.row_version = 1; },
            |row| $table::id.eq(row.id), [$($($reference),+)?], [$($($derived),+)?]);
    };
    ($row:ident, $table:ident, one $head:ident $(, refers [$($reference:ident),+])? $(, derives [$($derived:ident),+])?) => {
        $crate::record::row!(@impl $row, $table, $head, |row| row.$head.into(), |_row| String::new(),
            |row, head, _id| { row.$head = head.into(); row.row_version = 1; },
            |row| $table::$head.eq(row.$head), [$($($reference),+)?], [$($($derived),+)?]);
    };
    ($row:ident, $table:ident, many $head:ident, |$key_row:ident| $key:expr $(, refers [$($reference:ident),+])? $(, derives [$($derived:ident),+])?) => {
        $crate::record::row!(@impl $row, $table, $head, |row| row.id, |$key_row| $key,
            |row, head, id| { row.$head = head.into(); row.id = id; row.record_key = row.natural_key(); row.row_version = 1; },
            |row| $table::$head.eq(row.$head).and($table::id.eq(row.id)), [$($($reference),+)?], [$($($derived),+)?]);
    };
    (@impl $row:ident, $table:ident, $head:ident, |$id_row:ident| $id:expr, |$key_row:ident| $key:expr,
        |$adopt_row:ident, $adopt_head:ident, $adopt_id:ident| $adopt:block, |$where_row:ident| $where:expr, [$($reference:ident),*], [$($derived:ident),*]) => {
        $crate::record::record!(@impl $row, $table, $head, |$id_row| $id, |$where_row| $where, []);

        impl $crate::record::Row for $row {
            const DERIVED: &'static [&'static str] = &[$(stringify!($derived)),*];

            fn natural_key(&self) -> String {
                let $key_row = self;
                $key
            }

            fn adopt(&mut self, $adopt_head: i64, $adopt_id: i64) {
                let $adopt_row = self;
                $adopt
            }

            fn data_level(&self) -> $crate::domain::vocabulary::provenance::DataLevel {
                self.data_level
            }

            fn provenance(&self) -> $crate::record::Provenance {
                $crate::record::Provenance {
                    data_level: self.data_level,
                    data_source: self.data_source,
                    verifying_body: self.verifying_body.clone(),
                    verifying_person: self.verifying_person.clone(),
                    raw: self.raw.clone(),
                }
            }

            fn set_provenance(&mut self, provenance: &$crate::record::Provenance) {
                self.data_level = provenance.data_level;
                self.data_source = provenance.data_source;
                self.verifying_body.clone_from(&provenance.verifying_body);
                self.verifying_person.clone_from(&provenance.verifying_person);
                self.raw.clone_from(&provenance.raw);
            }

            fn resolve(&mut self, resolved: &$crate::record::Resolved) {
                let _ = resolved;
                $($crate::record::Reference::resolve(&mut self.$reference, resolved);)*
            }
        }
    };
}
pub(crate) use row;
