import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AccountVersion } from '../store/ports/balances.js';
import { startWatch } from './watch.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const found: readonly AccountVersion[] = [
  { account: { customerId: 'ada', creditTypeId: 'tokens', resourceId: '' }, version: 7 },
];

function watchOver(watched: readonly string[], answer: () => Promise<readonly AccountVersion[]>) {
  const versions = vi.fn(answer);
  const onVersions = vi.fn();
  const onError = vi.fn();
  const watch = startWatch({ watched: () => watched, versions, onVersions, onError });
  return { watch, versions, onVersions, onError };
}

test('polls all watched customers in one query, four times a second', async () => {
  const { watch, versions, onVersions } = watchOver(['ada', 'bob'], () => Promise.resolve(found));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(versions.mock.calls).toEqual(Array(4).fill([['ada', 'bob']]));
  expect(onVersions).toHaveBeenCalledWith(found);
  watch.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(versions).toHaveBeenCalledTimes(4);
});

test('does not poll without listeners', async () => {
  const { watch, versions } = watchOver([], () => Promise.resolve(found));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(versions).not.toHaveBeenCalled();
  watch.stop();
});

test('waits for a slow answer before the next poll', async () => {
  let answer: () => void = () => undefined;
  const slow = () => new Promise<typeof found>((resolve) => (answer = () => resolve(found)));
  const { watch, versions } = watchOver(['ada'], slow);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(versions).toHaveBeenCalledTimes(1);
  answer();
  await vi.advanceTimersByTimeAsync(250);
  expect(versions).toHaveBeenCalledTimes(2);
  watch.stop();
});

test('polls a failing store less often, reports one error, and continues when the store is back', async () => {
  let isAway = true;
  const { watch, versions, onVersions, onError } = watchOver(['ada'], () =>
    isAway ? Promise.reject(new Error('gone')) : Promise.resolve(found),
  );
  await vi.advanceTimersByTimeAsync(5_250);
  expect(versions).toHaveBeenCalledTimes(6);
  expect(onError).toHaveBeenCalledTimes(1);
  isAway = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(onVersions).toHaveBeenCalledWith(found);
  watch.stop();
});
