DROP TABLE vault_key;
DROP TABLE ledger_entry;
DROP TABLE filing;
