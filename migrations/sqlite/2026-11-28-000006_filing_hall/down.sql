DROP TABLE idempotent_answer;
DROP TABLE filing_route;
DROP TABLE filing_attachment;
DROP TABLE filing_step;
DROP TABLE filing_desk;
DROP TABLE filing_item;
DROP TABLE filing_case;
