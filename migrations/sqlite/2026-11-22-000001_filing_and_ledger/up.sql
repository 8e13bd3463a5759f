-- A filing is the basis of every change: what an enterprise files, a registry load for its batch, a decision to erase a
-- person. Its kinds are not listed here: adding one touches one place.
CREATE TABLE filing (
    id INTEGER PRIMARY KEY NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'in_force', 'refused', 'withdrawn')),
    actor TEXT NOT NULL,
    basis TEXT NOT NULL,
    content_digest TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    rows_read INTEGER NOT NULL,
    rows_refused INTEGER NOT NULL,
    heads_changed INTEGER NOT NULL,
    row_version INTEGER NOT NULL,
    CONSTRAINT filing_number_unique UNIQUE (number)
) STRICT;
CREATE INDEX filing_finished_at ON filing (finished_at);

-- One entry for each head that a filing or an act changed, written in the same transaction. Rows are never changed or removed:
-- the database refuses it, whoever asks. With row ids, as entries are long and only ever appended: WITHOUT ROWID each of
-- more than a quarter of a page would take a page of its own.
CREATE TABLE ledger_entry (
    head_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    head_kind TEXT NOT NULL CHECK (head_kind IN ('enterprise', 'person', 'project', 'filing', 'organisation', 'account', 'route', 'calendar', 'finding')),
    filing_id INTEGER REFERENCES filing (id),
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    changes TEXT NOT NULL,
    PRIMARY KEY (head_id, id)
) STRICT;
CREATE INDEX ledger_entry_filing_id ON ledger_entry (filing_id);
CREATE INDEX ledger_entry_id ON ledger_entry (id);

-- Which keys this database was sealed with, so that another key file is refused. A fingerprint says nothing of its key.
CREATE TABLE vault_key (
    name TEXT PRIMARY KEY NOT NULL,
    fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ledger_entry_is_not_changed BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END;
CREATE TRIGGER ledger_entry_is_not_removed BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END;
