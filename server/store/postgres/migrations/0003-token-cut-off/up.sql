-- Tokens of the customer that were issued before this instant are refused. Null if none was ever revoked.
ALTER TABLE customers ADD COLUMN tokens_not_before_ms BIGINT;
