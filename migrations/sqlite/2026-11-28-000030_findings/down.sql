DROP TABLE finding_step;
DROP TABLE finding;
