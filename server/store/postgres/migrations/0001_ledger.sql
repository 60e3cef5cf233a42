-- The first schema, the same as SQLite's. Every ledger table leads with the customer in every primary and unique key:
-- the customer is the lock, the shard and the scope of idempotency. Amounts are millionths and times milliseconds UTC,
-- both BIGINT: NUMERIC would take NaN. Text is compared by its bytes (COLLATE "C"), whatever the database's language.

-- Says no. A trigger for each row stops UPDATE and DELETE, one for the statement stops TRUNCATE, which no row sees.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TABLE customers (
  id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  name          TEXT COLLATE "C",
  email         TEXT COLLATE "C",
  time_zone     TEXT COLLATE "C" NOT NULL,
  locale        TEXT COLLATE "C",
  metadata      TEXT COLLATE "C" NOT NULL,
  created_at_ms BIGINT NOT NULL,
  updated_at_ms BIGINT NOT NULL,
  erased_at_ms  BIGINT
);

-- The places where a word of the id, name or e-mail of a customer begins, up to the end, folded: what a search begins with.
CREATE TABLE customer_terms (
  customer_id TEXT COLLATE "C" NOT NULL,
  term        TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (customer_id, term)
);
CREATE INDEX customer_terms_by_term ON customer_terms (term, customer_id);

-- The catalog: small, cached whole by revision. Definitions are JSON with amounts as decimal strings.
CREATE TABLE catalog_head (
  id       BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  revision BIGINT NOT NULL
);
INSERT INTO catalog_head (id, revision) VALUES (1, 0);

CREATE TABLE credit_types (
  id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  definition    TEXT COLLATE "C" NOT NULL,
  created_at_ms BIGINT NOT NULL
);

CREATE TABLE features (
  id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  definition    TEXT COLLATE "C" NOT NULL,
  created_at_ms BIGINT NOT NULL
);

CREATE TABLE plan_versions (
  plan_id         TEXT COLLATE "C" NOT NULL,
  version         BIGINT NOT NULL CHECK (version >= 1),
  definition      TEXT COLLATE "C" NOT NULL,
  created_at_ms   BIGINT NOT NULL,
  published_at_ms BIGINT,
  PRIMARY KEY (plan_id, version)
);

CREATE TRIGGER plan_versions_published_is_final BEFORE UPDATE OR DELETE ON plan_versions
FOR EACH ROW WHEN (old.published_at_ms IS NOT NULL)
EXECUTE FUNCTION refuse('a published plan version never changes');

-- Without a row for the product `default`, until somebody edits it.
CREATE TABLE products (
  id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  definition    TEXT COLLATE "C" NOT NULL,
  created_at_ms BIGINT NOT NULL
);

-- Beside the versions of a plan, because those that are published never change.
CREATE TABLE archived_plans (
  plan_id        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  archived_at_ms BIGINT NOT NULL
);

-- Idempotency of writes that belong to no customer.
CREATE TABLE request_keys (
  api_key_id  TEXT COLLATE "C" NOT NULL,
  key_hash    BYTEA NOT NULL,
  fingerprint TEXT COLLATE "C" NOT NULL,
  answer      TEXT COLLATE "C" NOT NULL,
  at_ms       BIGINT NOT NULL,
  PRIMARY KEY (api_key_id, key_hash)
);
CREATE INDEX request_keys_by_time ON request_keys (at_ms);

CREATE TABLE api_keys (
  id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  name            TEXT COLLATE "C" NOT NULL,
  hash            TEXT COLLATE "C" NOT NULL UNIQUE,
  prefix          TEXT COLLATE "C" NOT NULL,
  scopes          TEXT COLLATE "C" NOT NULL,
  created_at_ms   BIGINT NOT NULL,
  last_used_at_ms BIGINT,
  revoked_at_ms   BIGINT
);

-- Where the sandbox's clock stands; no row: it follows the wall clock.
CREATE TABLE test_clock (
  id             BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  standing_at_ms BIGINT NOT NULL
);

-- Who runs which job, until when by the wall clock: a test clock that stands holds up no job.
CREATE TABLE leases (
  name     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  holder   TEXT COLLATE "C" NOT NULL,
  until_ms BIGINT NOT NULL
);

CREATE TABLE subscriptions (
  customer_id     TEXT COLLATE "C" NOT NULL,
  id              TEXT COLLATE "C" NOT NULL,
  plan_id         TEXT COLLATE "C" NOT NULL,
  plan_version    BIGINT NOT NULL,
  start_ms        BIGINT NOT NULL,
  cancelled_at_ms BIGINT,
  created_at_ms   BIGINT NOT NULL,
  PRIMARY KEY (customer_id, id)
);
CREATE INDEX subscriptions_by_id ON subscriptions (id);

-- Room is left in each page, so that what changes with every burn is rewritten beside itself and moves no index.
CREATE TABLE accounts (
  customer_id      TEXT COLLATE "C" NOT NULL,
  credit_type_id   TEXT COLLATE "C" NOT NULL,
  resource_id      TEXT COLLATE "C" NOT NULL,
  entry_seq        BIGINT NOT NULL,
  version          BIGINT NOT NULL,
  balance          BIGINT NOT NULL,
  held             BIGINT NOT NULL CHECK (held >= 0),
  overdraft        BIGINT NOT NULL CHECK (overdraft >= 0),
  granted          BIGINT NOT NULL CHECK (granted >= 0),
  open_amount      BIGINT NOT NULL CHECK (open_amount >= 0),
  -- of the grants that wait for their time or their payment
  waiting_amount   BIGINT NOT NULL CHECK (waiting_amount >= 0),
  arrival_seq      BIGINT NOT NULL,
  last_at_ms       BIGINT NOT NULL,
  next_due_ms      BIGINT,
  head_hash        BYTEA NOT NULL,
  PRIMARY KEY (customer_id, credit_type_id, resource_id)
) WITH (fillfactor = 80);
CREATE INDEX accounts_due ON accounts (next_due_ms) WHERE next_due_ms IS NOT NULL;

CREATE TABLE grants (
  customer_id     TEXT COLLATE "C" NOT NULL,
  id              TEXT COLLATE "C" NOT NULL,
  credit_type_id  TEXT COLLATE "C" NOT NULL,
  resource_id     TEXT COLLATE "C" NOT NULL,
  amount          BIGINT NOT NULL CHECK (amount > 0),
  remaining       BIGINT NOT NULL CHECK (remaining BETWEEN 0 AND amount),
  reserved        BIGINT NOT NULL CHECK (reserved BETWEEN 0 AND remaining),
  consumed        BIGINT NOT NULL CHECK (consumed >= 0),
  repaid          BIGINT NOT NULL CHECK (repaid >= 0),
  expired         BIGINT NOT NULL CHECK (expired >= 0),
  voided          BIGINT NOT NULL CHECK (voided >= 0),
  adjusted        BIGINT NOT NULL CHECK (adjusted >= 0),
  category        TEXT COLLATE "C" NOT NULL CHECK (category IN ('paid', 'promotional')),
  source          TEXT COLLATE "C" NOT NULL,
  priority        BIGINT NOT NULL CHECK (priority >= 0),
  effective_at_ms BIGINT NOT NULL,
  expires_at_ms   BIGINT CHECK (expires_at_ms > effective_at_ms),
  unit_cost       TEXT COLLATE "C",
  payment         TEXT COLLATE "C",
  reason          TEXT COLLATE "C",
  metadata        TEXT COLLATE "C" NOT NULL,
  actor_type      TEXT COLLATE "C" NOT NULL,
  actor_id        TEXT COLLATE "C" NOT NULL,
  -- pending → scheduled → open → depleted → ended; a column of its own, so that a burn within a grant moves no index
  state           TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'scheduled', 'open', 'depleted', 'ended')),
  ended_as        TEXT COLLATE "C" CHECK (ended_as IN ('voided', 'expired', 'failed')),
  ended_at_ms     BIGINT,
  depleted_seq    BIGINT,
  due_at_ms       BIGINT,
  created_at_ms   BIGINT NOT NULL,
  updated_at_ms   BIGINT NOT NULL,
  burn_expires_ms BIGINT GENERATED ALWAYS AS (coalesce(expires_at_ms, 9007199254740991)) STORED,
  burn_category   BIGINT GENERATED ALWAYS AS (CASE category WHEN 'paid' THEN 1 ELSE 0 END) STORED,
  -- how lists sort states: what burns, what is to come, what is used up, what is over
  list_rank       BIGINT GENERATED ALWAYS AS (
    CASE state WHEN 'open' THEN 0 WHEN 'depleted' THEN 2 WHEN 'ended' THEN 3 ELSE 1 END
  ) STORED,
  PRIMARY KEY (customer_id, id),
  CHECK (amount = remaining + consumed + repaid + expired + voided + adjusted),
  CHECK ((state = 'ended') = (ended_as IS NOT NULL)),
  CHECK ((state = 'ended') = (ended_at_ms IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX grants_by_id ON grants (id);
CREATE INDEX grants_burn_order ON grants (
  customer_id, credit_type_id, resource_id, priority, burn_expires_ms, burn_category, effective_at_ms, created_at_ms, id
) WHERE state = 'open';
-- lists of a customer's grants, in the order in which they will burn or end
CREATE INDEX grants_as_they_burn ON grants (
  customer_id, list_rank, priority, burn_expires_ms, burn_category, effective_at_ms, created_at_ms, id
);
CREATE INDEX grants_as_they_end ON grants (customer_id, list_rank, burn_expires_ms, id);
CREATE INDEX grants_due ON grants (customer_id, credit_type_id, resource_id, state, due_at_ms)
WHERE due_at_ms IS NOT NULL;

CREATE TRIGGER grants_never_deleted BEFORE DELETE ON grants
FOR EACH ROW EXECUTE FUNCTION refuse('grants are never deleted');
CREATE TRIGGER grants_never_truncated BEFORE TRUNCATE ON grants
FOR EACH STATEMENT EXECUTE FUNCTION refuse('grants are never deleted');

CREATE TABLE entries (
  customer_id    TEXT COLLATE "C" NOT NULL,
  credit_type_id TEXT COLLATE "C" NOT NULL,
  resource_id    TEXT COLLATE "C" NOT NULL,
  seq            BIGINT NOT NULL CHECK (seq >= 1),
  at_ms          BIGINT NOT NULL,
  type           TEXT COLLATE "C" NOT NULL,
  grant_id       TEXT COLLATE "C",
  delta          BIGINT NOT NULL,
  balance_before BIGINT NOT NULL,
  balance_after  BIGINT NOT NULL,
  source_type    TEXT COLLATE "C" NOT NULL,
  source_id      TEXT COLLATE "C" NOT NULL,
  actor_type     TEXT COLLATE "C" NOT NULL,
  actor_id       TEXT COLLATE "C" NOT NULL,
  feature_id     TEXT COLLATE "C",
  user_id        TEXT COLLATE "C",
  event_id       TEXT COLLATE "C",
  plan_id        TEXT COLLATE "C",
  plan_version   BIGINT,
  reason         TEXT COLLATE "C",
  -- SHA-256 over the hash before and this entry: history cannot be back-filled
  hash           BYTEA NOT NULL,
  PRIMARY KEY (customer_id, credit_type_id, resource_id, seq),
  CHECK (balance_after = balance_before + delta)
);
-- What is seldom and looked for among many burns; a burn costs nothing here.
CREATE INDEX entries_but_consumed ON entries (customer_id, credit_type_id, resource_id, seq)
WHERE type <> 'consumed';

CREATE TRIGGER entries_never_changed BEFORE UPDATE OR DELETE ON entries
FOR EACH ROW EXECUTE FUNCTION refuse('the ledger is append-only');
CREATE TRIGGER entries_never_truncated BEFORE TRUNCATE ON entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse('the ledger is append-only');

-- Keys that are used, with the answer that was given: refusals and zero charges have no entry, one event has many.
CREATE TABLE commands (
  customer_id    TEXT COLLATE "C" NOT NULL,
  at_ms          BIGINT NOT NULL,
  id             TEXT COLLATE "C" NOT NULL,
  key_hash       BYTEA NOT NULL,
  operation      TEXT COLLATE "C" NOT NULL,
  key            TEXT COLLATE "C" NOT NULL,
  fingerprint    TEXT COLLATE "C" NOT NULL,
  status         TEXT COLLATE "C" NOT NULL CHECK (status IN ('done', 'refused')),
  result         TEXT COLLATE "C" NOT NULL,
  -- Of a usage event: what a search shows. Its dimensions are not kept, because they may hold personal data.
  occurred_at_ms BIGINT,
  user_id        TEXT COLLATE "C",
  resource_id    TEXT COLLATE "C",
  feature_ids    TEXT COLLATE "C",
  event_name     TEXT COLLATE "C",
  PRIMARY KEY (customer_id, at_ms, id)
);
CREATE UNIQUE INDEX commands_by_key ON commands (customer_id, key_hash);
CREATE INDEX commands_by_id ON commands (id);

CREATE TRIGGER commands_never_updated BEFORE UPDATE ON commands
FOR EACH ROW EXECUTE FUNCTION refuse('a used key never changes');
CREATE TRIGGER commands_never_truncated BEFORE TRUNCATE ON commands
FOR EACH STATEMENT EXECUTE FUNCTION refuse('a used key never changes');

-- Usage events that were refused and left their key unused, under the customer id that was sent. Pruned after 35 days.
CREATE TABLE refused_events (
  customer_id    TEXT COLLATE "C" NOT NULL,
  at_ms          BIGINT NOT NULL,
  id             TEXT COLLATE "C" NOT NULL,
  key            TEXT COLLATE "C" NOT NULL,
  code           TEXT COLLATE "C" NOT NULL,
  detail         TEXT COLLATE "C" NOT NULL,
  occurred_at_ms BIGINT NOT NULL,
  user_id        TEXT COLLATE "C",
  resource_id    TEXT COLLATE "C" NOT NULL,
  feature_ids    TEXT COLLATE "C" NOT NULL,
  event_name     TEXT COLLATE "C",
  PRIMARY KEY (customer_id, at_ms, id)
);
CREATE INDEX refused_events_by_id ON refused_events (id);
CREATE INDEX refused_events_by_time ON refused_events (at_ms);

-- An outside cause, such as a payment, has one effect per customer.
CREATE TABLE causes (
  customer_id TEXT COLLATE "C" NOT NULL,
  cause       TEXT COLLATE "C" NOT NULL,
  command_id  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (customer_id, cause)
);

-- Usage by the quarter hour in which it happened: what the charts read.
-- What was used is `credits` and `millionths` together, which are never carried: a pool that is filled again and again
-- may use more in a quarter hour than 64 bits hold in millionths.
CREATE TABLE usage_quarters (
  customer_id    TEXT COLLATE "C" NOT NULL,
  credit_type_id TEXT COLLATE "C" NOT NULL,
  resource_id    TEXT COLLATE "C" NOT NULL,
  quarter_ms     BIGINT NOT NULL,
  feature_id     TEXT COLLATE "C" NOT NULL,
  user_id        TEXT COLLATE "C" NOT NULL,
  credits        BIGINT NOT NULL,
  millionths     BIGINT NOT NULL,
  events         BIGINT NOT NULL,
  PRIMARY KEY (customer_id, credit_type_id, resource_id, quarter_ms, feature_id, user_id)
);

-- Who changed what: one row a change, written with it. '': of no customer.
CREATE TABLE audit_log (
  customer_id TEXT COLLATE "C" NOT NULL,
  id          TEXT COLLATE "C" NOT NULL,
  at_ms       BIGINT NOT NULL,
  actor_type  TEXT COLLATE "C" NOT NULL,
  actor_id    TEXT COLLATE "C" NOT NULL,
  action      TEXT COLLATE "C" NOT NULL,
  target      TEXT COLLATE "C",
  request_id  TEXT COLLATE "C",
  PRIMARY KEY (customer_id, id)
);
CREATE INDEX audit_log_by_time ON audit_log (at_ms, id);
CREATE INDEX audit_log_by_customer ON audit_log (customer_id, at_ms, id);
CREATE INDEX audit_log_by_actor ON audit_log (actor_id, at_ms, id);

CREATE TRIGGER audit_log_never_changed BEFORE UPDATE OR DELETE ON audit_log
FOR EACH ROW EXECUTE FUNCTION refuse('the audit log is append-only');
CREATE TRIGGER audit_log_never_truncated BEFORE TRUNCATE ON audit_log
FOR EACH STATEMENT EXECUTE FUNCTION refuse('the audit log is append-only');
