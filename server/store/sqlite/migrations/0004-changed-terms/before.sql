-- A pool with a grant that was edited, as 0003 has it.
INSERT INTO accounts (customer_id, credit_type_id, resource_id, entry_seq, version, balance, held, overdraft, granted,
  open_amount, waiting_amount, arrival_seq, last_at_ms, head_hash)
VALUES ('ada', 'tokens', '', 1, 1, 5, 0, 0, 5, 5, 0, 1, 7, x'00');
INSERT INTO entries (customer_id, credit_type_id, resource_id, seq, at_ms, type, delta, balance_before, balance_after,
  source_type, source_id, actor_type, actor_id, hash)
VALUES ('ada', 'tokens', '', 1, 7, 'updated', 5, 0, 5, 'grant', 'grt_1', 'apiKey', 'key_1', x'00');
