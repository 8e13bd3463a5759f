CREATE TABLE enterprise_conduct (
    enterprise_id INTEGER NOT NULL REFERENCES enterprise (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    nature TEXT NOT NULL CHECK (nature IN ('good', 'bad')),
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    code TEXT,
    summary TEXT NOT NULL,
    decision TEXT,
    document TEXT,
    authority TEXT,
    decided_on TEXT,
    published_from TEXT,
    published_until TEXT,
    penalty_until TEXT,
    project_id INTEGER REFERENCES project (id),
    project_name TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT enterprise_conduct_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT enterprise_conduct_published_until_check CHECK (published_until >= published_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX enterprise_conduct_id ON enterprise_conduct (id);
CREATE INDEX enterprise_conduct_number_key ON enterprise_conduct (number_key);
CREATE INDEX enterprise_conduct_project_id ON enterprise_conduct (project_id);

CREATE TABLE enterprise_blacklisting (
    enterprise_id INTEGER NOT NULL REFERENCES enterprise (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    reason TEXT NOT NULL,
    document TEXT,
    authority TEXT,
    listed_on TEXT NOT NULL,
    removed_on TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT enterprise_blacklisting_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT enterprise_blacklisting_removed_on_check CHECK (removed_on >= listed_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX enterprise_blacklisting_id ON enterprise_blacklisting (id);
CREATE INDEX enterprise_blacklisting_number_key ON enterprise_blacklisting (number_key);
CREATE INDEX enterprise_blacklisting_listed_on ON enterprise_blacklisting (listed_on);

CREATE TABLE person_conduct (
    person_id INTEGER NOT NULL REFERENCES person (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    nature TEXT NOT NULL CHECK (nature IN ('good', 'bad')),
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    code TEXT,
    summary TEXT NOT NULL,
    decision TEXT,
    document TEXT,
    authority TEXT,
    decided_on TEXT,
    published_from TEXT,
    published_until TEXT,
    penalty_until TEXT,
    project_id INTEGER REFERENCES project (id),
    project_name TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (person_id, id),
    CONSTRAINT person_conduct_record_key_unique UNIQUE (person_id, record_key),
    CONSTRAINT person_conduct_published_until_check CHECK (published_until >= published_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_conduct_id ON person_conduct (id);
CREATE INDEX person_conduct_number_key ON person_conduct (number_key);
CREATE INDEX person_conduct_project_id ON person_conduct (project_id);

CREATE TABLE person_blacklisting (
    person_id INTEGER NOT NULL REFERENCES person (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    reason TEXT NOT NULL,
    document TEXT,
    authority TEXT,
    listed_on TEXT NOT NULL,
    removed_on TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (person_id, id),
    CONSTRAINT person_blacklisting_record_key_unique UNIQUE (person_id, record_key),
    CONSTRAINT person_blacklisting_removed_on_check CHECK (removed_on >= listed_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_blacklisting_id ON person_blacklisting (id);
CREATE INDEX person_blacklisting_number_key ON person_blacklisting (number_key);
CREATE INDEX person_blacklisting_listed_on ON person_blacklisting (listed_on);

CREATE TABLE enterprise_evaluation (
    enterprise_id INTEGER NOT NULL REFERENCES enterprise (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    scheme TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('survey', 'design', 'construction', 'supervision', 'tender_agency', 'general_contracting', 'cost_consulting', 'drawing_review', 'testing', 'planning', 'owner', 'other')),
    period TEXT NOT NULL CHECK (period IN ('1', '2', '3')),
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    base_hundredths INTEGER,
    incentive_hundredths INTEGER,
    deduction_hundredths INTEGER,
    score_hundredths INTEGER NOT NULL,
    grade TEXT,
    evaluator TEXT,
    provider TEXT,
    scope TEXT NOT NULL CHECK (scope IN ('0', '1', '2')),
    provided_on TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (enterprise_id, id),
    CONSTRAINT enterprise_evaluation_record_key_unique UNIQUE (enterprise_id, record_key),
    CONSTRAINT enterprise_evaluation_month_check CHECK (month BETWEEN 1 AND 12),
    CONSTRAINT enterprise_evaluation_year_check CHECK (year BETWEEN 1949 AND 2200),
    CONSTRAINT enterprise_evaluation_quarter_check CHECK (period <> '2' OR month IN (3, 6, 9, 12))
) STRICT, WITHOUT ROWID;
CREATE INDEX enterprise_evaluation_id ON enterprise_evaluation (id);

CREATE TABLE person_demerit (
    person_id INTEGER NOT NULL REFERENCES person (id),
    id INTEGER NOT NULL,
    record_key TEXT NOT NULL,
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    item TEXT,
    behaviour TEXT NOT NULL,
    points INTEGER NOT NULL,
    decided_on TEXT NOT NULL,
    cycle_start TEXT,
    authority TEXT,
    project_id INTEGER REFERENCES project (id),
    project_name TEXT,
    data_level TEXT NOT NULL CHECK (data_level IN ('A', 'B', 'C', 'D')),
    data_source TEXT NOT NULL CHECK (data_source IN ('1', '2', '3', '4')),
    verifying_body TEXT,
    verifying_person TEXT,
    raw TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (person_id, id),
    CONSTRAINT person_demerit_record_key_unique UNIQUE (person_id, record_key),
    CONSTRAINT person_demerit_points_check CHECK (points BETWEEN 1 AND 12)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_demerit_id ON person_demerit (id);
CREATE INDEX person_demerit_number_key ON person_demerit (number_key);
CREATE INDEX person_demerit_project_id ON person_demerit (project_id);
