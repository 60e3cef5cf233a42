import { expect } from '../../test/expect.js';
import { eventStreamReader } from './event-stream.js';

function read(...chunks: readonly string[]): unknown[] {
  const told: unknown[] = [];
  const next = eventStreamReader(
    (name, data) => told.push([name, data]),
    (ms) => told.push(ms),
  );
  chunks.forEach(next);
  return told;
}

describe('the event stream', () => {
  const TEXT =
    ': hello\n\nretry: 500\nevent: balance\nid: 7\ndata: {"a":"\u2028b: c"}\n\ndata\ndata:  x\n\nevent: bye\n\n';
  const TOLD = [500, ['balance', '{"a":"\u2028b: c"}'], ['', '\n x']];

  it('is read whatever ends its lines', () => {
    for (const end of ['\n', '\r\n', '\r']) expect(read(`${TEXT.replaceAll('\n', end)}\n`)).to.deep.equal(TOLD);
  });

  it('is read wherever it is cut', () => {
    for (const text of [TEXT, TEXT.replaceAll('\n', '\r\n')]) {
      for (let cut = 0; cut <= text.length; cut += 1) {
        expect(read(text.slice(0, cut), text.slice(cut))).to.deep.equal(TOLD);
      }
      expect(read(...text)).to.deep.equal(TOLD);
    }
  });

  it('ignores what it does not know', () => {
    expect(read('retry: soon\nmood: good\nretryx: 5\n\nda', 'ta: 1\n\n')).to.deep.equal([['', '1']]);
  });
});
