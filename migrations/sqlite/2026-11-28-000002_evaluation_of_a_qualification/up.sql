-- An enterprise may be evaluated for each of its qualifications, and each evaluation is a record of its own.
ALTER TABLE enterprise_evaluation ADD COLUMN sequence TEXT;
ALTER TABLE enterprise_evaluation ADD COLUMN category TEXT;
ALTER TABLE enterprise_evaluation ADD COLUMN class TEXT;
