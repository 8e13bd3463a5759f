-- Who may act for whom: an enterprise that asks to file for itself, or a department with its region and tier.
CREATE TABLE organisation (
    id INTEGER PRIMARY KEY NOT NULL,
    public_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('enterprise', 'department')),
    name TEXT NOT NULL,
    credit_code TEXT,
    enterprise_id INTEGER REFERENCES enterprise (id),
    region_code TEXT NOT NULL,
    tier TEXT CHECK (tier IN ('county', 'city', 'province')),
    state TEXT NOT NULL CHECK (state IN ('pending', 'verified', 'refused', 'suspended')),
    state_reason TEXT,
    registered_at TEXT NOT NULL,
    decided_at TEXT,
    row_version INTEGER NOT NULL,
    CONSTRAINT organisation_public_id_unique UNIQUE (public_id),
    CONSTRAINT organisation_credit_code_check CHECK (length(credit_code) = 18),
    CONSTRAINT organisation_region_code_check CHECK (length(region_code) = 6 AND trim(region_code, '0123456789') = ''),
    CONSTRAINT organisation_kind_fields_check CHECK ((kind = 'enterprise' AND credit_code IS NOT NULL AND tier IS NULL) OR (kind = 'department' AND tier IS NOT NULL AND enterprise_id IS NULL))
) STRICT;
-- Anybody may ask for an enterprise; one is let in. Whoever asks in another's name does not keep the other out.
CREATE UNIQUE INDEX organisation_credit_code_unique ON organisation (credit_code) WHERE state IN ('verified', 'suspended');
CREATE INDEX organisation_credit_code ON organisation (credit_code);
CREATE INDEX organisation_enterprise_id ON organisation (enterprise_id);
CREATE INDEX organisation_state_region_code ON organisation (state, region_code, id);

-- A person who signs in. What stands in the registries of a person is another matter.
CREATE TABLE account (
    id INTEGER PRIMARY KEY NOT NULL,
    public_id TEXT NOT NULL,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    login_name TEXT NOT NULL,
    person_name TEXT NOT NULL,
    phone_cipher TEXT,
    phone_masked TEXT,
    email_cipher TEXT,
    email_masked TEXT,
    password_hash TEXT NOT NULL,
    password_changed_at TEXT NOT NULL,
    must_change_password INTEGER NOT NULL CHECK (must_change_password IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
    created_at TEXT NOT NULL,
    unlocked_at TEXT,
    row_version INTEGER NOT NULL,
    CONSTRAINT account_public_id_unique UNIQUE (public_id),
    CONSTRAINT account_login_name_unique UNIQUE (login_name)
) STRICT;
CREATE INDEX account_organisation_id ON account (organisation_id, id);

-- A role that an account was given. One that is taken away stays, with the day: the ledger replays it.
CREATE TABLE account_role (
    account_id INTEGER NOT NULL REFERENCES account (id),
    id INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('enterprise_filer', 'enterprise_administrator', 'reviewer', 'department_administrator', 'auditor', 'system_administrator', 'security_administrator')),
    granted_at TEXT NOT NULL,
    withdrawn_at TEXT,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_role_role ON account_role (role);

-- A browser that signed in. The token is the browser's alone; here is its hash.
CREATE TABLE session (
    account_id INTEGER NOT NULL REFERENCES account (id),
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('awaiting_second_factor', 'open', 'ended')),
    started_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    ended_at TEXT,
    peer_address TEXT,
    user_agent TEXT,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_token_hash ON session (token_hash);

-- A program that acts for an account, with part of its rights.
CREATE TABLE api_token (
    account_id INTEGER NOT NULL REFERENCES account (id),
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    last_used_at TEXT,
    revoked_at TEXT,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX api_token_token_hash ON api_token (token_hash);

-- One-time passwords (RFC 6238) of an account: in force once the first was typed in.
CREATE TABLE second_factor (
    account_id INTEGER PRIMARY KEY NOT NULL REFERENCES account (id),
    secret_cipher TEXT NOT NULL,
    confirmed_at TEXT,
    removed_at TEXT,
    last_step INTEGER NOT NULL,
    row_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What lets an account in once when the telephone with the one-time passwords is lost.
CREATE TABLE recovery_code (
    account_id INTEGER NOT NULL REFERENCES account (id),
    id INTEGER NOT NULL,
    code_hash TEXT NOT NULL,
    used_at TEXT,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

-- Attempts to sign in that were not (yet) right, by keyed hash of the log-in name or of the address they came from,
-- whether there is such an account or not.
CREATE TABLE login_attempt (
    subject_hash TEXT PRIMARY KEY NOT NULL,
    failures INTEGER NOT NULL,
    attempted_at TEXT NOT NULL,
    locked_until TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX login_attempt_attempted_at ON login_attempt (attempted_at);
