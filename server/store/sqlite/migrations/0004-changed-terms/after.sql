-- Each line `-- expect` holds the rows of the query below it, as JSON with every value as text.

-- What was there stays, with nothing in the new columns.
-- expect [["1","updated","5",null]]
SELECT seq, type, delta, changes FROM entries;
-- expect [["5","0","5","0"]]
SELECT granted, granted_high, open_amount, open_amount_high FROM accounts;
