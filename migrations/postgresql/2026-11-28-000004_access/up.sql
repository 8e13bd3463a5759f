-- Who may act for whom: an enterprise that asks to file for itself, or a department with its region and tier.
CREATE TABLE organisation (
    id BIGINT PRIMARY KEY NOT NULL,
    public_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('enterprise', 'department')),
    name TEXT NOT NULL,
    credit_code TEXT,
    enterprise_id BIGINT REFERENCES enterprise (id),
    region_code TEXT COLLATE "C" NOT NULL,
    tier TEXT CHECK (tier IN ('county', 'city', 'province')),
    state TEXT NOT NULL CHECK (state IN ('pending', 'verified', 'refused', 'suspended')),
    state_reason TEXT,
    registered_at TIMESTAMP NOT NULL,
    decided_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    CONSTRAINT organisation_public_id_unique UNIQUE (public_id),
    CONSTRAINT organisation_credit_code_check CHECK (length(credit_code) = 18),
    CONSTRAINT organisation_region_code_check CHECK (length(region_code) = 6 AND trim(region_code, '0123456789') = ''),
    CONSTRAINT organisation_kind_fields_check CHECK ((kind = 'enterprise' AND credit_code IS NOT NULL AND tier IS NULL) OR (kind = 'department' AND tier IS NOT NULL AND enterprise_id IS NULL))
);
-- Anybody may ask for an enterprise; one is let in. Whoever asks in another's name does not keep the other out.
CREATE UNIQUE INDEX organisation_credit_code_unique ON organisation (credit_code) WHERE state IN ('verified', 'suspended');
CREATE INDEX organisation_credit_code ON organisation (credit_code);
CREATE INDEX organisation_enterprise_id ON organisation (enterprise_id);
CREATE INDEX organisation_state_region_code ON organisation (state, region_code, id);

-- A person who signs in. What stands in the registries of a person is another matter.
CREATE TABLE account (
    id BIGINT PRIMARY KEY NOT NULL,
    public_id TEXT NOT NULL,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    login_name TEXT COLLATE "C" NOT NULL,
    person_name TEXT NOT NULL,
    phone_cipher TEXT,
    phone_masked TEXT,
    email_cipher TEXT,
    email_masked TEXT,
    password_hash TEXT NOT NULL,
    password_changed_at TIMESTAMP NOT NULL,
    must_change_password BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
    created_at TIMESTAMP NOT NULL,
    unlocked_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    CONSTRAINT account_public_id_unique UNIQUE (public_id),
    CONSTRAINT account_login_name_unique UNIQUE (login_name)
);
CREATE INDEX account_organisation_id ON account (organisation_id, id);

-- A role that an account was given. One that is taken away stays, with the day: the ledger replays it.
CREATE TABLE account_role (
    account_id BIGINT NOT NULL REFERENCES account (id),
    id BIGINT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('enterprise_filer', 'enterprise_administrator', 'reviewer', 'department_administrator', 'auditor', 'system_administrator', 'security_administrator')),
    granted_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX account_role_role ON account_role (role);

-- A browser that signed in. The token is the browser's alone; here is its hash.
CREATE TABLE session (
    account_id BIGINT NOT NULL REFERENCES account (id),
    id BIGINT NOT NULL,
    public_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('awaiting_second_factor', 'open', 'ended')),
    started_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    peer_address TEXT,
    user_agent TEXT,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX session_token_hash ON session (token_hash);

-- A program that acts for an account, with part of its rights.
CREATE TABLE api_token (
    account_id BIGINT NOT NULL REFERENCES account (id),
    id BIGINT NOT NULL,
    public_id TEXT NOT NULL,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP,
    revoked_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX api_token_token_hash ON api_token (token_hash);

-- One-time passwords (RFC 6238) of an account: in force once the first was typed in.
CREATE TABLE second_factor (
    account_id BIGINT PRIMARY KEY NOT NULL REFERENCES account (id),
    secret_cipher TEXT NOT NULL,
    confirmed_at TIMESTAMP,
    removed_at TIMESTAMP,
    last_step BIGINT NOT NULL,
    row_version BIGINT NOT NULL
);

-- What lets an account in once when the telephone with the one-time passwords is lost.
CREATE TABLE recovery_code (
    account_id BIGINT NOT NULL REFERENCES account (id),
    id BIGINT NOT NULL,
    code_hash TEXT NOT NULL,
    used_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);

-- Attempts to sign in that were not (yet) right, by keyed hash of the log-in name or of the address they came from,
-- whether there is such an account or not.
CREATE TABLE login_attempt (
    subject_hash TEXT PRIMARY KEY NOT NULL,
    failures BIGINT NOT NULL,
    attempted_at TIMESTAMP NOT NULL,
    locked_until TIMESTAMP
);
CREATE INDEX login_attempt_attempted_at ON login_attempt (attempted_at);
