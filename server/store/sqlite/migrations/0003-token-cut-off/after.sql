-- Each line `-- expect` holds the rows of the query below it, as JSON with every value as text.

-- No token is refused that was valid before.
-- expect [["ada",null],["bob",null]]
SELECT id, tokens_not_before_ms FROM customers ORDER BY id;

-- The customers are as they were, and can be cut off.
-- expect [["ada","1785542400000"]]
UPDATE customers SET tokens_not_before_ms = 1785542400000 WHERE id = 'ada' RETURNING id, tokens_not_before_ms;
-- expect [["bob","2"]]
SELECT id, erased_at_ms FROM customers WHERE erased_at_ms IS NOT NULL;
