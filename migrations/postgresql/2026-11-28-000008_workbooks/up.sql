-- A workbook that an enterprise handed in, to file its rows.
CREATE TABLE workbook (
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    id BIGINT NOT NULL,
    public_id TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    act TEXT NOT NULL,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'checking', 'checked', 'failed', 'filed')),
    rows_at_most BIGINT,
    good BIGINT NOT NULL,
    wrong BIGINT NOT NULL,
    known BIGINT NOT NULL,
    findings_cipher TEXT,
    filing_id BIGINT REFERENCES filing (id),
    uploaded_at TIMESTAMP NOT NULL,
    checked_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT workbook_public_id_unique UNIQUE (organisation_id, public_id),
    CONSTRAINT workbook_digest_unique UNIQUE (organisation_id, act, digest),
    CONSTRAINT workbook_filing_check CHECK ((state = 'filed') = (filing_id IS NOT NULL))
);
CREATE INDEX workbook_account_id ON workbook (account_id);
CREATE INDEX workbook_filing_id ON workbook (filing_id);
CREATE INDEX workbook_digest ON workbook (digest);
CREATE INDEX workbook_uploaded_at ON workbook (uploaded_at);

-- A row of it, with what was found of it.
CREATE TABLE workbook_row (
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    id BIGINT NOT NULL,
    workbook_id BIGINT NOT NULL,
    sheet TEXT NOT NULL,
    number BIGINT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('good', 'wrong', 'known')),
    title TEXT NOT NULL,
    content_cipher TEXT,
    content_hash TEXT NOT NULL,
    findings_cipher TEXT,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT workbook_row_workbook_fkey FOREIGN KEY (organisation_id, workbook_id) REFERENCES workbook (organisation_id, id)
);
CREATE INDEX workbook_row_workbook ON workbook_row (organisation_id, workbook_id, id);
CREATE INDEX workbook_row_content_hash ON workbook_row (organisation_id, workbook_id, content_hash);
