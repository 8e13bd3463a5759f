DROP TABLE workbook_row;
DROP TABLE workbook;
