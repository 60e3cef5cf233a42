-- Whether the ledger is live or a sandbox. No row until the first server opens the store.
CREATE TABLE store_mode (
  id   BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  mode TEXT COLLATE "C" NOT NULL CHECK (mode IN ('live', 'sandbox'))
);

-- Lets an import write the mode that is there already, and refuses an archive of the other mode.
CREATE TRIGGER store_mode_never_changed BEFORE UPDATE ON store_mode
FOR EACH ROW WHEN (old.mode <> new.mode)
EXECUTE FUNCTION refuse('a live ledger and a sandbox do not mix');
