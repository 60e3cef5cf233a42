import type { Head } from '../values/head.js';
import type { CommandContext } from './context.js';
import { defineCommand, NO_NEEDS } from './definition.js';
import type { Result } from './result.js';
import type { AccountRef } from '../values/refs.js';

/** Writes what time has made due, and nothing else. Sent by jobs, the stream and the test clock. */
export type TouchBody = { readonly kind: 'touch'; readonly accounts: readonly AccountRef[] };

function decideTouch({ accounts }: Head & TouchBody, context: CommandContext): Result {
  // Opening a book does what is due.
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
