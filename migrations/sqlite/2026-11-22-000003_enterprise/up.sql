CREATE TABLE enterprise_particulars (
    enterprise_id INTEGER NOT NULL REFERENCES enterprise (id),
    registered_address TEXT,
    business_address TEXT,
    postcode TEXT,
    licence_number TEXT,
    economic_type TEXT,
    registered_capital_fen INTEGER,
    capital_currency TEXT,
    legal_representative_duty TEXT,
    legal_representative_id INTEGER REFERENCES person (id),
    technical_leader TEXT,
    phone TEXT,
    email TEXT,
    website TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (enterprise_id),
    CONSTRAINT enterprise_particulars_registered_capital_fen_check CHECK (registered_capital_fen >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX enterprise_particulars_legal_representative_id ON enterprise_particulars (legal_representative_id);

CREATE TABLE enterprise_kind (
    enterprise_id INTEGER NOT NULL REFERENCES enterprise (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('survey', 'design', 'construction', 'supervision', 'tender_agency', 'general_contracting', 'cost_consulting', 'drawing_review', 'testing', 'planning', 'owner', 'other')),
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT enterprise_kind_record_key_unique UNIQUE (enterprise_id, record_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE enterprise_alias (
    enterprise_id INTEGER NOT NULL REFERENCES enterprise (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('name', 'credit_code', 'organisation_code', 'licence_number', 'unchecked_code')),
    value TEXT NOT NULL,
    value_key TEXT NOT NULL,
    valid_from TEXT,
    valid_until TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT enterprise_alias_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT enterprise_alias_valid_until_check CHECK (valid_until >= valid_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX enterprise_alias_value_key ON enterprise_alias (value_key);

CREATE TABLE qualification (
    enterprise_id INTEGER NOT NULL REFERENCES enterprise (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('survey', 'design', 'construction', 'supervision', 'tender_agency', 'general_contracting', 'cost_consulting', 'drawing_review', 'testing', 'planning', 'owner', 'other')),
    sequence TEXT NOT NULL,
    category TEXT NOT NULL,
    class TEXT NOT NULL,
    certificate_number TEXT,
    certificate_key TEXT,
    authority TEXT,
    approval_level TEXT,
    granted_on TEXT,
    issued_on TEXT,
    valid_until TEXT,
    is_principal INTEGER CHECK (is_principal IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('valid', 'suspended', 'cancelled', 'revoked', 'invalid')),
    state_since TEXT,
    scope TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT qualification_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT qualification_valid_until_check CHECK (valid_until >= issued_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX qualification_certificate_key ON qualification (certificate_key);
CREATE INDEX qualification_category_class ON qualification (category, class);

CREATE TABLE safety_permit (
    enterprise_id INTEGER NOT NULL REFERENCES enterprise (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    scope TEXT,
    authority TEXT,
    valid_from TEXT,
    valid_until TEXT,
    state TEXT NOT NULL CHECK (state IN ('valid', 'suspended', 'cancelled', 'revoked', 'invalid')),
    state_since TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT safety_permit_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT safety_permit_valid_until_check CHECK (valid_until >= valid_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX safety_permit_number_key ON safety_permit (number_key);

CREATE TABLE market_entry (
    enterprise_id INTEGER NOT NULL REFERENCES enterprise (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    host_region TEXT NOT NULL,
    number TEXT,
    business TEXT,
    local_leader TEXT,
    local_phone_cipher TEXT,
    local_phone_masked TEXT,
    recorded_on TEXT,
    valid_until TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT market_entry_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT market_entry_valid_until_check CHECK (valid_until >= recorded_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX market_entry_host_region ON market_entry (host_region);

CREATE TABLE net_assets (
    enterprise_id INTEGER NOT NULL REFERENCES enterprise (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    year INTEGER NOT NULL,
    net_assets_fen INTEGER NOT NULL,
    auditor TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT net_assets_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT net_assets_year_check CHECK (year BETWEEN 1949 AND 2200)
) STRICT, WITHOUT ROWID;

CREATE TABLE shareholder (
    enterprise_id INTEGER NOT NULL REFERENCES enterprise (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    holder_name TEXT NOT NULL,
    holder_enterprise_id INTEGER REFERENCES enterprise (id),
    holder_person_id INTEGER REFERENCES person (id),
    share_basis_points INTEGER,
    is_controller INTEGER NOT NULL CHECK (is_controller IN (0, 1)),
    valid_from TEXT,
    valid_until TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT shareholder_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT shareholder_share_basis_points_check CHECK (share_basis_points BETWEEN 0 AND 10000),
    CONSTRAINT shareholder_valid_until_check CHECK (valid_until >= valid_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX shareholder_holder_enterprise_id ON shareholder (holder_enterprise_id);
CREATE INDEX shareholder_holder_person_id ON shareholder (holder_person_id);

CREATE TABLE succession (
    enterprise_id INTEGER NOT NULL REFERENCES enterprise (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('renaming', 'merger', 'division', 'restructuring')),
    predecessor_name TEXT NOT NULL,
    predecessor_id INTEGER REFERENCES enterprise (id),
    effective_on TEXT,
    document TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT succession_record_key_unique UNIQUE (enterprise_id, record_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX succession_predecessor_id ON succession (predecessor_id);
