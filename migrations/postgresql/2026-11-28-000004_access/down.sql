DROP TABLE login_attempt;
DROP TABLE recovery_code;
DROP TABLE second_factor;
DROP TABLE api_token;
DROP TABLE session;
DROP TABLE account_role;
DROP TABLE account;
DROP TABLE organisation;
