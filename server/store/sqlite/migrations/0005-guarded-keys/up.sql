-- Used keys.
CREATE TRIGGER commands_never_deleted BEFORE DELETE ON commands
BEGIN
  SELECT RAISE(ABORT, 'a used key never changes');
END;
-- INSERT OR REPLACE fires this trigger under every setting of recursive_triggers.
CREATE TRIGGER commands_never_replaced BEFORE INSERT ON commands
WHEN EXISTS (SELECT 1 FROM commands AS c WHERE c.customer_id = new.customer_id AND c.key_hash = new.key_hash)
BEGIN
  SELECT RAISE(ABORT, 'a used key never changes');
END;

-- The audit log.
CREATE TRIGGER audit_log_never_replaced BEFORE INSERT ON audit_log
WHEN EXISTS (SELECT 1 FROM audit_log AS a WHERE a.customer_id = new.customer_id AND a.id = new.id)
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- A cause leads to another grant only after its grant ended unpaid.
CREATE TRIGGER causes_never_deleted BEFORE DELETE ON causes
BEGIN
  SELECT RAISE(ABORT, 'a cause has one effect');
END;
CREATE TRIGGER causes_never_replaced BEFORE INSERT ON causes
WHEN EXISTS (
  SELECT 1 FROM causes AS c WHERE c.customer_id = new.customer_id AND c.cause = new.cause AND NOT EXISTS (
    SELECT 1 FROM grants AS g WHERE g.customer_id = c.customer_id AND g.id = c.command_id
      AND g.state = 'ended' AND g.payment ->> 'status' <> 'paid'
  )
)
BEGIN
  SELECT RAISE(ABORT, 'a cause has one effect');
END;
CREATE TRIGGER causes_never_updated BEFORE UPDATE ON causes
WHEN NOT EXISTS (
  SELECT 1 FROM grants AS g WHERE g.customer_id = old.customer_id AND g.id = old.command_id
    AND g.state = 'ended' AND g.payment ->> 'status' <> 'paid'
)
BEGIN
  SELECT RAISE(ABORT, 'a cause has one effect');
END;

CREATE TRIGGER plan_versions_never_deleted BEFORE DELETE ON plan_versions
WHEN old.published_at_ms IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a published plan version never changes');
END;

CREATE TRIGGER usage_quarters_never_deleted BEFORE DELETE ON usage_quarters
BEGIN
  SELECT RAISE(ABORT, 'usage is never deleted');
END;
