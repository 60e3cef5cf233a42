-- Used keys.
CREATE TRIGGER commands_never_deleted BEFORE DELETE ON commands
FOR EACH ROW EXECUTE FUNCTION refuse('a used key never changes');

-- A cause leads to another grant only after its grant ended unpaid.
CREATE FUNCTION keep_cause() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM grants AS g WHERE g.customer_id = old.customer_id AND g.id = old.command_id
      AND g.state = 'ended' AND g.payment::json ->> 'status' <> 'paid'
  ) THEN
    RAISE EXCEPTION 'a cause has one effect' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END
$$;
CREATE TRIGGER causes_never_updated BEFORE UPDATE ON causes
FOR EACH ROW EXECUTE FUNCTION keep_cause();
CREATE TRIGGER causes_never_deleted BEFORE DELETE ON causes
FOR EACH ROW EXECUTE FUNCTION refuse('a cause has one effect');
CREATE TRIGGER causes_never_truncated BEFORE TRUNCATE ON causes
FOR EACH STATEMENT EXECUTE FUNCTION refuse('a cause has one effect');

CREATE TRIGGER plan_versions_never_truncated BEFORE TRUNCATE ON plan_versions
FOR EACH STATEMENT EXECUTE FUNCTION refuse('a published plan version never changes');

CREATE TRIGGER usage_quarters_never_deleted BEFORE DELETE ON usage_quarters
FOR EACH ROW EXECUTE FUNCTION refuse('usage is never deleted');
CREATE TRIGGER usage_quarters_never_truncated BEFORE TRUNCATE ON usage_quarters
FOR EACH STATEMENT EXECUTE FUNCTION refuse('usage is never deleted');
