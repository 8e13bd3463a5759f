ALTER TABLE enterprise_evaluation DROP COLUMN class;
ALTER TABLE enterprise_evaluation DROP COLUMN category;
ALTER TABLE enterprise_evaluation DROP COLUMN sequence;
