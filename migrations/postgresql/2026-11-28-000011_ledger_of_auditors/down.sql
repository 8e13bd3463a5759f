DROP INDEX ledger_entry_by_people;
DROP INDEX ledger_entry_actor;
DROP INDEX ledger_entry_filing_id;
CREATE INDEX ledger_entry_filing_id ON ledger_entry (filing_id);
