//! Migrations: twice the same names, embedded in the binary.

use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Conn, Db};
use crate::error::{Error, Result};

/// Migrations of the `SQLite` schema.
pub const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
/// Migrations of the `PostgreSQL` schema.
pub const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgresql");

/// Brings the schema up to date and says which migrations ran.
pub fn up(db: &Db) -> Result<Vec<String>> {
    db.read_now(|conn| {
        let ran = match conn {
            Conn::Sqlite(sqlite) => names(sqlite.run_pending_migrations(SQLITE)),
            Conn::Pg(pg) => names(pg.run_pending_migrations(POSTGRES)),
        };
        ran.map_err(Error::Internal)
    })
}

/// Whether migrations are waiting.
pub fn is_pending(conn: &mut Conn) -> Result<bool> {
    match conn {
        Conn::Sqlite(sqlite) => sqlite.has_pending_migration(SQLITE),
        Conn::Pg(pg) => pg.has_pending_migration(POSTGRES),
    }
    .map_err(Error::Internal)
}

/// Whether no migration ever ran.
pub fn is_new(conn: &mut Conn) -> Result<bool> {
    let applied = match conn {
        Conn::Sqlite(sqlite) => sqlite.applied_migrations(),
        Conn::Pg(pg) => pg.applied_migrations(),
    };
    Ok(applied.map_err(Error::Internal)?.is_empty())
}

fn names<E>(ran: Result<Vec<diesel::migration::MigrationVersion<'_>>, E>) -> Result<Vec<String>, E> {
    ran.map(|versions| versions.iter().map(ToString::to_string).collect())
}
