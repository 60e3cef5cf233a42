import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { compare, shrink } from './picture.js';

const [WIDTH, HEIGHT] = [60, 40];

/** Paints a dark disc with soft edges on a light ground. `paint` may change the color of each pixel. */
function painted(paint: (x: number, y: number, usual: number) => number = (_x, _y, usual) => usual): Buffer {
  const png = new PNG({ width: WIDTH, height: HEIGHT });
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const inside = Math.min(1, Math.max(0, 12 - Math.hypot(x - 20.3, y - 20.6)));
      const grey = paint(x, y, Math.round(245 - 225 * inside));
      png.data.set([grey, grey, grey, 255], (y * WIDTH + x) * 4);
    }
  }
  return PNG.sync.write(png);
}

const isEdge = (grey: number) => grey > 20 && grey < 245;
const kept = shrink(painted());

test('a kept picture has few colors and is small', () => {
  const { width, height, data } = PNG.sync.read(kept);
  expect([width, height]).toEqual([WIDTH, HEIGHT]);
  const colours = new Set(Array.from({ length: WIDTH * HEIGHT }, (_, at) => data[at * 4]));
  expect(colours.size).toBeLessThan(16);
  expect([colours.has(20), colours.has(245)]).toEqual([true, true]);
  expect(kept.length).toBeLessThan(painted().length / 2);
});

test('equal pictures are the same, also with slightly different smoothing', () => {
  expect(compare(kept, painted())).toEqual({ outcome: 'same' });
  expect(
    compare(
      kept,
      painted((_x, _y, grey) => (isEdge(grey) ? Math.min(255, grey + 20) : grey)),
    ),
  ).toEqual({ outcome: 'same' });
  expect(
    compare(
      kept,
      painted((_x, _y, grey) => grey + 2),
    ),
  ).toEqual({ outcome: 'same' });
});

test('a shift by one pixel is different', () => {
  const { data } = PNG.sync.read(painted());
  const moved = painted((x, y, grey) => (x > 0 ? (data[(y * WIDTH + x - 1) * 4] ?? 0) : grey));
  expect(compare(kept, moved)).toMatchObject({ outcome: 'different' });
});

test('an area with a slightly different color is different', () => {
  expect(
    compare(
      kept,
      painted((_x, _y, grey) => (grey === 245 ? 240 : grey)),
    ),
  ).toMatchObject({ outcome: 'different' });
  expect(
    compare(
      kept,
      painted((_x, _y, grey) => (grey === 20 ? 30 : grey)),
    ),
  ).toMatchObject({ outcome: 'different' });
});

test('an additional small mark is different, a speck is not', () => {
  const square = (size: number) =>
    painted((x, y, grey) => (x >= 40 && y >= 5 && x < 40 + size && y < 5 + size ? 20 : grey));
  expect(compare(kept, square(4))).toMatchObject({ outcome: 'different' });
  expect(compare(kept, square(2))).toEqual({ outcome: 'same' });
});

test('another size is different, and the message says so', () => {
  const other = PNG.sync.write(new PNG({ width: WIDTH, height: HEIGHT + 1 }));
  expect(compare(kept, other)).toEqual({
    outcome: 'different',
    how: 'it is 60 × 41 px, and was 60 × 40 px',
    shown: null,
  });
});
