-- Each line `-- expect` holds the rows of the query below it, as JSON with every value as text.

-- What was there stays.
-- expect [["ada","grt_1","done"]]
SELECT customer_id, id, status FROM commands;
-- expect [["aud_1","grant.create"]]
SELECT id, action FROM audit_log;

-- The cause of a grant that failed leads to another one.
-- expect [["grt_2"]]
INSERT INTO causes (customer_id, cause, command_id) VALUES ('ada', 'payment:pi_1', 'grt_2')
ON CONFLICT (customer_id, cause) DO UPDATE SET command_id = excluded.command_id RETURNING command_id;
