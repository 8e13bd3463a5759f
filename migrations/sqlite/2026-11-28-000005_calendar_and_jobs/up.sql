-- Holidays and the days made up for them, of years that an administrator entered: each replaces what comes with the platform.
-- The id is the year.
CREATE TABLE calendar_year (
    id INTEGER PRIMARY KEY NOT NULL,
    days TEXT NOT NULL,
    row_version INTEGER NOT NULL
) STRICT;

-- Work to be done after the transaction that asked for it. What is done is removed; what failed for good stays to be seen.
-- A key stands while the job waits: what comes after it began asks for a job of its own.
CREATE TABLE job (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'failed')),
    priority INTEGER NOT NULL,
    run_at TEXT NOT NULL,
    dedup_key TEXT,
    attempts INTEGER NOT NULL,
    leased_until TEXT,
    last_error TEXT,
    enqueued_at TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    CONSTRAINT job_dedup_key_unique UNIQUE (dedup_key),
    CONSTRAINT job_lease CHECK ((state = 'running') = (leased_until IS NOT NULL))
) STRICT;
CREATE INDEX job_due ON job (state, priority, run_at);
