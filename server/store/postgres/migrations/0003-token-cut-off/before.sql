-- A customer and an erased one, as 0002 has them.
INSERT INTO customers (id, time_zone, metadata, created_at_ms, updated_at_ms) VALUES ('ada', 'UTC', '{}', 1, 1);
INSERT INTO customers (id, time_zone, metadata, created_at_ms, updated_at_ms, erased_at_ms)
VALUES ('bob', 'UTC', '{}', 1, 2, 2);
