import { getTestClock, moveTestClock, releaseTestClock, type TestClock } from '../../../contract/index.js';
import type { HttpDeps, SandboxClock } from '../../context.js';
import { type App, mount } from '../../mounting/mount.js';
import { Rejection } from '../../mounting/rejection.js';
import { instant } from '../../../views/shared/scalars.js';

export function mountTestClock(app: App, deps: HttpDeps): void {
  const clock = (): SandboxClock => {
    if (!deps.sandbox) throw new Rejection('not_found', 'Only a sandbox has a test clock.');
    return deps.sandbox;
  };

  mount(app, deps, getTestClock, () => Promise.resolve({ status: 200, data: clockView(clock()) }));

  mount(app, deps, moveTestClock, async ({ body, author }) => {
    if ((await clock().moveTo(body.now, author)) === 'not_forward') {
      throw new Rejection('clock_not_forward', `The clock is at ${clockView(clock()).now} and only moves forward.`);
    }
    return { status: 200, data: clockView(clock()) };
  });

  mount(app, deps, releaseTestClock, async ({ author }) => {
    if ((await clock().release(author)) === 'not_forward') {
      throw new Rejection(
        'clock_not_forward',
        'The clock stands ahead of the wall clock, which has to catch up first.',
      );
    }
    return { status: 200, data: clockView(clock()) };
  });
}

function clockView(clock: SandboxClock): TestClock {
  const { nowMs, standing } = clock.now();
  return { now: instant(nowMs), standing };
}
