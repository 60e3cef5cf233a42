import type { ClientState } from '../shared/client/state.js';
import type { Context } from '../shared/element/credits-element.js';
import { clockTime, fullInstant, relative } from '../shared/format/dates.js';
import { fill } from '../shared/format/fill.js';

const MINUTE_MS = 60_000;
const HALF_A_DAY_MS = 720 * MINUTE_MS;

/** How fresh the numbers are, in words; null where there are none to speak of. */
export function describeFreshness({ phase, freshness, asOfMs }: ClientState, context: Context): string | null {
  if (phase !== 'ready' || asOfMs === null) return null;
  const { status } = context.strings;
  if (freshness === 'live') return status.live;
  const ageMs = context.nowMs - asOfMs;
  if (freshness === 'current') {
    return ageMs < MINUTE_MS ? status.now : fill(status.ago, { when: relative(asOfMs, context) });
  }
  const time = ageMs < HALF_A_DAY_MS ? clockTime(asOfMs, context) : fullInstant(asOfMs, context);
  return fill(freshness === 'offline' ? status.offline : status.reconnecting, { time });
}
