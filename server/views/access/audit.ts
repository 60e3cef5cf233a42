import type { AuditEntry } from '../../contract/index.js';
import type { AuditRecord } from '../../store/ports/access.js';
import { actorView, type KeyNames } from '../shared/actor.js';
import { instant } from '../shared/scalars.js';

export async function auditView({ atMs, actor, ...record }: AuditRecord, keys: KeyNames): Promise<AuditEntry> {
  return { ...record, at: instant(atMs), actor: await actorView(actor, keys) };
}
