import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../shared/problems.js';
import { answer, body, forHost } from '../shared/route.js';
import { Instant, InstantInput } from '../shared/scalars.js';

/** The clock of a sandbox. It moves on demand only while `standing` is true, and follows the wall clock otherwise. */
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
  summary: 'Set the test clock (sandbox only)',
  description:
    'Moves forward only, and stops at every due instant on the way. All due changes are made before the answer. ' +
    'While the ledger is empty, the clock may also be set to a past time, so that a history can be written.',
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
  description: 'Fails while the test clock is ahead of the wall clock, because the test clock would move back.',
  ...forHost('admin'),
  responses: { 200: answer(TestClock, 'The clock'), ...problems('not_found', 'clock_not_forward') },
});
