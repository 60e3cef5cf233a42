-- The first schema. STRICT, so that no column holds what it was not declared for; every ledger table leads with the
-- customer, which is the lock, the shard and the scope of idempotency. Amounts are millionths, times milliseconds UTC.

CREATE TABLE customers (
  id            TEXT NOT NULL PRIMARY KEY,
  name          TEXT,
  email         TEXT,
  time_zone     TEXT NOT NULL,
  locale        TEXT,
  metadata      TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  erased_at_ms  INTEGER
) STRICT, WITHOUT ROWID;

-- The places where a word of the id, name or e-mail of a customer begins, up to the end, folded: what a search begins with.
CREATE TABLE customer_terms (
  customer_id TEXT NOT NULL,
  term        TEXT NOT NULL,
  PRIMARY KEY (customer_id, term)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_terms_by_term ON customer_terms (term, customer_id);

-- The catalog: small, cached whole by revision. Definitions are JSON with amounts as decimal strings.
CREATE TABLE catalog_head (
  id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO catalog_head (id, revision) VALUES (1, 0);

CREATE TABLE credit_types (
  id            TEXT NOT NULL PRIMARY KEY,
  definition    TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE features (
  id            TEXT NOT NULL PRIMARY KEY,
  definition    TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_versions (
  plan_id         TEXT NOT NULL,
  version         INTEGER NOT NULL CHECK (version >= 1),
  definition      TEXT NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  published_at_ms INTEGER,
  PRIMARY KEY (plan_id, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER plan_versions_published_is_final BEFORE UPDATE ON plan_versions
WHEN old.published_at_ms IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a published plan version never changes');
END;

-- Without a row for the product `default`, until somebody edits it.
CREATE TABLE products (
  id            TEXT NOT NULL PRIMARY KEY,
  definition    TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Beside the versions of a plan, because those that are published never change.
CREATE TABLE archived_plans (
  plan_id        TEXT NOT NULL PRIMARY KEY,
  archived_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Idempotency of writes that belong to no customer.
CREATE TABLE request_keys (
  api_key_id  TEXT NOT NULL,
  key_hash    BLOB NOT NULL,
  fingerprint TEXT NOT NULL,
  answer      TEXT NOT NULL,
  at_ms       INTEGER NOT NULL,
  PRIMARY KEY (api_key_id, key_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_keys_by_time ON request_keys (at_ms);

CREATE TABLE api_keys (
  id              TEXT NOT NULL PRIMARY KEY,
  name            TEXT NOT NULL,
  hash            TEXT NOT NULL UNIQUE,
  prefix          TEXT NOT NULL,
  scopes          TEXT NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  last_used_at_ms INTEGER,
  revoked_at_ms   INTEGER
) STRICT, WITHOUT ROWID;

-- Where the sandbox's clock stands; no row: it follows the wall clock.
CREATE TABLE test_clock (
  id             INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  standing_at_ms INTEGER NOT NULL
) STRICT;

-- Who runs which job, until when by the wall clock: a test clock that stands holds up no job.
CREATE TABLE leases (
  name     TEXT NOT NULL PRIMARY KEY,
  holder   TEXT NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriptions (
  customer_id     TEXT NOT NULL,
  id              TEXT NOT NULL,
  plan_id         TEXT NOT NULL,
  plan_version    INTEGER NOT NULL,
  start_ms        INTEGER NOT NULL,
  cancelled_at_ms INTEGER,
  created_at_ms   INTEGER NOT NULL,
  PRIMARY KEY (customer_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX subscriptions_by_id ON subscriptions (id);

CREATE TABLE accounts (
  customer_id      TEXT NOT NULL,
  credit_type_id   TEXT NOT NULL,
  resource_id      TEXT NOT NULL,
  entry_seq        INTEGER NOT NULL,
  version          INTEGER NOT NULL,
  balance          INTEGER NOT NULL,
  held             INTEGER NOT NULL CHECK (held >= 0),
  overdraft        INTEGER NOT NULL CHECK (overdraft >= 0),
  granted          INTEGER NOT NULL CHECK (granted >= 0),
  open_amount      INTEGER NOT NULL CHECK (open_amount >= 0),
  -- of the grants that wait for their time or their payment
  waiting_amount   INTEGER NOT NULL CHECK (waiting_amount >= 0),
  arrival_seq      INTEGER NOT NULL,
  last_at_ms       INTEGER NOT NULL,
  next_due_ms      INTEGER,
  head_hash        BLOB NOT NULL,
  PRIMARY KEY (customer_id, credit_type_id, resource_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX accounts_due ON accounts (next_due_ms) WHERE next_due_ms IS NOT NULL;

CREATE TABLE grants (
  customer_id     TEXT NOT NULL,
  id              TEXT NOT NULL,
  credit_type_id  TEXT NOT NULL,
  resource_id     TEXT NOT NULL,
  amount          INTEGER NOT NULL CHECK (amount > 0),
  remaining       INTEGER NOT NULL CHECK (remaining BETWEEN 0 AND amount),
  reserved        INTEGER NOT NULL CHECK (reserved BETWEEN 0 AND remaining),
  consumed        INTEGER NOT NULL CHECK (consumed >= 0),
  repaid          INTEGER NOT NULL CHECK (repaid >= 0),
  expired         INTEGER NOT NULL CHECK (expired >= 0),
  voided          INTEGER NOT NULL CHECK (voided >= 0),
  adjusted        INTEGER NOT NULL CHECK (adjusted >= 0),
  category        TEXT NOT NULL CHECK (category IN ('paid', 'promotional')),
  source          TEXT NOT NULL,
  priority        INTEGER NOT NULL CHECK (priority >= 0),
  effective_at_ms INTEGER NOT NULL,
  expires_at_ms   INTEGER CHECK (expires_at_ms > effective_at_ms),
  unit_cost       TEXT,
  payment         TEXT,
  reason          TEXT,
  metadata        TEXT NOT NULL,
  actor_type      TEXT NOT NULL,
  actor_id        TEXT NOT NULL,
  -- pending → scheduled → open → depleted → ended; a column of its own, so that a burn within a grant moves no index
  state           TEXT NOT NULL CHECK (state IN ('pending', 'scheduled', 'open', 'depleted', 'ended')),
  ended_as        TEXT CHECK (ended_as IN ('voided', 'expired', 'failed')),
  ended_at_ms     INTEGER,
  depleted_seq    INTEGER,
  due_at_ms       INTEGER,
  created_at_ms   INTEGER NOT NULL,
  updated_at_ms   INTEGER NOT NULL,
  burn_expires_ms INTEGER GENERATED ALWAYS AS (ifnull(expires_at_ms, 9007199254740991)) VIRTUAL,
  burn_category   INTEGER GENERATED ALWAYS AS (category = 'paid') VIRTUAL,
  -- how lists sort states: what burns, what is to come, what is used up, what is over
  list_rank       INTEGER GENERATED ALWAYS AS (
    CASE state WHEN 'open' THEN 0 WHEN 'depleted' THEN 2 WHEN 'ended' THEN 3 ELSE 1 END
  ) VIRTUAL,
  PRIMARY KEY (customer_id, id),
  CHECK (amount = remaining + consumed + repaid + expired + voided + adjusted),
  CHECK ((state = 'ended') = (ended_as IS NOT NULL)),
  CHECK ((state = 'ended') = (ended_at_ms IS NOT NULL))
) STRICT, WITHOUT ROWID;
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
BEGIN
  SELECT RAISE(ABORT, 'grants are never deleted');
END;

CREATE TABLE entries (
  customer_id    TEXT NOT NULL,
  credit_type_id TEXT NOT NULL,
  resource_id    TEXT NOT NULL,
  seq            INTEGER NOT NULL CHECK (seq >= 1),
  at_ms          INTEGER NOT NULL,
  type           TEXT NOT NULL,
  grant_id       TEXT,
  delta          INTEGER NOT NULL,
  balance_before INTEGER NOT NULL,
  balance_after  INTEGER NOT NULL,
  source_type    TEXT NOT NULL,
  source_id      TEXT NOT NULL,
  actor_type     TEXT NOT NULL,
  actor_id       TEXT NOT NULL,
  feature_id     TEXT,
  user_id        TEXT,
  event_id       TEXT,
  plan_id        TEXT,
  plan_version   INTEGER,
  reason         TEXT,
  -- SHA-256 over the hash before and this entry: history cannot be back-filled
  hash           BLOB NOT NULL,
  CHECK (balance_after = balance_before + delta)
) STRICT;
CREATE UNIQUE INDEX entries_by_account ON entries (customer_id, credit_type_id, resource_id, seq);
-- What is seldom and looked for among many burns; a burn costs nothing here.
CREATE INDEX entries_but_consumed ON entries (customer_id, credit_type_id, resource_id, seq)
WHERE type <> 'consumed';

CREATE TRIGGER entries_never_updated BEFORE UPDATE ON entries
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- INSERT OR REPLACE deletes; with recursive_triggers=ON this stops it too.
CREATE TRIGGER entries_never_deleted BEFORE DELETE ON entries
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;

-- Keys that are used, with the answer that was given: refusals and zero charges have no entry, one event has many.
-- In the order in which they come: clustered by customer, a row would cost half as much again.
CREATE TABLE commands (
  customer_id    TEXT NOT NULL,
  at_ms          INTEGER NOT NULL,
  id             TEXT NOT NULL,
  key_hash       BLOB NOT NULL,
  operation      TEXT NOT NULL,
  key            TEXT NOT NULL,
  fingerprint    TEXT NOT NULL,
  status         TEXT NOT NULL CHECK (status IN ('done', 'refused')),
  result         TEXT NOT NULL,
  -- Of a usage event: what a search shows. Its dimensions are not kept, because they may hold personal data.
  occurred_at_ms INTEGER,
  user_id        TEXT,
  resource_id    TEXT,
  feature_ids    TEXT,
  event_name     TEXT
) STRICT;
CREATE UNIQUE INDEX commands_by_key ON commands (customer_id, key_hash);
CREATE INDEX commands_by_time ON commands (customer_id, at_ms, id);
CREATE INDEX commands_by_id ON commands (id);

CREATE TRIGGER commands_never_updated BEFORE UPDATE ON commands
BEGIN
  SELECT RAISE(ABORT, 'a used key never changes');
END;

-- Usage events that were refused and left their key unused, under the customer id that was sent. Pruned after 35 days.
CREATE TABLE refused_events (
  customer_id    TEXT NOT NULL,
  at_ms          INTEGER NOT NULL,
  id             TEXT NOT NULL,
  key            TEXT NOT NULL,
  code           TEXT NOT NULL,
  detail         TEXT NOT NULL,
  occurred_at_ms INTEGER NOT NULL,
  user_id        TEXT,
  resource_id    TEXT NOT NULL,
  feature_ids    TEXT NOT NULL,
  event_name     TEXT,
  PRIMARY KEY (customer_id, at_ms, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX refused_events_by_id ON refused_events (id);
CREATE INDEX refused_events_by_time ON refused_events (at_ms);

-- An outside cause, such as a payment, has one effect per customer.
CREATE TABLE causes (
  customer_id TEXT NOT NULL,
  cause       TEXT NOT NULL,
  command_id  TEXT NOT NULL,
  PRIMARY KEY (customer_id, cause)
) STRICT, WITHOUT ROWID;

-- Usage by the quarter hour in which it happened: what the charts read.
-- What was used is `credits` and `millionths` together, which are never carried: a pool that is filled again and again
-- may use more in a quarter hour than 64 bits hold in millionths.
CREATE TABLE usage_quarters (
  customer_id    TEXT NOT NULL,
  credit_type_id TEXT NOT NULL,
  resource_id    TEXT NOT NULL,
  quarter_ms     INTEGER NOT NULL,
  feature_id     TEXT NOT NULL,
  user_id        TEXT NOT NULL,
  credits        INTEGER NOT NULL,
  millionths     INTEGER NOT NULL,
  events         INTEGER NOT NULL,
  PRIMARY KEY (customer_id, credit_type_id, resource_id, quarter_ms, feature_id, user_id)
) STRICT, WITHOUT ROWID;

-- Who changed what: one row a change, written with it. '': of no customer.
CREATE TABLE audit_log (
  customer_id TEXT NOT NULL,
  id          TEXT NOT NULL,
  at_ms       INTEGER NOT NULL,
  actor_type  TEXT NOT NULL,
  actor_id    TEXT NOT NULL,
  action      TEXT NOT NULL,
  target      TEXT,
  request_id  TEXT,
  PRIMARY KEY (customer_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_log_by_time ON audit_log (at_ms, id);
CREATE INDEX audit_log_by_customer ON audit_log (customer_id, at_ms, id);
CREATE INDEX audit_log_by_actor ON audit_log (actor_id, at_ms, id);

CREATE TRIGGER audit_log_never_updated BEFORE UPDATE ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_log_never_deleted BEFORE DELETE ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
