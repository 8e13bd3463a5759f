DROP TABLE outbox;
DROP TABLE webhook;
DROP TABLE notice;
