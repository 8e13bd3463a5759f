DROP TABLE manager_lock;
