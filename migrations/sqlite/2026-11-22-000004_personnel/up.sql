CREATE TABLE person_particulars (
    person_id INTEGER NOT NULL REFERENCES person (id),
    phone_cipher TEXT,
    phone_masked TEXT,
    education TEXT,
    school TEXT,
    major TEXT,
    nationality TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE registration (
    person_id INTEGER NOT NULL REFERENCES person (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    registration_type TEXT NOT NULL CHECK (registration_type IN ('1', '2', '11', '12', '21', '31', '32', '33', '41', '42', '61', '71', '81', '82', '83', '84', '91', '92', '99')),
    specialty TEXT NOT NULL,
    registration_number TEXT,
    number_key TEXT,
    certificate_number TEXT,
    certificate_key TEXT,
    seal_number TEXT,
    enterprise_id INTEGER REFERENCES enterprise (id),
    enterprise_name TEXT,
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
    PRIMARY KEY (person_id, id),
    CONSTRAINT registration_record_key_unique UNIQUE (person_id, record_key),
    CONSTRAINT registration_valid_until_check CHECK (valid_until >= valid_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX registration_enterprise_id ON registration (enterprise_id);
CREATE INDEX registration_number_key ON registration (number_key);
CREATE INDEX registration_certificate_key ON registration (certificate_key);

CREATE TABLE safety_certificate (
    person_id INTEGER NOT NULL REFERENCES person (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    class TEXT NOT NULL CHECK (class IN ('A', 'B', 'C', 'C1', 'C2', 'C3')),
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    enterprise_id INTEGER REFERENCES enterprise (id),
    enterprise_name TEXT,
    authority TEXT,
    issued_on TEXT,
    valid_until TEXT,
    state TEXT NOT NULL CHECK (state IN ('valid', 'suspended', 'cancelled', 'revoked', 'invalid')),
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (person_id, id),
    CONSTRAINT safety_certificate_record_key_unique UNIQUE (person_id, record_key),
    CONSTRAINT safety_certificate_valid_until_check CHECK (valid_until >= issued_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX safety_certificate_enterprise_id ON safety_certificate (enterprise_id);
CREATE INDEX safety_certificate_number_key ON safety_certificate (number_key);

CREATE TABLE post_certificate (
    person_id INTEGER NOT NULL REFERENCES person (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    post TEXT NOT NULL,
    level TEXT,
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    enterprise_id INTEGER REFERENCES enterprise (id),
    enterprise_name TEXT,
    authority TEXT,
    issued_on TEXT,
    valid_until TEXT,
    state TEXT NOT NULL CHECK (state IN ('valid', 'suspended', 'cancelled', 'revoked', 'invalid')),
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (person_id, id),
    CONSTRAINT post_certificate_record_key_unique UNIQUE (person_id, record_key),
    CONSTRAINT post_certificate_valid_until_check CHECK (valid_until >= issued_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_certificate_enterprise_id ON post_certificate (enterprise_id);
CREATE INDEX post_certificate_number_key ON post_certificate (number_key);

CREATE TABLE professional_title (
    person_id INTEGER NOT NULL REFERENCES person (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    title TEXT NOT NULL,
    level TEXT,
    field TEXT,
    number TEXT,
    granted_on TEXT,
    authority TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (person_id, id),
    CONSTRAINT professional_title_record_key_unique UNIQUE (person_id, record_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE employment (
    person_id INTEGER NOT NULL REFERENCES person (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    enterprise_id INTEGER REFERENCES enterprise (id),
    enterprise_name TEXT NOT NULL,
    valid_from TEXT,
    valid_until TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (person_id, id),
    CONSTRAINT employment_record_key_unique UNIQUE (person_id, record_key),
    CONSTRAINT employment_valid_until_check CHECK (valid_until >= valid_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX employment_enterprise_id ON employment (enterprise_id);
