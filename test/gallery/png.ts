import { deflateSync } from 'node:zlib';

export type IndexedImage = {
  readonly width: number;
  readonly height: number;
  /** `0xrrggbb`, at most 256 colors. */
  readonly palette: readonly number[];
  /** Indexes into the palette, line by line. */
  readonly pixels: Uint8Array;
};

/** Encodes a PNG with a palette, four bits per pixel if 16 colors suffice (PNG, third edition, 11.2). */
export function encodePng({ width, height, palette, pixels }: IndexedImage): Buffer {
  const depth = palette.length <= 16 ? 4 : 8;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, 3, 0, 0, 0], 8);
  const colours = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, place) => colours.writeUIntBE(colour, place * 3, 3));
  // The first byte of each line names its filter; 0 is none.
  const length = 1 + Math.ceil((width * depth) / 8);
  const lines = Buffer.alloc(length * height);
  pixels.forEach((place, at) => {
    const x = at % width;
    const start = Math.floor(at / width) * length + 1;
    if (depth === 8) lines[start + x] = place;
    else lines[start + (x >> 1)]! |= x % 2 ? place : place << 4;
  });
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(content.length, 0);
  whole.set(named, 4);
  whole.writeUInt32BE(checksum(named), named.length + 4);
  return whole;
}

/** The CRC-32 of a chunk. `zlib.crc32` needs Node 22.2. */
function checksum(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}
