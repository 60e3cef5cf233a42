-- A used key, a cause of a grant that failed, and an audited change, as 0004 has them.
INSERT INTO commands (customer_id, at_ms, id, key_hash, operation, key, fingerprint, status, result)
VALUES ('ada', 7, 'grt_1', '\x01', 'grants', 'k', 'f', 'done', '{}');
INSERT INTO grants (customer_id, id, credit_type_id, resource_id, amount, remaining, reserved, consumed, repaid, expired,
  voided, adjusted, category, source, priority, effective_at_ms, payment, metadata, actor_type, actor_id, state, ended_as,
  ended_at_ms, created_at_ms, updated_at_ms)
VALUES ('ada', 'grt_1', 'tokens', '', 5, 0, 0, 0, 0, 0, 5, 0, 'paid', 'api', 50, 7,
  '{"mode":"external","reference":"pi_1","status":"failed"}', '{}', 'apiKey', 'key_1', 'ended', 'failed', 7, 7, 7);
INSERT INTO causes (customer_id, cause, command_id) VALUES ('ada', 'payment:pi_1', 'grt_1');
INSERT INTO audit_log (customer_id, id, at_ms, actor_type, actor_id, action)
VALUES ('ada', 'aud_1', 7, 'apiKey', 'key_1', 'grant.create');
