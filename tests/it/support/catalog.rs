//! The schema as a database's own catalog tells it, in one form for both backends.

use std::collections::{BTreeMap, BTreeSet};

use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl as _};
use siku::db::{Backend, Conn};

use super::TestDb;

/// The name indexes differ by backend, shadow tables included; `db::search` owns them.
const NAME_INDEXES: [&str; 3] = ["enterprise_name", "person_name", "project_name"];

/// A table with everything that holds its rows together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Whether a column may be empty, and its type in the backend's words, by name.
    pub columns: BTreeMap<String, Column>,
    /// Columns of the primary key, in order.
    pub primary_key: Vec<String>,
    /// Columns of each unique constraint, by its name.
    pub uniques: BTreeMap<String, Vec<String>>,
    /// Columns of each foreign key, with the table they refer to.
    pub foreign_keys: BTreeSet<(Vec<String>, String)>,
    /// Names of the checks.
    pub checks: BTreeSet<String>,
    /// Columns of each other index, by its name.
    pub indexes: BTreeMap<String, Vec<String>>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its type, in the backend's words.
    pub kind: String,
    /// Whether it may be empty.
    pub nullable: bool,
}

/// A schema.
pub type Catalog = BTreeMap<String, Table>;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// The rows of a query whose one column is named `line`.
pub fn lines(conn: &mut Conn, sql: &str) -> Vec<String> {
    let rows: Vec<Line> = diesel::sql_query(sql).load(conn).unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.into_iter().map(|row| row.line).collect()
}

/// The catalog of a database.
pub fn catalog(database: &TestDb) -> Catalog {
    let catalog = database.db.read_now(|conn| {
        Ok(match database.db.backend() {
            Backend::Sqlite => sqlite(conn),
            Backend::Postgres => postgres(conn),
        })
    });
    let hidden = |name: &str| {
        name.starts_with("__")
            || name.starts_with("sqlite_")
            || NAME_INDEXES.iter().any(|index| name.starts_with(index))
    };
    catalog.unwrap().into_iter().filter(|(name, _)| !hidden(name)).collect()
}

/// Everything the catalog says, word by word: equal dumps are equal schemas.
pub fn dump(conn: &mut Conn) -> Vec<String> {
    let dump = match conn {
        Conn::Sqlite(_) => "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_master",
        Conn::Pg(_) => {
            "SELECT format('column %s.%s %s %s %s', table_name, column_name, data_type, collation_name, is_nullable) AS line
                FROM information_schema.columns WHERE table_schema = 'public'
             UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                FROM pg_constraint WHERE connamespace = 'public'::regnamespace
             UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'"
        }
    };
    lines(conn, &format!("SELECT line FROM ({dump}) AS dump ORDER BY line"))
}

fn sqlite(conn: &mut Conn) -> Catalog {
    let of = "FROM sqlite_master m, ";
    let mut catalog = Catalog::new();
    for line in lines(
        conn,
        &format!(
            "SELECT m.name || '|' || c.name || '|' || c.type || '|' || (c.\"notnull\" OR c.pk > 0) AS line {of} pragma_table_info(m.name) c WHERE m.type = 'table'"
        ),
    ) {
        let [table, column, kind, required] = fields(&line);
        let column_ = Column { kind: kind.to_owned(), nullable: required == "0" };
        catalog.entry(table.to_owned()).or_default().columns.insert(column.to_owned(), column_);
    }
    for line in lines(
        conn,
        &format!(
            "SELECT m.name || '|' || c.name AS line {of} pragma_table_info(m.name) c WHERE m.type = 'table' AND c.pk > 0 ORDER BY m.name, c.pk"
        ),
    ) {
        let [table, column] = fields(&line);
        catalog.entry(table.to_owned()).or_default().primary_key.push(column.to_owned());
    }
    for line in lines(
        conn,
        &format!(
            "SELECT m.name || '|' || group_concat(f.\"from\") || '|' || f.\"table\" AS line {of} pragma_foreign_key_list(m.name) f WHERE m.type = 'table' GROUP BY m.name, f.id"
        ),
    ) {
        let [table, columns, target] = fields(&line);
        catalog.entry(table.to_owned()).or_default().foreign_keys.insert((names(columns), target.to_owned()));
    }
    for line in lines(
        conn,
        &format!(
            "SELECT m.name || '|' || i.name || '|' || (SELECT group_concat(k.name) FROM pragma_index_info(i.name) k) AS line {of} pragma_index_list(m.name) i WHERE m.type = 'table' AND i.origin = 'c'"
        ),
    ) {
        let [table, index, columns] = fields(&line);
        catalog.entry(table.to_owned()).or_default().indexes.insert(index.to_owned(), names(columns));
    }
    // The catalog does not keep the names of constraints: they stand in the statement that made the table, a line each.
    for statement in lines(conn, "SELECT name || char(10) || sql AS line FROM sqlite_master WHERE type = 'table'") {
        let mut lines = statement.lines();
        let name = lines.next().unwrap().to_owned();
        let table = catalog.entry(name.clone()).or_default();
        for line in lines {
            constraint(&name, line.trim(), table);
        }
    }
    catalog
}

/// Reads a line of a `CREATE TABLE`. A check on a column bears the name that `PostgreSQL` would give it; one that says
/// only that an integer is a boolean is its type.
fn constraint(name: &str, line: &str, table: &mut Table) {
    if let Some((unique, columns)) = line.strip_prefix("CONSTRAINT ").and_then(|rest| rest.split_once(" UNIQUE (")) {
        let (columns, _) = columns.split_once(')').unwrap();
        table.uniques.insert(unique.to_owned(), names(&columns.replace(' ', "")));
    } else if let Some((check, _)) = line.strip_prefix("CONSTRAINT ").and_then(|rest| rest.split_once(" CHECK (")) {
        table.checks.insert(check.to_owned());
    } else if let (Some(column), Some((_, check))) = (line.split(' ').next(), line.split_once(" CHECK (")) {
        if check.starts_with(&format!("{column} IN (0, 1)")) {
            "BOOLEAN".clone_into(&mut table.columns.get_mut(column).unwrap().kind);
        } else {
            table.checks.insert(format!("{name}_{column}_check"));
        }
    }
}

fn postgres(conn: &mut Conn) -> Catalog {
    let mut catalog = Catalog::new();
    for line in lines(
        conn,
        "SELECT concat_ws('|', table_name, column_name, data_type, is_nullable) AS line FROM information_schema.columns WHERE table_schema = 'public'",
    ) {
        let [table, column, kind, nullable] = fields(&line);
        let column_ = Column { kind: kind.to_owned(), nullable: nullable == "YES" };
        catalog.entry(table.to_owned()).or_default().columns.insert(column.to_owned(), column_);
    }
    let columns = "(SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest(c.keys) WITH ORDINALITY k(number, place) JOIN pg_attribute a ON a.attrelid = c.relation AND a.attnum = k.number)";
    let constraints = "SELECT conrelid AS relation, conkey AS keys, contype, conname, confrelid FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid > 0";
    for line in lines(
        conn,
        &format!(
            "SELECT concat_ws('|', relation::regclass, contype, conname, {columns}, confrelid::regclass) AS line FROM ({constraints}) c"
        ),
    ) {
        let [table, kind, name, columns, target] = fields(&line);
        let table = catalog.entry(table.to_owned()).or_default();
        match kind {
            "p" => table.primary_key = names(columns),
            "u" => drop(table.uniques.insert(name.to_owned(), names(columns))),
            "f" => drop(table.foreign_keys.insert((names(columns), target.to_owned()))),
            "c" => drop(table.checks.insert(name.to_owned())),
            other => panic!("{name} is a constraint of the unknown kind {other}"),
        }
    }
    let indexes = "SELECT indrelid AS relation, indkey::smallint[] AS keys, indexrelid FROM pg_index i WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND contype IN ('p', 'u')) AND indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)";
    for line in lines(
        conn,
        &format!(
            "SELECT concat_ws('|', relation::regclass, indexrelid::regclass, {columns}) AS line FROM ({indexes}) c"
        ),
    ) {
        let [table, index, columns] = fields(&line);
        catalog.entry(table.to_owned()).or_default().indexes.insert(index.to_owned(), names(columns));
    }
    catalog
}

fn fields<const N: usize>(line: &str) -> [&str; N] {
    let fields: Vec<&str> = line.split('|').collect();
    fields.try_into().unwrap_or_else(|fields| panic!("{fields:?}"))
}

fn names(columns: &str) -> Vec<String> {
    columns.split(',').map(str::to_owned).collect()
}
