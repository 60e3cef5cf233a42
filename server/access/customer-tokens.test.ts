import { createHmac, generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createCustomerTokens, type CustomerTokensDeps } from './customer-tokens.js';

const NEW = { kid: 'new', secret: 'the new secret of at least 32 characters' };
const OLD = { kid: 'old', secret: 'the old secret of at least 32 characters' };
const cutOffs = new Map<string, number>();
const asked: string[] = [];
const open = (secrets: CustomerTokensDeps['secrets'], mode: 'live' | 'test' = 'live') =>
  createCustomerTokens({
    ...{ secrets, mode },
    cutOffs: (ids) => {
      asked.push(...ids);
      return Promise.resolve(
        ids.flatMap((customerId) => {
          const notBeforeMs = cutOffs.get(customerId);
          return notBeforeMs === undefined ? [] : [{ customerId, notBeforeMs }];
        }),
      );
    },
  });
const tokens = open([NEW, OLD]);
afterEach(() => {
  vi.useRealTimers();
  cutOffs.clear();
});

const terms = { customerId: 'ada', userId: null, scopes: ['read' as const], lifeSeconds: 900, notBeforeMs: null };
const seconds = () => Math.floor(Date.now() / 1000);
const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const HEADER = { alg: 'HS256', typ: 'drawdown-customer+jwt', kid: 'new' };
const claims = () => ({
  iss: 'drawdown',
  aud: 'drawdown:customer:live',
  sub: 'ada',
  scope: 'read',
  iat: seconds(),
  exp: seconds() + 900,
});

function sign(payload: unknown, header: unknown = HEADER, secret = NEW.secret): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

const without = (name: string) => Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name));

describe('a token as minted', () => {
  test('stands for its customer, user and scopes until it expires', async () => {
    const { token, expiresAtMs } = await tokens.mint({ ...terms, userId: 'u1', scopes: ['read', 'settings'] });
    expect(await tokens.verify(token)).toEqual({
      customerId: 'ada',
      userId: 'u1',
      scopes: new Set(['read', 'settings']),
      issuedAtMs: expiresAtMs - 900_000,
      expiresAtMs,
    });
    expect(expiresAtMs).toBeLessThanOrEqual(Date.now() + 900_000);
  });

  test('is verified once and then known', async () => {
    const { token } = await tokens.mint(terms);
    const first = await tokens.verify(token);
    expect(tokens.verify(token)).toBe(first);
  });

  test('is worth nothing from the second at which it expires, though it is known', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const { token, expiresAtMs } = await tokens.mint(terms);
      expect(await tokens.verify(token)).not.toBeNull();
      vi.setSystemTime(expiresAtMs - 1);
      expect(await tokens.verify(token)).not.toBeNull();
      vi.setSystemTime(expiresAtMs);
      expect(await tokens.verify(token)).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  test('outlives the rotation of the secret that signed it', async () => {
    const { token } = await open([OLD]).mint(terms);
    expect(await tokens.verify(token)).toMatchObject({ customerId: 'ada' });
    expect(await open([NEW]).verify(token)).toBeNull();
  });

  test('the signer of these tests makes them too', async () => {
    expect(await tokens.verify(sign(claims()))).toMatchObject({ customerId: 'ada' });
    expect(await tokens.verify(sign({ ...claims(), scope: 'read everything' }))).toMatchObject({
      scopes: new Set(['read']),
    });
  });
});

describe('a token and the clock', () => {
  const setUp = () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    return open([NEW]);
  };

  test('one that has expired stays expired when the clock is set back', async () => {
    const own = setUp();
    const { token } = await own.mint(terms);
    expect(await own.verify(token)).not.toBeNull();
    vi.advanceTimersByTime(900_000);
    expect(await own.verify(token)).toBeNull();
    vi.setSystemTime(Date.now() - 3_600_000);
    expect(await own.verify(token)).toBeNull();
    // Also where it was not known.
    expect(await own.verify(sign({ ...claims(), iat: seconds(), exp: seconds() + 10 }))).toBeNull();
  });

  test('one that is made after the clock was set back lives as long as any other', async () => {
    const own = setUp();
    vi.advanceTimersByTime(900_000);
    vi.setSystemTime(Date.now() - 3_600_000);
    const { token } = await own.mint(terms);
    vi.advanceTimersByTime(899_000);
    expect(await own.verify(token)).not.toBeNull();
    vi.advanceTimersByTime(2_000);
    expect(await own.verify(token)).toBeNull();
  });

  test('one from a clock that was wrong for a moment is refused, also when it is known', async () => {
    const own = setUp();
    vi.setSystemTime(Date.now() + 3_600_000);
    const { token } = await own.mint(terms);
    expect(await own.verify(token)).not.toBeNull();
    vi.setSystemTime(Date.now() - 3_600_000);
    expect(await own.verify(token)).toBeNull();
  });
});

describe('a token of a customer whose tokens were revoked', () => {
  test('is refused if it was issued before, though it is known; a new one is accepted in the same second', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: 1_800_000_000_300 });
    const own = open([NEW]);
    const { token } = await own.mint(terms);
    expect(await own.verify(token)).not.toBeNull();
    const notBeforeMs = own.nextSecondMs();
    cutOffs.set('ada', notBeforeMs);
    own.noteCutOff('ada', notBeforeMs);
    expect(await own.verify(token)).toBeNull();
    const next = await own.mint({ ...terms, notBeforeMs });
    expect(await own.verify(next.token)).toMatchObject({ customerId: 'ada' });
    expect(await own.verify(token)).toBeNull();
  });

  test('is refused by another server within ten seconds, which asks once in that time', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'], now: 1_800_000_000_300 });
    // The faked monotonic clock starts at 0, which the cache reads as "no time".
    vi.advanceTimersByTime(1);
    const other = open([NEW]);
    const { token } = await other.mint(terms);
    asked.length = 0;
    for (let times = 0; times < 3; times += 1) expect(await other.verify(token)).not.toBeNull();
    expect(asked).toEqual(['ada']);
    cutOffs.set('ada', other.nextSecondMs());
    vi.advanceTimersByTime(10_001);
    expect(await other.verify(token)).toBeNull();
    expect(await other.verify((await other.mint({ ...terms, customerId: 'bob' })).token)).not.toBeNull();
  });

  test('is refused if the revocation is not known because the store fails: the request fails', async () => {
    const failing = createCustomerTokens({
      ...{ secrets: [NEW], mode: 'live' },
      cutOffs: () => Promise.reject(new Error('the store is gone')),
    });
    await expect(failing.verify((await failing.mint(terms)).token)).rejects.toThrow('the store is gone');
  });
});

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const WORTHLESS: Record<string, () => string> = {
  'no token': () => '',
  'no parts': () => 'abc',
  'empty parts': () => '..',
  'four parts': () => `${sign(claims())}.x`,
  'alg none': () => `${encode({ ...HEADER, alg: 'none' })}.${encode(claims())}.`,
  'alg None, signed': () => sign(claims(), { ...HEADER, alg: 'None' }),
  'another algorithm named': () => sign(claims(), { ...HEADER, alg: 'HS512' }),
  'a public-key algorithm named': () => sign(claims(), { ...HEADER, alg: 'RS256' }),
  'signed with a key of another kind': () => sign(claims(), HEADER, privateKey),
  'the signature stripped': () => sign(claims()).replace(/[^.]*$/, ''),
  'the signature of another token': () => {
    const [header = '', , signature = ''] = sign(claims()).split('.');
    return `${header}.${encode({ ...claims(), sub: 'bob' })}.${signature}`;
  },
  'another secret': () => sign(claims(), HEADER, 'some other secret of 32 characters or more'),
  'the secret of another kid': () => sign(claims(), HEADER, OLD.secret),
  'an unknown kid': () => sign(claims(), { ...HEADER, kid: 'newest' }),
  'a kid that is a path': () => sign(claims(), { ...HEADER, kid: '../../x' }),
  'a kid that objects inherit': () => sign(claims(), { ...HEADER, kid: '__proto__' }),
  'a kid that is no string': () => sign(claims(), { ...HEADER, kid: 1 }),
  'no kid': () => sign(claims(), { alg: HEADER.alg, typ: HEADER.typ }),
  'a key of its own: jwk': () => sign(claims(), { ...HEADER, jwk: { kty: 'oct', k: encode('x'.repeat(32)) } }),
  'a key of its own: jku': () => sign(claims(), { ...HEADER, jku: 'https://evil.example/keys' }),
  'a key of its own: x5u': () => sign(claims(), { ...HEADER, x5u: 'https://evil.example/cert' }),
  'a critical extension': () => sign(claims(), { ...HEADER, crit: ['exp'], exp: 1 }),
  'an unencoded payload': () => sign(claims(), { ...HEADER, crit: ['b64'], b64: false }),
  'no typ': () => sign(claims(), { alg: HEADER.alg, kid: HEADER.kid }),
  'typ JWT': () => sign(claims(), { ...HEADER, typ: 'JWT' }),
  'typ in its long form': () => sign(claims(), { ...HEADER, typ: `application/${HEADER.typ}` }),
  'no exp': () => sign(without('exp')),
  'no iat': () => sign(without('iat')),
  'no aud': () => sign(without('aud')),
  'no iss': () => sign(without('iss')),
  'no sub': () => sign(without('sub')),
  'no scope': () => sign(without('scope')),
  'exp past': () => sign({ ...claims(), iat: seconds() - 600, exp: seconds() - 1 }),
  'exp now': () => sign({ ...claims(), exp: seconds() }),
  'exp a string': () => sign({ ...claims(), exp: String(seconds() + 900) }),
  'exp a fraction': () => sign({ ...claims(), exp: seconds() + 900.5 }),
  'exp beyond numbers': () =>
    sign(`{"iss":"drawdown","aud":"drawdown:customer:live","sub":"ada","scope":"read","iat":${seconds()},"exp":1e400}`),
  'a life of more than an hour': () => sign({ ...claims(), exp: seconds() + 3_602 }),
  'a life that began long before': () => sign({ ...claims(), iat: seconds() - 3_600, exp: seconds() + 60 }),
  'iat ahead': () => sign({ ...claims(), iat: seconds() + 120, exp: seconds() + 900 }),
  'nbf ahead': () => sign({ ...claims(), nbf: seconds() + 120 }),
  'another aud': () => sign({ ...claims(), aud: 'drawdown:host' }),
  'aud of the other mode': () => sign({ ...claims(), aud: 'drawdown:customer:test' }),
  'aud of no mode': () => sign({ ...claims(), aud: 'drawdown:customer' }),
  'aud a list': () => sign({ ...claims(), aud: ['drawdown:customer:live'] }),
  'aud a longer list': () => sign({ ...claims(), aud: ['drawdown:customer:live', 'other'] }),
  'another iss': () => sign({ ...claims(), iss: 'drawdown.evil.example' }),
  'iss a list': () => sign({ ...claims(), iss: ['drawdown'] }),
  'sub no id': () => sign({ ...claims(), sub: 'ada bob' }),
  'sub a number': () => sign({ ...claims(), sub: 7 }),
  'uid no id': () => sign({ ...claims(), uid: { $ne: null } }),
  'scope a list': () => sign({ ...claims(), scope: ['read'] }),
  'claims that are a list': () => sign([claims()]),
  'claims that are no JSON': () => sign('{'),
  '20 kB': () => sign({ ...claims(), padding: 'x'.repeat(20_000) }),
  'a byte more than 4096': () => sign({ ...claims(), padding: 'x'.repeat(3_000) }),
  'padding of base64': () => `${sign(claims())}=`,
  'white space': () => ` ${sign(claims())}`,
  'the alphabet of base64 and not base64url': () => sign(claims()).replace(/\.[^.]*$/, (part) => `.+/${part.slice(3)}`),
};

describe('a token that is worth nothing', () => {
  test.each(Object.entries(WORTHLESS))('%s', async (_what, make) => {
    expect(await tokens.verify(make())).toBeNull();
  });

  test('a second spelling of a good signature', async () => {
    const token = sign(claims());
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // 43 characters encode 256 bits with two to spare: three other last characters decode to the same bytes.
    const last = alphabet.indexOf(token.at(-1) ?? '');
    const others = [0, 1, 2, 3].map((low) => (last & ~3) | low).filter((index) => index !== last);
    for (const index of others) {
      const other = token.slice(0, -1) + (alphabet[index] ?? '');
      expect(Buffer.from(other.split('.')[2] ?? '', 'base64url')).toEqual(
        Buffer.from(token.split('.')[2] ?? '', 'base64url'),
      );
      expect(await tokens.verify(other)).toBeNull();
    }
  });

  test('claims said twice: the last one counts, and it has to be good', async () => {
    const text = JSON.stringify(claims());
    const caller = await tokens.verify(sign(text.replace('{', '{"sub":"bob",')));
    expect(caller).toMatchObject({ customerId: 'ada' });
    expect(await tokens.verify(sign(text.replace('}', ',"aud":"other"}')))).toBeNull();
  });
});
