import { beforeEach, describe, expect, test } from 'vitest';
import { Subscriber } from '../../server/streaming/subscriber.js';
import { FakeOutlet } from './fake-outlet.js';

let nowMs: number;
let outlet: FakeOutlet;
let subscriber: Subscriber;
beforeEach(() => {
  nowMs = 0;
  outlet = new FakeOutlet();
  subscriber = new Subscriber(outlet, () => nowMs, 0);
});

const bytes = (text: string) => Buffer.from(text);
const send = (topic: string, version: number) =>
  subscriber.send({ topic, version, bytes: bytes(`${topic}${version} `) });
const greet = (versions: Record<string, number> = {}) =>
  subscriber.greet(bytes('hello '), new Map(Object.entries(versions)));
const read = () => outlet.written.join('').trim();

describe('greeting', () => {
  test('comes before everything, and what was committed meanwhile follows', () => {
    send('a', 1);
    send('b', 1);
    send('a', 2);
    // A web stream asks for more before it was given anything.
    outlet.drain();
    expect(read()).toBe('');
    greet();
    expect(read()).toBe('hello a2 b1');
    send('a', 3);
    expect(read()).toBe('hello a2 b1 a3');
  });

  test('makes what is no newer than the snapshot needless', () => {
    send('a', 5);
    send('b', 7);
    greet({ a: 6, b: 6 });
    send('a', 6);
    send('a', 5);
    send('a', 7);
    expect(read()).toBe('hello b7 a7');
  });

  test('to a reader who is behind with it keeps only the newest', () => {
    outlet.isFast = false;
    greet({ a: 1 });
    for (let version = 2; version < 50; version += 1) send('a', version);
    expect(read()).toBe('hello');
    outlet.drain();
    expect(read()).toBe('hello a49');
  });
});

describe('a reader who is behind', () => {
  test('gets the newest of each pool when it has caught up, and then all again', () => {
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

  test('may fall behind again while it catches up: the rest goes on waiting', () => {
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

  test('is stuck after thirty seconds without progress, and not while it makes some', () => {
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

  test('is not bothered by heartbeats, which others get', () => {
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
  test('never decrease, whatever order the frames are made in', () => {
    greet();
    for (const version of [3, 2, 3, 1, 4]) send('a', version);
    expect(read()).toBe('hello a3 a4');
  });
});

describe('the end', () => {
  test('is the last thing that is written, also where frames and snapshots come late', () => {
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

  test('before the greeting says nothing at all', () => {
    subscriber.end(bytes('bye '));
    greet();
    expect(read()).toBe('');
  });

  test('of a reader who is behind: it is told, and what waited is left', () => {
    greet();
    outlet.isFast = false;
    send('a', 1);
    send('a', 2);
    subscriber.end(bytes('bye '));
    expect(read()).toBe('hello a1 bye');
    outlet.drain();
    expect(read()).toBe('hello a1 bye');
  });

  test('that the reader does not take is stuck like everything else', () => {
    greet();
    subscriber.end(bytes('bye '));
    nowMs = 30_000;
    expect(subscriber.isStuck()).toBe(true);
  });
});
