import { typeid } from 'typeid-js';
import type { CatalogRecord } from '../../../ledger/catalog/change.js';
import type { Author, Ms } from '../../../ledger/values/refs.js';
import { type Command, definitionOf } from '../../../ledger/batch/registry.js';
import type { CommandRecord } from '../../../ledger/batch/changes.js';
import type { AuditAction, AuditRecord } from '../../ports/access.js';

/** A stored audit record. `customerId` leads the key, so it is `''` instead of `null`. */
export type AuditRow = Omit<AuditRecord, 'actor' | 'customerId'> & {
  readonly customerId: string;
  readonly actorType: AuditRecord['actor']['type'];
  readonly actorId: string;
};

type AuditSubject = {
  readonly action: AuditAction;
  readonly customerId: string | null;
  readonly target: string | null;
};

export function auditRow(
  { actor, requestId }: Author,
  { action, customerId, target }: AuditSubject,
  atMs: Ms,
): AuditRow {
  const id: string = typeid('aud').toString();
  const who = { actorType: actor.type, actorId: actor.id, requestId };
  return { customerId: customerId ?? '', id, atMs, ...who, action, target };
}

/** `null` if the command was refused, or if its entries are the only record of it. */
export function auditOfCommand({ command, atMs, result }: CommandRecord): AuditRow | null {
  const action = definitionOf(command).auditAs;
  if (action === null || result.status !== 'done') return null;
  const target = targetOf(command);
  return auditRow(command, { action, customerId: command.customerId, target }, atMs);
}

/** A command that creates an object gives its own id to the object. */
function targetOf(command: Command): string {
  if ('grantId' in command) return command.grantId;
  return 'subscriptionId' in command ? command.subscriptionId : command.id;
}

export function catalogTarget(record: CatalogRecord): string {
  switch (record.kind) {
    case 'creditType':
      return record.creditType.id;
    case 'feature':
      return record.feature.id;
    case 'product':
      return record.product.id;
    case 'plan':
      return record.plan.planId;
  }
}

export function testClockChange(standingAtMs: Ms | null): AuditSubject {
  if (standingAtMs === null) return { action: 'testClock.release', customerId: null, target: null };
  return { action: 'testClock.move', customerId: null, target: new Date(standingAtMs).toISOString() };
}

export function auditRecordOf({ customerId, actorType, actorId, ...rest }: AuditRow): AuditRecord {
  return { ...rest, customerId: customerId === '' ? null : customerId, actor: { type: actorType, id: actorId } };
}
