import type { Head } from '../values/head.js';
import type { CommandContext } from './context.js';
import { defineCommand, NO_NEEDS } from './definition.js';
import type { Result } from './result.js';
import type { AccountRef } from '../values/refs.js';

export type TouchBody = { readonly kind: 'touch'; readonly accounts: readonly AccountRef[] };

function decideTouch({ accounts }: Head & TouchBody, context: CommandContext): Result {
  // Opening a book applies the due changes.
  for (const ref of accounts) context.book(ref);
  return { status: 'done', answer: { kind: 'touch' } };
}

export const touch = defineCommand({
  kind: 'touch',
  needs: ({ accounts }) => ({ ...NO_NEEDS, accounts }),
  decide: decideTouch,
  auditAs: null,
  readsSubscriptions: false,
});
