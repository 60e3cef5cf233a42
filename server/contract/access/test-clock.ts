import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../shared/problems.js';
import { answer, body, forHost } from '../shared/route.js';
import { Instant, InstantInput } from '../shared/scalars.js';

/** The clock of a sandbox. While `standing` it moves on demand only; otherwise it follows the wall clock. */
export const TestClock = z.object({ now: Instant, standing: z.boolean() }).openapi('TestClock');
export type TestClock = z.infer<typeof TestClock>;

export const MoveTestClock = z.strictObject({ now: InstantInput }).openapi('MoveTestClock');

export const getTestClock = createRoute({
  method: 'get',
  path: '/v1/test-clock',
  summary: 'Read the test clock (sandbox only)',
  ...forHost('read'),
  responses: { 200: answer(TestClock, 'The clock'), ...problems('not_found') },
});

export const moveTestClock = createRoute({
  method: 'post',
  path: '/v1/test-clock',
  summary: 'Move the test clock and let it stand there (sandbox only)',
  description:
    'Forward only, through every due instant on the way; what is due has happened before this answers. ' +
    'While the ledger is empty it may also be set into the past, to write a history.',
  ...forHost('admin'),
  request: { body: body(MoveTestClock) },
  responses: {
    200: answer(TestClock, 'The clock'),
    ...problems('invalid_request', 'not_found', 'clock_not_forward', 'unavailable'),
  },
});

export const releaseTestClock = createRoute({
  method: 'delete',
  path: '/v1/test-clock',
  summary: 'Let the test clock follow the wall clock again (sandbox only)',
  description: 'Only where that does not turn it back: a clock that stands in the future has to be caught up with.',
  ...forHost('admin'),
  responses: { 200: answer(TestClock, 'The clock'), ...problems('not_found', 'clock_not_forward') },
});
