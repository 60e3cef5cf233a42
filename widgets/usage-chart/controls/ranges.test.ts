import { instantOf, wallClock } from '../../kit/format/zone.js';
import { expect } from '../../test/expect.js';
import type { Range } from './ranges.js';
import { intervalFor, intervalsFor, periodOf, RANGES } from './ranges.js';

const NOW_MS = Date.parse('2026-11-23T12:40:00Z');

function period(range: Range, timeZone: string, nowMs = NOW_MS, first?: string, last?: string) {
  const found = periodOf(range, nowMs, timeZone, first, last);
  return found && [found.fromMs, found.toMs].map((ms) => new Date(ms).toISOString().replace(':00.000Z', 'Z'));
}

describe('periods', () => {
  it('are whole hours, days and months of the zone', () => {
    expect(period('24h', 'UTC')).to.deep.equal(['2026-11-22T13:00Z', '2026-11-23T13:00Z']);
    expect(period('24h', 'Asia/Kathmandu')).to.deep.equal(['2026-11-22T13:15Z', '2026-11-23T13:15Z']);
    expect(period('7d', 'Europe/Berlin')).to.deep.equal(['2026-11-16T23:00Z', '2026-11-23T23:00Z']);
    expect(period('30d', 'Pacific/Kiritimati')).to.deep.equal(['2026-10-25T10:00Z', '2026-11-24T10:00Z']);
    expect(period('12m', 'America/New_York')).to.deep.equal(['2025-12-01T05:00Z', '2026-12-01T05:00Z']);
  });

  it('do not depend on the seconds and milliseconds of the clock', () => {
    for (const range of RANGES) {
      for (const zone of ['UTC', 'Asia/Kathmandu', 'America/New_York']) {
        const whole = periodOf(range, NOW_MS, zone, '2026-11-01', '2026-11-03');
        for (const more of [1, 656, 59_999]) {
          expect(periodOf(range, NOW_MS + more, zone, '2026-11-01', '2026-11-03'), `${range} ${zone}`).to.deep.equal(
            whole,
          );
        }
      }
    }
    // Before 1970 as well, where the remainder of a division is negative.
    expect(wallClock(-1, 'UTC')).to.equal(-1);
  });

  it('follow the clocks when they change', () => {
    const nowMs = Date.parse('2026-10-25T12:00:00Z');
    expect(period('7d', 'Europe/Berlin', nowMs)).to.deep.equal(['2026-10-18T22:00Z', '2026-10-25T23:00Z']);
    // In Cairo, clocks went from midnight to 01:00 on 24 April 2026, so the day begins at 01:00.
    const gap = Date.parse('2026-04-24T12:00:00Z');
    expect(period('7d', 'Africa/Cairo', gap)?.[1]).to.equal('2026-04-24T21:00Z');
    expect(instantOf(Date.parse('2026-04-24T00:00Z'), 'Africa/Cairo')).to.equal(Date.parse('2026-04-23T22:00Z'));
    expect(wallClock(Date.parse('2026-04-23T22:00Z'), 'Africa/Cairo')).to.equal(Date.parse('2026-04-24T01:00Z'));
    // In Havana, clocks go from 01:00 back to midnight, so the day begins at the first of two midnights.
    expect(instantOf(Date.parse('2026-11-01T00:00Z'), 'America/Havana')).to.equal(Date.parse('2026-11-01T04:00Z'));
  });

  it('include both custom dates, and are none where those are none', () => {
    expect(period('custom', 'UTC', NOW_MS, '2026-11-01', '2026-11-03')).to.deep.equal([
      '2026-11-01T00:00Z',
      '2026-11-04T00:00Z',
    ]);
    for (const [first, last] of [
      ['2026-11-03', '2026-11-01'],
      ['2026-13-01', '2026-11-01'],
      ['yesterday', '2026-11-01'],
      ['1900-01-01', '2026-11-01'],
      [undefined, undefined],
    ]) {
      expect(period('custom', 'UTC', NOW_MS, first, last), `${first}`).to.equal(null);
    }
  });

  it('offer the intervals that make bars, and choose one', () => {
    const of = (range: Range, first?: string, last?: string) => {
      const found = periodOf(range, NOW_MS, 'UTC', first, last)!;
      return [intervalsFor(found).join(), intervalFor(found, null), intervalFor(found, 'week')];
    };
    expect(of('24h')).to.deep.equal(['hour', 'hour', 'hour']);
    expect(of('7d')).to.deep.equal(['hour,day', 'day', 'day']);
    expect(of('30d')).to.deep.equal(['day,week', 'day', 'week']);
    expect(of('12m')).to.deep.equal(['day,week,month', 'month', 'week']);
    expect(of('custom', '2000-01-01', '2026-01-01')).to.deep.equal(['month', 'month', 'month']);
  });
});
