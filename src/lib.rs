//! Siku (四库): the four linked registries of a construction market — enterprises, personnel, projects, credit.
//!
//! # The map of the house
//!
//! A fact comes in by a workbook, becomes a typed change, is written with its entry in the ledger, and is looked up:
//!
//! ```text
//! intake ─► registry::sheet ─► load ─► registry::change ─► record ─► ledger      cli    starts everything
//!                                                             │                  http   answers, with web's pages
//!                          registry::{service, view, api, page} ◄── db
//! ```
//!
//! What the field knows:
//! - [`domain`], a package of its own without I/O: identifiers, code lists, dates and amounts as people write them, and
//!   the vocabulary of the registries.
//!
//! What the registries stand on:
//! - [`db`]: two backends behind `Db::read` and `Db::write`; [`schema`]: the tables as both have them.
//! - [`record`]: what all records share, and the one way into a registry.
//! - [`ledger`]: who changed what; replay and verification. [`filing`]: on what basis.
//! - [`vault`]: keys, and what they seal. [`keyring`]: which key file belongs to a database.
//! - [`calendar`]: working days, by which terms are counted. [`jobs`]: what is done after a transaction; [`work`]: by whom.
//! - [`clock`], [`error`]: time, handed in; the one error, with its codes and remedies.
//!
//! The registries:
//! - [`registry`]: four rooms with the same furniture, `rows`, `store`, `change`, `service`, `view`, `api`, `page` and
//!   `sheet`; beside them `link` (joins across rooms), `lookup` (who leads what), `pending` (records that wait for
//!   their parent), `history` and `dossier` (what the ledger tells of a head), `lock` (who is taken for which works).
//!
//! What the rules say:
//! - [`crosscheck`]: facts from the registries, judged by [`domain`]'s rules: before an act, and of what is on file.
//!
//! Who may do what:
//! - [`access`]: organisations, accounts, roles, sessions, tokens; the extractors that grant a right by their type.
//! - [`audit`]: the ledger as auditors read it.
//! - [`lock`]: who takes a project manager for which works, and who gives them back.
//!
//! The doors:
//! - [`notice`]: what people and systems are told: inbox, e-mail, webhooks.
//! - [`attachment`]: files handed in as evidence, sealed, sniffed and scanned. [`tls`]: for what Siku asks for itself.
//! - [`intake`]: any workbook in, rows and remarks out; it knows no registry. [`load`]: workbooks into the registries.
//! - [`http`]: the server. [`web`]: layout, parts and assets of the pages.
//! - [`cli`]: the commands. [`config`]: what the operator may set. [`telemetry`]: logs.
//! - [`heads`]: everything that the ledger speaks of. [`copy`]: one database into another. [`generate`]: a made-up province.
//!
//! Which of them may use which is a table in `tests/it/structure.rs`; why it is so stands in `docs/ARCHITECTURE.md`.

pub mod access;
pub mod attachment;
pub mod audit;
pub mod calendar;
pub mod cli;
pub mod clock;
pub mod config;
pub mod copy;
pub mod crosscheck;
pub mod db;
pub mod error;
pub mod filing;
pub mod generate;
pub mod heads;
pub mod http;
pub mod intake;
pub mod jobs;
pub mod keyring;
pub mod ledger;
pub mod load;
pub mod lock;
pub mod notice;
pub mod record;
pub mod registry;
pub mod schema;
pub mod telemetry;
pub mod tls;
pub mod vault;
pub mod web;
pub mod work;

pub use siku_domain as domain;
