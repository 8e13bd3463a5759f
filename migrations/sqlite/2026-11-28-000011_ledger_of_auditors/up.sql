-- The ledger as auditors read it: what rests on a filing, what somebody did, what was done by people at all, each latest first.
-- What commands write is nearly all of it and is asked for by filing or head: the indexes on people leave it out, so that a
-- load does not pay for them.
DROP INDEX ledger_entry_filing_id;
CREATE INDEX ledger_entry_filing_id ON ledger_entry (filing_id, id);
CREATE INDEX ledger_entry_actor ON ledger_entry (actor, id) WHERE substr(actor, 1, 4) <> 'cli:';
CREATE INDEX ledger_entry_by_people ON ledger_entry (id) WHERE substr(actor, 1, 4) <> 'cli:';
