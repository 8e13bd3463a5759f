-- Who decides for a reviewer who is away, and on which days.
CREATE TABLE delegation (
    account_id INTEGER NOT NULL REFERENCES account (id),
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    deputy_id INTEGER NOT NULL REFERENCES account (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    created_at TEXT NOT NULL,
    ended_at TEXT,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (account_id, id),
    CONSTRAINT delegation_last_day_check CHECK (last_day >= first_day),
    CONSTRAINT delegation_deputy_id_check CHECK (deputy_id <> account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX delegation_deputy_id ON delegation (deputy_id, last_day);

-- For whom a deputy acted, by name as the other names of a step.
ALTER TABLE filing_step ADD COLUMN on_behalf_of TEXT;
