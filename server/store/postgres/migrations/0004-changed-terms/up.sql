-- The terms of a grant that an entry changed, before and after, as JSON.
ALTER TABLE entries ADD COLUMN changes TEXT COLLATE "C";

-- The original amounts of open grants together may exceed 64 bits: how often the sum holds 2^62.
ALTER TABLE accounts ADD COLUMN granted_high BIGINT NOT NULL DEFAULT 0 CHECK (granted_high >= 0);
ALTER TABLE accounts ADD COLUMN open_amount_high BIGINT NOT NULL DEFAULT 0 CHECK (open_amount_high >= 0);
