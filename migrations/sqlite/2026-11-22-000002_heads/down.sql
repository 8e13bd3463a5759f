DROP TABLE project_name;
DROP TABLE person_name;
DROP TABLE enterprise_name;
DROP TABLE pending_record;
DROP TABLE person_key;
DROP TABLE project;
DROP TABLE person;
DROP TABLE enterprise;
