DROP TABLE job;
DROP TABLE calendar_year;
