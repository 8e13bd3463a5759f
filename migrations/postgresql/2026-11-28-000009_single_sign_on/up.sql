-- Who an account is to another system that signs people in (OpenID Connect).
CREATE TABLE account_identity (
    account_id BIGINT NOT NULL REFERENCES account (id),
    id BIGINT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    linked_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP,
    row_version BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX account_identity_subject ON account_identity (subject, issuer);
