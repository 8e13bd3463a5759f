-- A filing that somebody made in the hall: who files, what for, where it is decided and along which route.
CREATE TABLE filing_case (
    filing_id BIGINT PRIMARY KEY NOT NULL REFERENCES filing (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    act TEXT NOT NULL,
    region_code TEXT NOT NULL,
    route TEXT NOT NULL,
    four_eyes BOOLEAN NOT NULL,
    working_days BIGINT NOT NULL,
    opened_at TIMESTAMP NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    submitted_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    CONSTRAINT filing_case_region_code_check CHECK (length(region_code) = 6 AND trim(region_code, '0123456789') = '')
);
CREATE INDEX filing_case_organisation_id ON filing_case (organisation_id, filing_id);
CREATE INDEX filing_case_account_id ON filing_case (account_id);
CREATE INDEX filing_case_region_code ON filing_case (region_code, filing_id);

-- One thing that is filed, decided by itself: a row of a sheet. What it says is sealed, as persons' numbers may stand in it.
CREATE TABLE filing_item (
    filing_id BIGINT NOT NULL REFERENCES filing (id),
    id BIGINT NOT NULL,
    place BIGINT NOT NULL,
    sheet TEXT NOT NULL,
    title TEXT NOT NULL,
    content_cipher TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'waiting', 'returned', 'in_force', 'refused', 'withdrawn')),
    tier TEXT CHECK (tier IN ('county', 'city', 'province')),
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    seconded_by BIGINT REFERENCES account (id),
    reason_code TEXT,
    note TEXT,
    decided_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (filing_id, id),
    CONSTRAINT filing_item_waiting_check CHECK ((state = 'waiting') = (tier IS NOT NULL))
);
CREATE INDEX filing_item_content_hash ON filing_item (content_hash);
CREATE INDEX filing_item_seconded_by ON filing_item (seconded_by);

-- A tier at which items of a filing were or are to be decided: the queue of its reviewers.
CREATE TABLE filing_desk (
    filing_id BIGINT NOT NULL REFERENCES filing (id),
    id BIGINT NOT NULL,
    tier TEXT NOT NULL CHECK (tier IN ('county', 'city', 'province')),
    region_code TEXT NOT NULL,
    waiting BIGINT NOT NULL,
    arrived_at TIMESTAMP NOT NULL,
    due_on DATE NOT NULL,
    claimed_by BIGINT REFERENCES account (id),
    claimed_at TIMESTAMP,
    reminded TEXT CHECK (reminded IN ('due_soon', 'overdue')),
    row_version BIGINT NOT NULL,
    PRIMARY KEY (filing_id, id),
    CONSTRAINT filing_desk_tier_unique UNIQUE (filing_id, tier),
    CONSTRAINT filing_desk_waiting_check CHECK (waiting >= 0)
);
CREATE INDEX filing_desk_queue ON filing_desk (tier, due_on, filing_id) WHERE waiting > 0;
CREATE INDEX filing_desk_claimed_by ON filing_desk (claimed_by);

-- What happened to a filing, for its timeline: never changed.
CREATE TABLE filing_step (
    filing_id BIGINT NOT NULL REFERENCES filing (id),
    id BIGINT NOT NULL,
    at TIMESTAMP NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('opened', 'amended', 'submitted', 'resubmitted', 'claimed', 'released', 'seconded', 'approved', 'returned', 'refused', 'in_force', 'withdrawn', 'attached', 'detached')),
    account_id BIGINT REFERENCES account (id),
    person_name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    tier TEXT CHECK (tier IN ('county', 'city', 'province')),
    items BIGINT NOT NULL,
    reason_code TEXT,
    note TEXT,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (filing_id, id)
);
CREATE INDEX filing_step_account_id ON filing_step (account_id);

-- What is attached to a filing; the content stands in the store of attachments under its digest.
CREATE TABLE filing_attachment (
    filing_id BIGINT NOT NULL REFERENCES filing (id),
    id BIGINT NOT NULL,
    public_id TEXT NOT NULL,
    name TEXT NOT NULL,
    purpose TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('pdf', 'ofd', 'jpeg', 'png', 'xlsx', 'docx')),
    size BIGINT NOT NULL,
    digest TEXT NOT NULL,
    scan_state TEXT NOT NULL CHECK (scan_state IN ('not_required', 'clean', 'infected', 'unscanned')),
    account_id BIGINT NOT NULL REFERENCES account (id),
    attached_at TIMESTAMP NOT NULL,
    removed_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (filing_id, id)
);
CREATE INDEX filing_attachment_account_id ON filing_attachment (account_id);
CREATE INDEX filing_attachment_digest ON filing_attachment (digest);

-- Which tiers decide on which kind of filing in which region, and since when: the most particular row in force counts.
CREATE TABLE filing_route (
    id BIGINT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    region_prefix TEXT NOT NULL,
    tiers TEXT NOT NULL,
    working_days BIGINT NOT NULL,
    four_eyes BOOLEAN NOT NULL,
    valid_from DATE NOT NULL,
    valid_until DATE,
    document TEXT,
    row_version BIGINT NOT NULL,
    CONSTRAINT filing_route_working_days_check CHECK (working_days > 0)
);
CREATE INDEX filing_route_kind ON filing_route (kind, region_prefix, valid_from);

-- What was answered to a request that its sender may send again.
CREATE TABLE idempotent_answer (
    account_id BIGINT NOT NULL REFERENCES account (id),
    key_hash TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, key_hash)
);
CREATE INDEX idempotent_answer_at ON idempotent_answer (at);
