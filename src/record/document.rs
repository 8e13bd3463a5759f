//! The records of one room under one head.

use std::collections::HashMap;

use super::{Delta, Refusal, Resolved, Saying, Table};
use crate::db::{Conn, IdSource};
use crate::error::Result;

/// The records that hang from one head, by table. [`document!`] declares and implements it.
pub trait Document: Default + Clone {
    /// What a batch of heads writes, table by table.
    type Writes: Default;

    /// The tables, in the order in which they are filled.
    const TABLES: &'static [Table];

    /// The records of some heads, by head. Tables that none of `arriving` has rows for are not asked.
    fn load(conn: &mut Conn, heads: &[i64], arriving: &[&Self]) -> Result<HashMap<i64, Self>>;

    /// All records of some heads, by head.
    fn load_all(conn: &mut Conn, heads: &[i64]) -> Result<HashMap<i64, Self>>;

    /// Puts the heads that the references of these records were resolved to in their place.
    fn resolve(&mut self, resolved: &Resolved);

    /// Compares what arrives for one head with what is on file, record by record; the first that is refused refuses all.
    fn weigh(
        &self,
        arriving: Self,
        head_id: i64,
        ids: &IdSource,
        writes: &mut Self::Writes,
        saying: &Saying<'_>,
    ) -> Result<Option<Refusal>>;

    /// Takes over what was weighed.
    fn take(&mut self, writes: &mut Self::Writes, delta: &mut Delta, saying: &mut Saying<'_>);

    /// Takes over what was derived from the records, row by row, in the same order as `before`.
    fn amend(&self, before: &Self, writes: &mut Self::Writes, delta: &mut Delta) -> Result<()>;

    /// Writes everything gathered.
    fn flush(writes: &mut Self::Writes, conn: &mut Conn) -> Result<()>;
}

/// Declares a document: `document! { EnterpriseRecords, EnterpriseWrites { qualifications: Qualification, … } }`.
macro_rules! document {
    ($(#[$doc:meta])* $document:ident, $writes:ident { $($(#[$field_doc:meta])* $field:ident: $row:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $document { $($(#[$field_doc])* pub $field: Vec<$row>,)+ }

        /// What a batch writes, table by table.
        #[derive(Default)]
        pub struct $writes { $($field: $crate::record::Writes<$row>,)+ }

        impl $crate::record::Document for $document {
            type Writes = $writes;

            const TABLES: &'static [$crate::record::Table] = &[$($crate::record::Table::of::<$row>(),)+];

            fn load(
                conn: &mut $crate::db::Conn,
                heads: &[i64],
                arriving: &[&Self],
            ) -> $crate::error::Result<std::collections::HashMap<i64, Self>> {
                let mut documents: std::collections::HashMap<i64, Self> = std::collections::HashMap::new();
                $(if arriving.iter().any(|document| !document.$field.is_empty()) {
                    for row in <$row as $crate::record::Record>::load(conn, heads)? {
                        let head = $crate::record::Record::head_id(&row);
                        documents.entry(head).or_default().$field.push(row);
                    }
                })+
                Ok(documents)
            }

            fn load_all(
                conn: &mut $crate::db::Conn,
                heads: &[i64],
            ) -> $crate::error::Result<std::collections::HashMap<i64, Self>> {
                let mut documents: std::collections::HashMap<i64, Self> = std::collections::HashMap::new();
                $(for row in <$row as $crate::record::Record>::load(conn, heads)? {
                    let head = $crate::record::Record::head_id(&row);
                    documents.entry(head).or_default().$field.push(row);
                })+
                Ok(documents)
            }

            fn resolve(&mut self, resolved: &$crate::record::Resolved) {
                $(for row in &mut self.$field {
                    $crate::record::Row::resolve(row, resolved);
                })+
            }

            fn weigh(
                &self,
                arriving: Self,
                head_id: i64,
                ids: &$crate::db::IdSource,
                writes: &mut $writes,
                saying: &$crate::record::Saying<'_>,
            ) -> $crate::error::Result<Option<$crate::record::Refusal>> {
                $(let refusal = writes.$field.weigh(&self.$field, arriving.$field, head_id, ids, saying)?;
                if refusal.is_some() {
                    return Ok(refusal);
                })+
                Ok(None)
            }

            fn take(
                &mut self,
                writes: &mut $writes,
                delta: &mut $crate::record::Delta,
                saying: &mut $crate::record::Saying<'_>,
            ) {
                $(writes.$field.take(&mut self.$field, delta, saying);)+
            }

            fn amend(
                &self,
                before: &Self,
                writes: &mut $writes,
                delta: &mut $crate::record::Delta,
            ) -> $crate::error::Result<()> {
                $(for (before, after) in before.$field.iter().zip(&self.$field) {
                    writes.$field.amend(before, after, delta)?;
                })+
                Ok(())
            }

            fn flush(writes: &mut $writes, conn: &mut $crate::db::Conn) -> $crate::error::Result<()> {
                $(writes.$field.flush(conn)?;)+
                Ok(())
            }
        }
    };
}
pub(crate) use document;
