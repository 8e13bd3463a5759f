-- Who an account is to another system that signs people in (OpenID Connect).
CREATE TABLE account_identity (
    account_id INTEGER NOT NULL REFERENCES account (id),
    id INTEGER NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    linked_at TEXT NOT NULL,
    withdrawn_at TEXT,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_identity_subject ON account_identity (subject, issuer);
