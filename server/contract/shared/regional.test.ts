import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { totalPrice } from '../../ledger/values/money.js';
import { Currency, Email, isTimeZone, Locale, TimeZone } from './regional.js';

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }) => (value: string) =>
  schema.safeParse(value).success;

/** Names of ICU that `Intl` takes as well, though they are no time zones of IANA. */
const SHORT_NAMES =
  'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST'.split(' ');
const ALIASES = 'UTC GMT EST MST HST CET EST5EDT US/Pacific Asia/Calcutta Etc/GMT+5 europe/berlin utc GMT0'.split(' ');

describe('a time zone', () => {
  test('is accepted exactly if the calendar computes with it, for every name that Intl knows', () => {
    const names = [...Intl.supportedValuesOf('timeZone'), ...SHORT_NAMES, ...ALIASES];
    const computes = (timeZone: string) => {
      try {
        return Temporal.PlainDate.from('2026-03-29').toZonedDateTime(timeZone).epochMilliseconds > 0;
      } catch {
        return false;
      }
    };
    expect(names.filter(accepts(TimeZone))).toEqual(names.filter(computes));
  });

  test('is accepted if IANA has it', () => {
    const zones = [...Intl.supportedValuesOf('timeZone'), ...ALIASES];
    expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
  });

  test.each([...SHORT_NAMES, 'Mars', 'Etc/Unknown', '', '+01:00', '2026-01-01T00:00[Europe/Berlin]', 'Europe/Berlin '])(
    'refuses %j',
    (zone) => expect(accepts(TimeZone)(zone)).toBe(false),
  );
});

describe('a locale', () => {
  test.each([
    'de',
    'de-AT',
    'zh-Hant-TW',
    'de-u-ca-foo',
    'und',
    'en-u-nu-xxxxxxxx',
    'x-y',
    'de_DE',
    'root',
    'zh-min-nan',
    '',
  ])('%j is accepted exactly if every formatter takes it', (tag) => {
    const formats = () => [
      new Intl.NumberFormat(tag).format(1),
      new Intl.DateTimeFormat(tag).format(0),
      new Intl.RelativeTimeFormat(tag).format(1, 'day'),
      new Intl.PluralRules(tag).select(1),
      new Intl.ListFormat(tag).format(['a', 'b']),
    ];
    if (accepts(Locale)(tag)) expect(formats).not.toThrow();
    else expect(formats).toThrow(RangeError);
  });
});

test('every currency that is accepted can be priced and shown', () => {
  const accepted = Intl.supportedValuesOf('currency').filter(accepts(Currency));
  for (const currency of accepted) {
    expect(totalPrice(1_000_000n, { amount: '12.5', currency }).currency).toBe(currency);
    expect(() => new Intl.NumberFormat('en', { style: 'currency', currency }).format(1)).not.toThrow();
  }
  expect(['usd', 'EURO', 'ZZZ', ''].filter(accepts(Currency))).toEqual([]);
});

describe('an e-mail address', () => {
  test.each([
    'ada@example.com',
    'jörg@example.de',
    'ada@bücher.example',
    '用户@例子.广告',
    'root@localhost',
    '"a b"@x.example',
  ])('accepts %s', (email) => expect(Email.parse(email)).toBe(email));

  test.each(['', 'x', '@example.com', 'ada@', 'ada@a b', 'a\n@b', 'a\u0000@b', `${'x'.repeat(250)}@b.de`])(
    'refuses %j',
    (email) => expect(accepts(Email)(email)).toBe(false),
  );
});
