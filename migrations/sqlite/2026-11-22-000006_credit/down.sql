DROP TABLE person_demerit;
DROP TABLE enterprise_evaluation;
DROP TABLE person_blacklisting;
DROP TABLE person_conduct;
DROP TABLE enterprise_blacklisting;
DROP TABLE enterprise_conduct;
