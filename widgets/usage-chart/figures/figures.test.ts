import fc from 'fast-check';
import { fromMillionths } from '../../kit/format/decimal.js';
import { expect } from '../../test/expect.js';
import { usage } from '../../test/usage.js';
import { huesOf, HUES } from './colors.js';
import { begunBuckets, figuresOf, footed, percents } from './figures.js';
import { styles as usageChartStyles } from '../looks.js';

const sumOf = (parts: readonly bigint[]) => parts.reduce((total, part) => total + part, 0n);
const amounts = (parts: readonly bigint[]) => parts.map(fromMillionths);

describe('the figures of a chart', () => {
  it('foot: what is shown of the parts sums to what is shown of all', () => {
    expect(amounts(footed([3_333_333n, 3_333_333n, 3_333_334n]))).to.deep.equal(['3.33', '3.33', '3.34']);
    expect(amounts(footed([5_000n, 5_000n, 5_000n]))).to.deep.equal(['0.01', '0.01', '0']);
    expect(amounts(footed([-3_333_333n, -6_666_667n]))).to.deep.equal(['-3.33', '-6.67']);
    expect(footed([])).to.deep.equal([]);
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, 9_000_001n)), (parts) => {
        expect(sumOf(footed(parts))).to.equal(((sumOf(parts) + 5_000n) / 10_000n) * 10_000n);
      }),
    );
  });

  /** The reference implementation deals out one percent at a time to the part that is furthest below its share. */
  function dealtOut(parts: readonly bigint[]): readonly bigint[] {
    const whole = sumOf(parts);
    const given = parts.map((part) => (part * 100n) / whole);
    for (let left = 100n - sumOf(given); left > 0n; left -= 1n) {
      const behind = parts.map((part, index) => part * 100n - (given[index] ?? 0n) * whole);
      const most = behind.reduce((best, one, index) => (one > (behind[best] ?? 0n) ? index : best), 0);
      given[most] = (given[most] ?? 0n) + 1n;
    }
    return given;
  }

  it('share out a hundred percent: nobody gets more than one percent beside what is theirs, and none is left', () => {
    const some = fc.array(fc.oneof(fc.bigInt(0n, 20n), fc.bigInt(0n, 10n ** 18n)), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(some, (parts) => {
        fc.pre(sumOf(parts) > 0n);
        expect(percents(parts)).to.deep.equal(dealtOut(parts));
        expect(sumOf(dealtOut(parts))).to.equal(100n);
      }),
    );
    for (const none of [[], [0n], [5n, -5n], [10n, -5n]]) expect(percents(none)).to.deep.equal(none.map(() => null));
  });

  it('keep six series and sum the rest up, with those that the server has summed up', () => {
    const cents = [100, 0, 0, 0, 0, 0, 5];
    const series = Array.from({ length: 9 }, (_, index) => ({ key: `f${index}`, name: `F${index}`, cents }));
    const { bands, total, bucketTotals } = figuresOf(
      usage({}, [...series, { key: null, name: null, isOther: true, cents }, { key: 'none', cents: [0] }]),
      7,
    );
    expect(bands.map(({ kind, count }) => [kind, count])).to.deep.equal([
      ...Array.from({ length: HUES }, () => ['named', 1]),
      ['other', 4],
    ]);
    expect(new Set(bands.map(({ hue }) => hue)).size).to.equal(7);
    expect(amounts([total, ...bucketTotals])).to.deep.equal(['10.5', '10', '0', '0', '0', '0', '0', '0.5']);
  });

  it('end with the bucket that has begun, unless something is used later', () => {
    const nowMs = Date.parse('2026-11-20T12:00:00Z');
    const early = usage({}, [{ cents: [1, 1, 1, 1, 0, 0, 0] }]);
    const late = usage({}, [{ cents: [1, 1, 1, 1, 0, 1, 0] }]);
    expect(begunBuckets(early, nowMs)).to.equal(4);
    expect([early, late].map((one) => figuresOf(one, 4).buckets.length)).to.deep.equal([4, 6]);
    expect(begunBuckets(early, 0)).to.equal(1);
    // A bucket begins with its first millisecond.
    const startMs = Date.parse('2026-11-20T00:00:00Z');
    expect([startMs - 1, startMs].map((ms) => begunBuckets(early, ms))).to.deep.equal([3, 4]);
  });
});

describe('the colors of a chart', () => {
  const user = (id: string) => ({ id, colorSlot: null, createdAt: null });
  const feature = (id: string, colorSlot: number, day: number) => ({
    ...{ id, colorSlot, createdAt: `2026-11-${day}T00:00:00.000Z` },
  });

  it('are the slots of features, whatever they are beside of', () => {
    const [chat, image, video] = [feature('chat', 1, 10), feature('image', 5, 11), feature('video', 6, 12)];
    expect([...huesOf([video, chat, image])].sort()).to.deep.equal([['chat', 0], ['image', 4], ['video', 5]]); // prettier-ignore
    expect([...huesOf([image])]).to.deep.equal([['image', 4]]);
  });

  it("of two features with one slot, the later moves to a free one, and takes nobody else's", () => {
    const [old, late, third] = [feature('z-old', 1, 10), feature('a-late', 1, 12), feature('third', 2, 13)];
    const clash = [['a-late', 2], ['third', 1], ['z-old', 0]]; // prettier-ignore
    expect([...huesOf([late, third, old])].sort()).to.deep.equal(clash);
    expect([...huesOf([old, third, late])].sort()).to.deep.equal(clash);
    // Without the clash the feature gets its own hue.
    expect([...huesOf([late])]).to.deep.equal([['a-late', 0]]);
    // Features created in the same millisecond are ordered by id.
    const twins = [feature('b', 6, 10), feature('a', 6, 10)];
    expect([...huesOf(twins)].sort()).to.deep.equal([['a', 5], ['b', 0]]); // prettier-ignore
  });

  it('come from the answer, and seven features are six and "Other"', () => {
    const series = [3, 2, 1, 6, 5, 4, 1].map((colorSlot, index) => ({
      ...{ key: `f${index}`, colorSlot, createdAt: '2026-11-01T00:00:00.000Z', cents: [9 - index] },
    }));
    expect(figuresOf(usage({}, series), 1).bands.map(({ hue }) => hue)).to.deep.equal([2, 1, 0, 5, 4, 3, null]);
  });

  it('of users belong to the key: not to its place, nor to what is beside it', () => {
    const first = huesOf(['t:image', 't:chat', 't:completion'].map(user));
    const again = huesOf(['t:completion', 't:render', 't:image'].map(user));
    expect(again.get('t:image')).to.equal(first.get('t:image'));
    expect(again.get('t:completion')).to.equal(first.get('t:completion'));
    expect(new Set([...first.values()]).size).to.equal(3);
  });

  it('are never the same twice in one chart', () => {
    const keys = Array.from({ length: 24 }, (_, index) => `clash:${index}`);
    for (let start = 0; start + HUES <= keys.length; start += 1) {
      const hues = huesOf(keys.slice(start, start + HUES).map(user));
      expect([...hues.values()].sort().join()).to.equal('0,1,2,3,4,5');
    }
  });

  /** sRGB such as "#2e317f" to linear light. */
  const linear = (hex: string) =>
    [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
  const times = (matrix: readonly (readonly number[])[], vector: readonly number[]) =>
    matrix.map((row) => row.reduce((sum, factor, index) => sum + factor * (vector[index] ?? 0), 0));
  /** Complete color vision deficiencies, from Machado, Oliveira and Fernandes (2009). */
  const VISIONS = {
    normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
  }; // prettier-ignore
  const oklab = (rgb: readonly number[]) => {
    const cones = times(
      [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]],
      rgb.map((part) => Math.min(1, Math.max(0, part))),
    ).map(Math.cbrt); // prettier-ignore
    return times(
      [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]],
      cones,
    ); // prettier-ignore
  };
  const luminance = (hex: string) => times([[0.2126, 0.7152, 0.0722]], linear(hex))[0] ?? 0;

  it('are told apart by every kind of vision, and from the card, in both themes', () => {
    const themes = [...usageChartStyles.cssText.matchAll(/--_hue-\d: .*light-dark\((#\w+), (#\w+)\)/g)];
    expect(themes.length).to.equal(HUES);
    for (const [place, card] of [
      [1, '#ffffff'],
      [2, '#111827'],
    ] as const) {
      const hues = themes.map((match) => match[place] ?? '');
      for (const [index, hue] of hues.entries()) {
        const [low = 0, high = 0] = [luminance(hue), luminance(card)].sort((a, b) => a - b);
        expect((high + 0.05) / (low + 0.05), `${hue} on ${card}`).to.be.at.least(3);
        for (const other of hues.slice(index + 1)) {
          for (const [vision, matrix] of Object.entries(VISIONS)) {
            const [a, b] = [hue, other].map((one) => oklab(times(matrix, linear(one))));
            const apart = Math.hypot(...(a ?? []).map((part, at) => part - (b?.[at] ?? 0))) * 100;
            expect(apart, `${hue} ${other} ${vision}`).to.be.at.least(12);
          }
        }
      }
    }
  });
});
