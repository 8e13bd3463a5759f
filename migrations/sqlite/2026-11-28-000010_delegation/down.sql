ALTER TABLE filing_step DROP COLUMN on_behalf_of;
DROP TABLE delegation;
