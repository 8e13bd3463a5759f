-- What an account is told on the platform.
CREATE TABLE notice (
    account_id BIGINT NOT NULL REFERENCES account (id),
    id BIGINT NOT NULL,
    public_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('filing_received', 'filing_returned', 'filing_passed', 'filing_in_force', 'filing_refused', 'filing_withdrawn', 'filing_to_review', 'filing_due_soon', 'filing_overdue', 'organisation_decided', 'account_changed', 'delivery_failed')),
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    address TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    read_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (account_id, id),
    CONSTRAINT notice_public_id_unique UNIQUE (account_id, public_id)
);
CREATE INDEX notice_unread ON notice (account_id) WHERE read_at IS NULL;

-- An address of an organisation's own system that is told of what happens.
CREATE TABLE webhook (
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    id BIGINT NOT NULL,
    public_id TEXT NOT NULL,
    url TEXT NOT NULL,
    secret_cipher TEXT NOT NULL,
    events TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'disabled', 'removed')),
    failures INTEGER NOT NULL,
    delivered_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT webhook_public_id_unique UNIQUE (organisation_id, public_id)
);

-- What is on its way out of the platform: an e-mail for an account, an event for a webhook.
CREATE TABLE outbox (
    id BIGINT PRIMARY KEY NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'webhook')),
    account_id BIGINT REFERENCES account (id),
    organisation_id BIGINT REFERENCES organisation (id),
    webhook_id BIGINT,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'skipped', 'failed')),
    attempts INTEGER NOT NULL,
    last_error TEXT,
    created_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    CONSTRAINT outbox_recipient_check CHECK ((channel = 'email' AND account_id IS NOT NULL AND webhook_id IS NULL) OR (channel = 'webhook' AND account_id IS NULL AND organisation_id IS NOT NULL AND webhook_id IS NOT NULL))
);
CREATE INDEX outbox_account_id ON outbox (account_id);
CREATE INDEX outbox_webhook ON outbox (organisation_id, webhook_id);
CREATE INDEX outbox_state ON outbox (state, id);
