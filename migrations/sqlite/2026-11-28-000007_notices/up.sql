-- What an account is told on the platform.
CREATE TABLE notice (
    account_id INTEGER NOT NULL REFERENCES account (id),
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('filing_received', 'filing_returned', 'filing_passed', 'filing_in_force', 'filing_refused', 'filing_withdrawn', 'filing_to_review', 'filing_due_soon', 'filing_overdue', 'organisation_decided', 'account_changed', 'delivery_failed')),
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    address TEXT NOT NULL,
    at TEXT NOT NULL,
    read_at TEXT,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (account_id, id),
    CONSTRAINT notice_public_id_unique UNIQUE (account_id, public_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_unread ON notice (account_id) WHERE read_at IS NULL;

-- An address of an organisation's own system that is told of what happens.
CREATE TABLE webhook (
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    url TEXT NOT NULL,
    secret_cipher TEXT NOT NULL,
    events TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'disabled', 'removed')),
    failures INTEGER NOT NULL,
    delivered_at TEXT,
    created_at TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT webhook_public_id_unique UNIQUE (organisation_id, public_id)
) STRICT, WITHOUT ROWID;

-- What is on its way out of the platform: an e-mail for an account, an event for a webhook.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'webhook')),
    account_id INTEGER REFERENCES account (id),
    organisation_id INTEGER REFERENCES organisation (id),
    webhook_id INTEGER,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'skipped', 'failed')),
    attempts INTEGER NOT NULL,
    last_error TEXT,
    created_at TEXT NOT NULL,
    finished_at TEXT,
    row_version INTEGER NOT NULL,
    CONSTRAINT outbox_recipient_check CHECK ((channel = 'email' AND account_id IS NOT NULL AND webhook_id IS NULL) OR (channel = 'webhook' AND account_id IS NULL AND organisation_id IS NOT NULL AND webhook_id IS NOT NULL))
) STRICT;
CREATE INDEX outbox_account_id ON outbox (account_id);
CREATE INDEX outbox_webhook ON outbox (organisation_id, webhook_id);
CREATE INDEX outbox_state ON outbox (state, id);
