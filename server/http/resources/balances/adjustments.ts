import { createAdjustment } from '../../../contract/index.js';
import { parseAmount } from '../../../ledger/values/amount.js';
import type { HttpDeps } from '../../context.js';
import { commandKey } from '../../mounting/idempotency.js';
import { newId } from '../../../engine/ids.js';
import { type App, mount } from '../../mounting/mount.js';
import { done } from '../../mounting/rejection.js';
import { adjustmentView } from '../../../views/balances/adjustment.js';

export function mountAdjustments(app: App, deps: HttpDeps): void {
  mount(app, deps, createAdjustment, async ({ body, author }) => {
    const { idempotencyKey, ...request } = body;
    const { customerId, creditTypeId, resourceId = '' } = body;
    const outcome = await deps.engine.submit({
      kind: 'adjust',
      id: newId('adj'),
      customerId,
      key: commandKey('adjustments', idempotencyKey, request),
      cause: null,
      ...author,
      account: { customerId, creditTypeId, resourceId },
      amount: parseAmount(body.amount),
      mayOverdraw: body.allowOverdraft ?? false,
      reason: body.reason,
    });
    const { answer, commandId, duplicate } = done(outcome);
    if (answer.kind !== 'adjustment') throw new Error(`an adjustment was answered with ${answer.kind}`);
    return { status: 201, data: { id: commandId, duplicate, ...adjustmentView(answer.adjustment) } };
  });
}
