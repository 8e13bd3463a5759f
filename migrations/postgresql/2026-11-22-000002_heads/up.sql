CREATE TABLE enterprise (
    id BIGINT PRIMARY KEY NOT NULL,
    public_id TEXT NOT NULL,
    credit_code TEXT CHECK (length(credit_code) = 18),
    organisation_code TEXT CHECK (length(organisation_code) = 9),
    name TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    name_initials TEXT COLLATE "C" NOT NULL,
    legal_representative TEXT,
    region_code TEXT COLLATE "C",
    state TEXT NOT NULL CHECK (state IN ('active', 'mentioned', 'revoked', 'deregistered')),
    established_on DATE,
    merged_into BIGINT REFERENCES enterprise (id),
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    row_version BIGINT NOT NULL,
    CONSTRAINT enterprise_public_id_unique UNIQUE (public_id),
    CONSTRAINT enterprise_credit_code_unique UNIQUE (credit_code),
    CONSTRAINT enterprise_region_code_check CHECK (length(region_code) = 6 AND trim(region_code, '0123456789') = '')
);
CREATE INDEX enterprise_organisation_code ON enterprise (organisation_code);
CREATE INDEX enterprise_name_key ON enterprise (name_key, id);
CREATE INDEX enterprise_name_initials ON enterprise (name_initials);
CREATE INDEX enterprise_region_code_name_key ON enterprise (region_code, name_key);
CREATE INDEX enterprise_region_code ON enterprise (region_code, id);
CREATE INDEX enterprise_established_on ON enterprise (established_on, id);
CREATE INDEX enterprise_merged_into ON enterprise (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE person (
    id BIGINT PRIMARY KEY NOT NULL,
    public_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    name_initials TEXT COLLATE "C" NOT NULL,
    sex TEXT CHECK (sex IN ('1', '2')),
    id_kind TEXT NOT NULL CHECK (id_kind IN ('1', '2', '3', '4', '5', '6', '9')),
    id_completeness TEXT NOT NULL CHECK (id_completeness IN ('full', 'masked', 'none')),
    id_number_hash TEXT,
    id_number_cipher TEXT,
    id_number_masked TEXT,
    merged_into BIGINT REFERENCES person (id),
    erased_on DATE,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    row_version BIGINT NOT NULL,
    CONSTRAINT person_public_id_unique UNIQUE (public_id),
    CONSTRAINT person_id_number_hash_unique UNIQUE (id_number_hash),
    CONSTRAINT person_id_number_full_check CHECK (id_completeness <> 'full' OR (id_number_hash IS NOT NULL AND id_number_cipher IS NOT NULL AND id_number_masked IS NOT NULL)),
    CONSTRAINT person_id_number_masked_check CHECK (id_completeness <> 'masked' OR id_number_masked IS NOT NULL)
);
CREATE INDEX person_name_key ON person (name_key, id);
CREATE INDEX person_name_initials ON person (name_initials);
CREATE INDEX person_merged_into ON person (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE project (
    id BIGINT PRIMARY KEY NOT NULL,
    public_id TEXT NOT NULL,
    national_number TEXT,
    name TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    name_initials TEXT COLLATE "C" NOT NULL,
    project_type TEXT CHECK (project_type IN ('01', '02', '99')),
    region_code TEXT COLLATE "C",
    owner_name TEXT,
    owner_id BIGINT REFERENCES enterprise (id),
    stage TEXT NOT NULL CHECK (stage IN ('registered', 'tendered', 'contracted', 'reviewed', 'supervised', 'permitted', 'accepted', 'filed')),
    investment_fen BIGINT,
    area_dm2 BIGINT,
    permitted_on DATE,
    accepted_on DATE,
    merged_into BIGINT REFERENCES project (id),
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    row_version BIGINT NOT NULL,
    CONSTRAINT project_public_id_unique UNIQUE (public_id),
    CONSTRAINT project_national_number_unique UNIQUE (national_number),
    CONSTRAINT project_national_number_check CHECK (length(national_number) = 16 AND trim(national_number, '0123456789') = ''),
    CONSTRAINT project_region_code_check CHECK (length(region_code) = 6 AND trim(region_code, '0123456789') = ''),
    CONSTRAINT project_investment_fen_check CHECK (investment_fen >= 0),
    CONSTRAINT project_area_dm2_check CHECK (area_dm2 >= 0)
);
CREATE INDEX project_name_key ON project (name_key, id);
CREATE INDEX project_name_initials ON project (name_initials);
CREATE INDEX project_region_code_name_key ON project (region_code, name_key);
CREATE INDEX project_region_code ON project (region_code, id);
CREATE INDEX project_permitted_on ON project (permitted_on, id);
CREATE INDEX project_investment_fen ON project (investment_fen, id);
CREATE INDEX project_owner_id ON project (owner_id);
CREATE INDEX project_merged_into ON project (merged_into) WHERE merged_into IS NOT NULL;

-- The salt of each person's key: destroying the row makes what was encrypted under it unreadable for good.
CREATE TABLE person_key (
    person_id BIGINT PRIMARY KEY NOT NULL REFERENCES person (id),
    master_key TEXT NOT NULL,
    salt TEXT NOT NULL
);

-- What arrived without its parent, or names nobody on file: it waits here, visibly, until it is linked.
CREATE TABLE pending_record (
    id BIGINT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('project')),
    natural_key TEXT NOT NULL,
    waits_for TEXT NOT NULL,
    reason TEXT NOT NULL,
    summary TEXT NOT NULL,
    payload_cipher TEXT NOT NULL,
    filing_id BIGINT NOT NULL REFERENCES filing (id),
    at TIMESTAMP NOT NULL,
    row_version BIGINT NOT NULL,
    CONSTRAINT pending_record_natural_key_unique UNIQUE (kind, natural_key)
);
CREATE INDEX pending_record_waits_for ON pending_record (kind, waits_for);
CREATE INDEX pending_record_filing_id ON pending_record (filing_id);

-- Overlapping two-character grams of each search key: any two characters of a name find it.
CREATE TABLE enterprise_name (
    id BIGINT PRIMARY KEY NOT NULL REFERENCES enterprise (id),
    grams TSVECTOR NOT NULL
);
CREATE INDEX enterprise_name_grams ON enterprise_name USING GIN (grams);

CREATE TABLE person_name (
    id BIGINT PRIMARY KEY NOT NULL REFERENCES person (id),
    grams TSVECTOR NOT NULL
);
CREATE INDEX person_name_grams ON person_name USING GIN (grams);

CREATE TABLE project_name (
    id BIGINT PRIMARY KEY NOT NULL REFERENCES project (id),
    grams TSVECTOR NOT NULL
);
CREATE INDEX project_name_grams ON project_name USING GIN (grams);
