-- A ledger with one customer, as 0001 has it.
INSERT INTO customers (id, time_zone, metadata, created_at_ms, updated_at_ms) VALUES ('ada', 'UTC', '{}', 1, 1);
UPDATE catalog_head SET revision = 7;
INSERT INTO test_clock (id, standing_at_ms) VALUES (1, 1785542400000);
