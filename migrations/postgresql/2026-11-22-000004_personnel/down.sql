DROP TABLE employment;
DROP TABLE professional_title;
DROP TABLE post_certificate;
DROP TABLE safety_certificate;
DROP TABLE registration;
DROP TABLE person_particulars;
