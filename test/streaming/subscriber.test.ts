import { beforeEach, describe, expect, test } from 'vitest';
import { Subscriber } from '../../server/streaming/subscriber.js';
import { FakeOutlet } from './fake-outlet.js';

let nowMs: number;
let outlet: FakeOutlet;
let subscriber: Subscriber;
beforeEach(() => {
  nowMs = 0;
  outlet = new FakeOutlet();
  subscriber = new Subscriber(outlet, () => nowMs);
});

const bytes = (text: string) => Buffer.from(text);
const send = (topic: string, version: number) =>
  subscriber.send({ topic, version, bytes: bytes(`${topic}${version} `) });
const greet = (versions: Record<string, number> = {}) =>
  subscriber.greet(bytes('hello '), new Map(Object.entries(versions)));
const read = () => outlet.written.join('').trim();

describe('greeting', () => {
  test('comes first, followed by commits made meanwhile', () => {
    send('a', 1);
    send('b', 1);
    send('a', 2);
    // A web stream requests data before the first write.
    outlet.drain();
    expect(read()).toBe('');
    greet();
    expect(read()).toBe('hello a2 b1');
    send('a', 3);
    expect(read()).toBe('hello a2 b1 a3');
  });

  test('drops states that are not newer than the snapshot', () => {
    send('a', 5);
    send('b', 7);
    greet({ a: 6, b: 6 });
    send('a', 6);
    send('a', 5);
    send('a', 7);
    expect(read()).toBe('hello b7 a7');
  });

  test('keeps only the newest states for a reader that is behind', () => {
    outlet.isFast = false;
    greet({ a: 1 });
    for (let version = 2; version < 50; version += 1) send('a', version);
    expect(read()).toBe('hello');
    outlet.drain();
    expect(read()).toBe('hello a49');
  });
});

describe('a reader that is behind', () => {
  test('gets the newest state of each pool after catching up, then every state', () => {
    greet();
    send('a', 1);
    outlet.isFast = false;
    send('a', 2);
    for (let version = 3; version < 1_000; version += 1) {
      send('a', version);
      send('b', version);
    }
    expect(read()).toBe('hello a1 a2');
    outlet.drain();
    expect(read()).toBe('hello a1 a2 a999 b999');
    send('b', 1_000);
    expect(read()).toBe('hello a1 a2 a999 b999 b1000');
  });

  test('may fall behind again while it catches up, and the rest keeps waiting', () => {
    greet();
    outlet.isFast = false;
    send('a', 1);
    for (const topic of ['a', 'b', 'c']) send(topic, 2);
    outlet.drain();
    outlet.isFast = false;
    for (const topic of ['a', 'b', 'c']) send(topic, 3);
    send('a', 4);
    send('a', 5);
    expect(read()).toBe('hello a1 a2 b2 c2 a3');
    outlet.drain();
    expect(read()).toBe('hello a1 a2 b2 c2 a3 b3 c3 a5');
  });

  test('is stuck after thirty seconds without any progress', () => {
    greet();
    outlet.isFast = false;
    send('a', 1);
    nowMs = 29_999;
    expect(subscriber.isStuck()).toBe(false);
    outlet.drain();
    outlet.isFast = false;
    send('a', 2);
    nowMs = 59_998;
    expect(subscriber.isStuck()).toBe(false);
    nowMs = 59_999;
    expect(subscriber.isStuck()).toBe(true);
  });

  test('gets no heartbeats, while others do', () => {
    greet();
    subscriber.beat(bytes(': '));
    outlet.isFast = false;
    subscriber.beat(bytes(': '));
    subscriber.beat(bytes(': '));
    expect(read()).toBe('hello : :');
    nowMs = 30_000;
    expect(subscriber.isStuck()).toBe(true);
  });
});

describe('versions', () => {
  test('never decrease, in whatever order frames are made', () => {
    greet();
    for (const version of [3, 2, 3, 1, 4]) send('a', version);
    expect(read()).toBe('hello a3 a4');
  });
});

describe('the end', () => {
  test('is the last write, even if frames and snapshots arrive late', () => {
    greet();
    subscriber.end(bytes('bye '));
    subscriber.end(bytes('bye again '));
    send('a', 1);
    subscriber.beat(bytes(': '));
    greet();
    outlet.drain();
    expect(read()).toBe('hello bye');
    expect(outlet.ended).toBe(true);
  });

  test('before the greeting writes nothing', () => {
    subscriber.end(bytes('bye '));
    greet();
    expect(read()).toBe('');
  });

  test('tells a reader that is behind, and drops the waiting states', () => {
    greet();
    outlet.isFast = false;
    send('a', 1);
    send('a', 2);
    subscriber.end(bytes('bye '));
    expect(read()).toBe('hello a1 bye');
    outlet.drain();
    expect(read()).toBe('hello a1 bye');
  });

  test('counts as stuck if the reader does not take it', () => {
    greet();
    subscriber.end(bytes('bye '));
    nowMs = 30_000;
    expect(subscriber.isStuck()).toBe(true);
  });
});
