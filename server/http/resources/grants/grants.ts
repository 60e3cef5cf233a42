import type { z } from '@hono/zod-openapi';
import { createGrant, getGrant, type NewGrant, previewGrant } from '../../../contract/index.js';
import type { Decision } from '../../../engine/engine.js';
import { parseAmount } from '../../../ledger/values/amount.js';
import type { Answer } from '../../../ledger/commands/result.js';
import type { Author } from '../../../ledger/values/refs.js';
import type { Command } from '../../../ledger/batch/registry.js';
import type { GrantAnswer, GrantTerms } from '../../../ledger/grants/grant.js';
import type { Head } from '../../../ledger/values/head.js';
import type { ApiKeys } from '../../../access/api-keys.js';
import type { HttpDeps } from '../../context.js';
import { commandKey } from '../../mounting/idempotency.js';
import { newId } from '../../../engine/ids.js';
import { type App, mount } from '../../mounting/mount.js';
import { done, notFound, REPLAYED } from '../../mounting/rejection.js';
import { simulate } from '../usage/simulate.js';
import { grantView } from '../../../views/grants/grant.js';
import { grantPreviewView } from '../../../views/grants/preview.js';

const DEFAULT_PRIORITY = 50;

export function mountGrants(app: App, deps: HttpDeps): void {
  const { engine, apiKeys } = deps;

  mount(app, deps, createGrant, async ({ body, author, idempotencyKey }) => {
    const command = grantCommand(body, author, commandKey('grants', idempotencyKey, body));
    return { status: 201, ...(await grantReply(await engine.submit(command), apiKeys)) };
  });

  mount(app, deps, previewGrant, async ({ body, author }) => {
    const { answer } = done(await simulate(grantCommand(body, author, null), deps));
    return { status: 200, data: grantPreviewView(aboutGrant(answer)) };
  });

  mount(app, deps, getGrant, async ({ params }) => {
    const found = await requireGrant(deps, params.id);
    await engine.catchUp(found.account.customerId);
    return { status: 200, data: await grantView(await requireGrant(deps, params.id), apiKeys) };
  });
}

type GrantInput = z.output<typeof NewGrant>;

function grantCommand(body: GrantInput, author: Author, key: Head['key']): Command {
  const { customerId, creditTypeId, resourceId = '' } = body;
  const reference = body.payment?.reference;
  return {
    kind: 'grant',
    id: newId('grt'),
    customerId,
    key,
    cause: reference === undefined ? null : `payment:${reference}`,
    ...author,
    account: { customerId, creditTypeId, resourceId },
    terms: grantTerms(body),
  };
}

const grantTerms = (body: GrantInput): GrantTerms => ({
  amount: parseAmount(body.amount),
  category: body.category,
  source: 'api',
  priority: body.priority ?? DEFAULT_PRIORITY,
  effectiveAtMs: body.effectiveAt ?? null,
  expiresAtMs: body.expiresAt ?? null,
  unitCost: body.unitCost ?? null,
  payment: body.payment ? { mode: body.payment.mode ?? 'record', reference: body.payment.reference ?? null } : null,
  reason: body.reason ?? null,
  metadata: body.metadata ?? {},
});

export async function grantReply(outcome: Decision, apiKeys: ApiKeys) {
  const { answer, duplicate } = done(outcome);
  return { data: await grantView(aboutGrant(answer).grant, apiKeys), headers: duplicate ? REPLAYED : {} };
}

function aboutGrant(answer: Answer): Extract<Answer, { kind: 'grant' }> {
  if (answer.kind !== 'grant') throw new Error(`a grant was answered with ${answer.kind}`);
  return answer;
}

export async function requireGrant({ store, engine }: HttpDeps, id: string): Promise<GrantAnswer> {
  const grant = await store.grant(id, engine.clock.nowMs());
  if (!grant) throw notFound('grant', id);
  return grant;
}
