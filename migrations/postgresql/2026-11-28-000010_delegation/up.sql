-- Who decides for a reviewer who is away, and on which days.
CREATE TABLE delegation (
    account_id BIGINT NOT NULL REFERENCES account (id),
    id BIGINT NOT NULL,
    public_id TEXT NOT NULL,
    deputy_id BIGINT NOT NULL REFERENCES account (id),
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    created_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (account_id, id),
    CONSTRAINT delegation_last_day_check CHECK (last_day >= first_day),
    CONSTRAINT delegation_deputy_id_check CHECK (deputy_id <> account_id)
);
CREATE INDEX delegation_deputy_id ON delegation (deputy_id, last_day);

-- For whom a deputy acted, by name as the other names of a step.
ALTER TABLE filing_step ADD COLUMN on_behalf_of TEXT;
