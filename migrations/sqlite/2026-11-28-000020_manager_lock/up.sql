-- The project-manager lock: this platform's own claim, beside the engagements, which are facts as reported. A manager has one
-- at a time that counts alone: not released, and without a recorded exception (建市〔2008〕48号 Art. 9).
CREATE TABLE manager_lock (
    person_id INTEGER NOT NULL REFERENCES person (id),
    id INTEGER NOT NULL,
    public_id TEXT NOT NULL,
    project_id INTEGER NOT NULL REFERENCES project (id),
    enterprise_id INTEGER REFERENCES enterprise (id),
    tender_number TEXT,
    section TEXT,
    state TEXT NOT NULL CHECK (state IN ('reserved', 'locked', 'released')),
    reserved_on TEXT,
    expires_on TEXT,
    locked_on TEXT,
    award_document TEXT,
    exception TEXT CHECK (exception IN ('adjacent_section', 'stopped', 'corrected')),
    exception_project_id INTEGER REFERENCES project (id),
    exception_document TEXT,
    released_on TEXT,
    release_reason TEXT CHECK (release_reason IN ('acceptance_passed', 'contract_ended', 'manager_changed', 'stopped', 'award_to_another', 'withdrawn', 'expired')),
    release_basis TEXT,
    release_document TEXT,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (person_id, id),
    CONSTRAINT manager_lock_released_check CHECK ((state = 'released') = (released_on IS NOT NULL)),
    CONSTRAINT manager_lock_reason_check CHECK ((released_on IS NULL) = (release_reason IS NULL)),
    CONSTRAINT manager_lock_reserved_on_check CHECK ((reserved_on IS NULL) = (expires_on IS NULL)),
    CONSTRAINT manager_lock_expires_on_check CHECK (expires_on > reserved_on),
    CONSTRAINT manager_lock_locked_on_check CHECK (state <> 'locked' OR locked_on IS NOT NULL),
    CONSTRAINT manager_lock_since_check CHECK (reserved_on IS NOT NULL OR locked_on IS NOT NULL),
    CONSTRAINT manager_lock_exception_document_check CHECK ((exception IS NULL) = (exception_document IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX manager_lock_held ON manager_lock (person_id) WHERE released_on IS NULL AND exception IS NULL;
CREATE INDEX manager_lock_public_id ON manager_lock (public_id);
CREATE INDEX manager_lock_project_id ON manager_lock (project_id);
CREATE INDEX manager_lock_enterprise_id ON manager_lock (enterprise_id, id);
CREATE INDEX manager_lock_exception_project_id ON manager_lock (exception_project_id);
CREATE INDEX manager_lock_expires_on ON manager_lock (expires_on) WHERE state = 'reserved';
