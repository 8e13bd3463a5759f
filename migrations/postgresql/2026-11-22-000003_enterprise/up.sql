CREATE TABLE enterprise_particulars (
    enterprise_id BIGINT NOT NULL REFERENCES enterprise (id),
    registered_address TEXT,
    business_address TEXT,
    postcode TEXT,
    licence_number TEXT,
    economic_type TEXT,
    registered_capital_fen BIGINT,
    capital_currency TEXT,
    legal_representative_duty TEXT,
    legal_representative_id BIGINT REFERENCES person (id),
    technical_leader TEXT,
    phone TEXT,
    email TEXT,
    website TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (enterprise_id),
    CONSTRAINT enterprise_particulars_registered_capital_fen_check CHECK (registered_capital_fen >= 0)
);
CREATE INDEX enterprise_particulars_legal_representative_id ON enterprise_particulars (legal_representative_id);

CREATE TABLE enterprise_kind (
    enterprise_id BIGINT NOT NULL REFERENCES enterprise (id),
    id BIGINT NOT NULL,
    record_key TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('survey', 'design', 'construction', 'supervision', 'tender_agency', 'general_contracting', 'cost_consulting', 'drawing_review', 'testing', 'planning', 'owner', 'other')),
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT enterprise_kind_record_key_unique UNIQUE (enterprise_id, record_key)
);

CREATE TABLE enterprise_alias (
    enterprise_id BIGINT NOT NULL REFERENCES enterprise (id),
    id BIGINT NOT NULL,
    record_key TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('name', 'credit_code', 'organisation_code', 'licence_number', 'unchecked_code')),
    value TEXT NOT NULL,
    value_key TEXT COLLATE "C" NOT NULL,
    valid_from DATE,
    valid_until DATE,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT enterprise_alias_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT enterprise_alias_valid_until_check CHECK (valid_until >= valid_from)
);
CREATE INDEX enterprise_alias_value_key ON enterprise_alias (value_key);

CREATE TABLE qualification (
    enterprise_id BIGINT NOT NULL REFERENCES enterprise (id),
    id BIGINT NOT NULL,
    record_key TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('survey', 'design', 'construction', 'supervision', 'tender_agency', 'general_contracting', 'cost_consulting', 'drawing_review', 'testing', 'planning', 'owner', 'other')),
    sequence TEXT NOT NULL,
    category TEXT NOT NULL,
    class TEXT NOT NULL,
    certificate_number TEXT,
    certificate_key TEXT COLLATE "C",
    authority TEXT,
    approval_level TEXT,
    granted_on DATE,
    issued_on DATE,
    valid_until DATE,
    is_principal BOOLEAN,
    state TEXT NOT NULL CHECK (state IN ('valid', 'suspended', 'cancelled', 'revoked', 'invalid')),
    state_since DATE,
    scope TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT qualification_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT qualification_valid_until_check CHECK (valid_until >= issued_on)
);
CREATE INDEX qualification_certificate_key ON qualification (certificate_key);
CREATE INDEX qualification_category_class ON qualification (category, class);

CREATE TABLE safety_permit (
    enterprise_id BIGINT NOT NULL REFERENCES enterprise (id),
    id BIGINT NOT NULL,
    record_key TEXT COLLATE "C" NOT NULL,
    number TEXT NOT NULL,
    number_key TEXT COLLATE "C" NOT NULL,
    scope TEXT,
    authority TEXT,
    valid_from DATE,
    valid_until DATE,
    state TEXT NOT NULL CHECK (state IN ('valid', 'suspended', 'cancelled', 'revoked', 'invalid')),
    state_since DATE,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT safety_permit_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT safety_permit_valid_until_check CHECK (valid_until >= valid_from)
);
CREATE INDEX safety_permit_number_key ON safety_permit (number_key);

CREATE TABLE market_entry (
    enterprise_id BIGINT NOT NULL REFERENCES enterprise (id),
    id BIGINT NOT NULL,
    record_key TEXT COLLATE "C" NOT NULL,
    host_region TEXT NOT NULL,
    number TEXT,
    business TEXT,
    local_leader TEXT,
    local_phone_cipher TEXT,
    local_phone_masked TEXT,
    recorded_on DATE,
    valid_until DATE,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT market_entry_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT market_entry_valid_until_check CHECK (valid_until >= recorded_on)
);
CREATE INDEX market_entry_host_region ON market_entry (host_region);

CREATE TABLE net_assets (
    enterprise_id BIGINT NOT NULL REFERENCES enterprise (id),
    id BIGINT NOT NULL,
    record_key TEXT COLLATE "C" NOT NULL,
    year INTEGER NOT NULL,
    net_assets_fen BIGINT NOT NULL,
    auditor TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT net_assets_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT net_assets_year_check CHECK (year BETWEEN 1949 AND 2200)
);

CREATE TABLE shareholder (
    enterprise_id BIGINT NOT NULL REFERENCES enterprise (id),
    id BIGINT NOT NULL,
    record_key TEXT COLLATE "C" NOT NULL,
    holder_name TEXT NOT NULL,
    holder_enterprise_id BIGINT REFERENCES enterprise (id),
    holder_person_id BIGINT REFERENCES person (id),
    share_basis_points INTEGER,
    is_controller BOOLEAN NOT NULL,
    valid_from DATE,
    valid_until DATE,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT shareholder_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT shareholder_share_basis_points_check CHECK (share_basis_points BETWEEN 0 AND 10000),
    CONSTRAINT shareholder_valid_until_check CHECK (valid_until >= valid_from)
);
CREATE INDEX shareholder_holder_enterprise_id ON shareholder (holder_enterprise_id);
CREATE INDEX shareholder_holder_person_id ON shareholder (holder_person_id);

CREATE TABLE succession (
    enterprise_id BIGINT NOT NULL REFERENCES enterprise (id),
    id BIGINT NOT NULL,
    record_key TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('renaming', 'merger', 'division', 'restructuring')),
    predecessor_name TEXT NOT NULL,
    predecessor_id BIGINT REFERENCES enterprise (id),
    effective_on DATE,
    document TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT succession_record_key_unique UNIQUE (enterprise_id, record_key)
);
CREATE INDEX succession_predecessor_id ON succession (predecessor_id);
