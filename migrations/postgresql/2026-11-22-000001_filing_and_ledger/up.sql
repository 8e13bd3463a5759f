-- A filing is the basis of every change: what an enterprise files, a registry load for its batch, a decision to erase a
-- person. Its kinds are not listed here: adding one touches one place.
CREATE TABLE filing (
    id BIGINT PRIMARY KEY NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'in_force', 'refused', 'withdrawn')),
    actor TEXT NOT NULL,
    basis TEXT NOT NULL,
    content_digest TEXT NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    rows_read BIGINT NOT NULL,
    rows_refused BIGINT NOT NULL,
    heads_changed BIGINT NOT NULL,
    row_version BIGINT NOT NULL,
    CONSTRAINT filing_number_unique UNIQUE (number)
);
CREATE INDEX filing_finished_at ON filing (finished_at);

-- One entry for each head that a filing or an act changed, written in the same transaction. Rows are never changed or removed:
-- the database refuses it, whoever asks.
CREATE TABLE ledger_entry (
    head_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    head_kind TEXT NOT NULL CHECK (head_kind IN ('enterprise', 'person', 'project', 'filing', 'organisation', 'account', 'route', 'calendar', 'finding')),
    filing_id BIGINT REFERENCES filing (id),
    at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    changes TEXT NOT NULL,
    PRIMARY KEY (head_id, id)
);
CREATE INDEX ledger_entry_filing_id ON ledger_entry (filing_id);
CREATE INDEX ledger_entry_id ON ledger_entry (id);

-- Which keys this database was sealed with, so that another key file is refused. A fingerprint says nothing of its key.
CREATE TABLE vault_key (
    name TEXT PRIMARY KEY NOT NULL,
    fingerprint TEXT NOT NULL
);

CREATE FUNCTION ledger_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''ledger_entry is append-only''; END';
CREATE TRIGGER ledger_entry_is_not_changed BEFORE UPDATE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_entry_is_append_only();
CREATE TRIGGER ledger_entry_is_not_removed BEFORE DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_entry_is_append_only();
CREATE TRIGGER ledger_entry_is_not_emptied BEFORE TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_is_append_only();
