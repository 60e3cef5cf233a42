-- Each line `-- expect` holds the rows of the query below it, as JSON with every value as text.

-- What was there stays, and the mode is unknown.
-- expect [["ada","UTC"]]
SELECT id, time_zone FROM customers;
-- expect [["1","7"]]
SELECT id, revision FROM catalog_head;
-- expect [["1785542400000"]]
SELECT standing_at_ms FROM test_clock;
-- expect []
SELECT mode FROM store_mode;

-- One mode is remembered once.
-- expect [["live"]]
INSERT INTO store_mode (id, mode) VALUES (1, 'live') ON CONFLICT DO NOTHING RETURNING mode;
-- expect []
INSERT INTO store_mode (id, mode) VALUES (1, 'sandbox') ON CONFLICT DO NOTHING RETURNING mode;
-- expect [["1","live"]]
SELECT id, mode FROM store_mode;
