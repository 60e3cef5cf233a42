import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { encodePng } from './png.js';

/** Largest perceived difference, 0 to 1, of an edge pixel. Browser releases smooth letters and curves differently. */
const EDGE_TOLERANCE = 0.2;
/** Largest difference, of 255, of a pixel in an area or a line, where nothing is smoothed. */
const FLAT_TOLERANCE = 3;
/** Largest difference, of 255, of a pixel that belongs to an area or a line in only one of the two pictures. */
const RIM_TOLERANCE = 20;
/** A straight run of one color with at least this many pixels is a line, not part of a letter. */
const LINE = 24;
/** How many pixels may exceed the tolerance: fewer than the smallest meaningful mark has. */
const MOST_DIFFERING = 12;
/** Edge colors closer to each other than this are merged; black and white are 441 apart. */
const EDGE_STEP = 48;
const MOST_COLOURS = 256;

type Picture = { readonly width: number; readonly height: number; readonly data: Buffer };

export type Comparison =
  | { readonly outcome: 'same' }
  /** `shown` marks the differing pixels; `null` if the sizes differ. */
  | { readonly outcome: 'different'; readonly how: string; readonly shown: Buffer | null };

/** Reduces the colors of a picture that is kept: colors of areas stay exact, colors of edges are merged. */
export function shrink(png: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(png);
  const colours = coloursOf({ width, height, data });
  const palette = paletteOf(colours, flatIn({ width, height, data }, colours));
  const places = new Map<number, number>();
  const pixels = Uint8Array.from(colours, (colour) => {
    const place = places.get(colour) ?? nearest(palette, colour);
    places.set(colour, place);
    return place;
  });
  return encodePng({ width, height, palette, pixels });
}

export function compare(kept: Buffer, seen: Buffer): Comparison {
  const shrunk = shrink(seen);
  if (shrunk.equals(kept)) return { outcome: 'same' };
  const [before, now] = [PNG.sync.read(kept), PNG.sync.read(shrunk)];
  const { width, height } = before;
  if (now.width !== width || now.height !== height) {
    const how = `it is ${now.width} × ${now.height} px, and was ${width} × ${height} px`;
    return { outcome: 'different', how, shown: null };
  }
  const shown = new PNG({ width, height });
  const options = { threshold: EDGE_TOLERANCE, includeAA: true };
  const differing =
    pixelmatch(before.data, now.data, shown.data, width, height, options) + markAreas(before, now, shown);
  if (differing <= MOST_DIFFERING) return { outcome: 'same' };
  return { outcome: 'different', how: `${differing} pixels differ`, shown: PNG.sync.write(shown) };
}

function markAreas(before: Picture, now: Picture, shown: Picture): number {
  const [flatBefore, flatNow] = [flatIn(before), flatIn(now)];
  let count = 0;
  flatBefore.forEach((flat, at) => {
    if (!flat && !flatNow[at]) return;
    const tolerance = flat && flatNow[at] ? FLAT_TOLERANCE : RIM_TOLERANCE;
    const differs = [0, 1, 2].some((part) => {
      const [one = 0, other = 0] = [before.data[at * 4 + part], now.data[at * 4 + part]];
      return Math.abs(one - other) > tolerance;
    });
    if (!differs) return;
    count += 1;
    shown.data.set([255, 0, 255, 255], at * 4);
  });
  return count;
}

/** Finds pixels that have the color of all their neighbors or belong to a long straight line. */
function flatIn({ width, height, data }: Picture, colours = coloursOf({ width, height, data })): Uint8Array {
  const around = [-1, 1, -width, width, -width - 1, -width + 1, width - 1, width + 1];
  const flat = new Uint8Array(colours.length);
  // Loops instead of array methods, because pictures have millions of pixels.
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
      let isFlat = 1;
      for (const step of around) if (colours[at + step] !== colours[at]) isFlat = 0;
      flat[at] = isFlat;
    }
  }
  const mark = (start: number, step: number, count: number) => {
    for (let from = 0, to = 1; from < count; from = to, to += 1) {
      while (to < count && colours[start + to * step] === colours[start + from * step]) to += 1;
      if (to - from >= LINE) for (let at = from; at < to; at += 1) flat[start + at * step] = 1;
    }
  };
  for (let y = 0; y < height; y += 1) mark(y * width, 1, width);
  for (let x = 0; x < width; x += 1) mark(x, width, height);
  return flat;
}

function coloursOf({ width, height, data }: Picture): Uint32Array {
  const colours = new Uint32Array(width * height);
  for (let at = 0; at < colours.length; at += 1) colours[at] = data.readUInt32BE(at * 4) >>> 8;
  return colours;
}

function paletteOf(colours: Uint32Array, flat: Uint8Array): readonly number[] {
  const counts = new Map<number, number>();
  const palette = new Set<number>();
  colours.forEach((colour, at) => {
    if (flat[at]) palette.add(colour);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  });
  const byCount = [...counts].sort(([one, many], [other, more]) => more - many || one - other);
  for (const [colour] of byCount) {
    if ([...palette].every((near) => distance(near, colour) > EDGE_STEP)) palette.add(colour);
  }
  if (palette.size > MOST_COLOURS) throw new Error(`${palette.size} colours are too many for a picture to keep`);
  return [...palette];
}

function nearest(palette: readonly number[], colour: number): number {
  const distances = palette.map((one) => distance(one, colour));
  return distances.indexOf(Math.min(...distances));
}

function distance(one: number, other: number): number {
  const part = (shift: number) => ((one >> shift) & 255) - ((other >> shift) & 255);
  return Math.hypot(part(16), part(8), part(0));
}
