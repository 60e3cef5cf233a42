import type { AuditEntry } from '../../contract/index.js';
import type { AuditRecord } from '../../store/store.js';
import type { ApiKeys } from '../api-keys.js';
import { actorView } from './actor.js';
import { instant } from './scalars.js';

export async function auditView({ atMs, actor, ...record }: AuditRecord, apiKeys: ApiKeys): Promise<AuditEntry> {
  return { ...record, at: instant(atMs), actor: await actorView(actor, apiKeys) };
}
