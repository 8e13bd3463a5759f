DROP TABLE vault_key;
DROP TABLE ledger_entry;
DROP FUNCTION ledger_entry_is_append_only;
DROP TABLE filing;
