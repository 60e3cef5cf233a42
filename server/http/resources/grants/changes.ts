import type { z } from '@hono/zod-openapi';
import { editGrant, type GrantEdit, markGrantFailed, markGrantPaid, voidGrant } from '../../../contract/index.js';
import { parseAmount } from '../../../ledger/values/amount.js';
import type { Author } from '../../../ledger/values/refs.js';
import type { Body } from '../../../ledger/batch/registry.js';
import type { GrantChange } from '../../../ledger/grants/grant.js';
import type { HttpDeps } from '../../context.js';
import { commandKey } from '../../mounting/idempotency.js';
import { newId } from '../../../engine/ids.js';
import { type App, mount } from '../../mounting/mount.js';
import { grantReply, requireGrant } from './grants.js';

type Change = Extract<Body, { grantId: string }>;
type Said = Change extends infer C ? (C extends Change ? Omit<C, 'account' | 'grantId'> : never) : never;

type ChangeRequest = {
  readonly params: { readonly id: string };
  readonly body: Readonly<Record<string, unknown>>;
  readonly author: Author;
  readonly idempotencyKey: string;
};

export function mountGrantChanges(app: App, deps: HttpDeps): void {
  const send = async (operation: string, { params, body, author, idempotencyKey }: ChangeRequest, said: Said) => {
    const { account } = await requireGrant(deps, params.id);
    const outcome = await deps.engine.submit({
      ...said,
      id: newId('cmd'),
      customerId: account.customerId,
      key: commandKey(operation, idempotencyKey, { ...body, grantId: params.id }),
      cause: null,
      ...author,
      account,
      grantId: params.id,
    });
    return { status: 200 as const, ...(await grantReply(outcome, deps.apiKeys)) };
  };

  mount(app, deps, voidGrant, (call) =>
    send('grants.void', call, { kind: 'grant.void', reason: call.body.reason ?? null }),
  );
  mount(app, deps, markGrantPaid, (call) =>
    send('grants.mark-paid', call, { kind: 'grant.pay', reason: call.body.reason ?? null }),
  );
  mount(app, deps, markGrantFailed, (call) =>
    send('grants.mark-failed', call, { kind: 'grant.fail', reason: call.body.reason ?? null }),
  );
  mount(app, deps, editGrant, (call) =>
    send('grants.edit', call, { kind: 'grant.edit', change: grantChange(call.body) }),
  );
}

function grantChange({ amount, effectiveAt, expiresAt, ...same }: z.output<typeof GrantEdit>): GrantChange {
  return {
    ...(amount !== undefined && { amount: parseAmount(amount) }),
    ...(effectiveAt !== undefined && { effectiveAtMs: effectiveAt }),
    ...(expiresAt !== undefined && { expiresAtMs: expiresAt }),
    ...(same.priority !== undefined && { priority: same.priority }),
    ...(same.reason !== undefined && { reason: same.reason }),
    ...(same.metadata !== undefined && { metadata: same.metadata }),
  };
}
