-- What the rules find on file (问题), from the day it was found until the facts change. The head whose examination finds it is its
-- owner; the other heads that it concerns stand beside it.
CREATE TABLE finding (
    id BIGINT PRIMARY KEY NOT NULL,
    public_id TEXT NOT NULL,
    finding_key TEXT NOT NULL,
    rule TEXT NOT NULL,
    rule_version INTEGER NOT NULL,
    effect TEXT NOT NULL CHECK (effect IN ('bars', 'reviewer_decides', 'informs')),
    state TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'answered', 'waived', 'closed')),
    owner_kind TEXT NOT NULL CHECK (owner_kind IN ('enterprise', 'person', 'project')),
    owner_id BIGINT NOT NULL,
    enterprise_id BIGINT REFERENCES enterprise (id),
    person_id BIGINT REFERENCES person (id),
    project_id BIGINT REFERENCES project (id),
    region_code TEXT NOT NULL,
    record TEXT NOT NULL,
    act_on DATE NOT NULL,
    because TEXT NOT NULL,
    seen TEXT NOT NULL,
    opened_at TIMESTAMP NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    CONSTRAINT finding_public_id_unique UNIQUE (public_id),
    CONSTRAINT finding_finding_key_unique UNIQUE (finding_key),
    CONSTRAINT finding_closed_at_check CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX finding_owner ON finding (owner_kind, owner_id);
CREATE INDEX finding_enterprise_id ON finding (enterprise_id, id);
CREATE INDEX finding_person_id ON finding (person_id, id);
CREATE INDEX finding_project_id ON finding (project_id, id);
CREATE INDEX finding_region_code ON finding (region_code, rule, state);

-- What happened to a finding: what the check saw, and what people said and decided.
CREATE TABLE finding_step (
    finding_id BIGINT NOT NULL REFERENCES finding (id),
    id BIGINT NOT NULL,
    at TIMESTAMP NOT NULL,
    turn TEXT NOT NULL CHECK (turn IN ('opened', 'changed', 'closed', 'acknowledged', 'answered', 'waived')),
    account_id BIGINT REFERENCES account (id),
    person_name TEXT,
    organisation TEXT,
    note TEXT,
    document TEXT,
    cause_entry_id BIGINT,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (finding_id, id)
);
CREATE INDEX finding_step_account_id ON finding_step (account_id);
