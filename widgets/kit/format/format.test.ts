import { expect } from '../../test/expect.js';
import { choose, formatAmount, formatBalance, formatSize, NO_NUMBER, pluralOf, speakAmount } from './amount.js';
import type { TimeContext } from './dates.js';
import { clockTime, describeEnd, fullInstant, relative } from './dates.js';
import { fromMillionths, ratio, toMillionths } from './decimal.js';
import { fill, fillParts } from './fill.js';
import { usableLocale, usableTimeZone } from './intl.js';
import { placesOf } from './column.js';
import { formatPercent } from './percent.js';
import { isRepeated } from './zone.js';

const MINUS = '\u2212';
const NOW_MS = Date.parse('2026-11-23T12:00:00Z');
const AT: TimeContext = { locale: 'en-GB', timeZone: 'UTC', nowMs: NOW_MS };
const at = (iso: string) => Date.parse(iso);

describe('amounts', () => {
  it('are exact beyond 2^53 and to six decimals, both ways', () => {
    for (const decimal of ['0', '9007199254740993', '0.000001', '-12.5', '1000000000000.999999', '0.3']) {
      expect(fromMillionths(toMillionths(decimal) ?? 0n)).to.equal(decimal);
    }
    expect(fromMillionths((toMillionths('0.1') ?? 0n) + (toMillionths('0.2') ?? 0n))).to.equal('0.3');
    expect(formatAmount('9007199254740993', 'en')).to.equal('9,007,199,254,740,993');
    for (const none of ['NaN', '1e9', '', '+1', '1.', null, 5]) expect(toMillionths(none)).to.equal(null);
    expect(ratio(1n, 3n)).to.equal('0.333333');
    expect(ratio(1n, 0n)).to.equal(null);
  });

  it('read as the locale groups them, with a true minus and no zero that is none', () => {
    const shown = ['1250', '1250.5', '-1250', '0', '-0', '0.004', '0.005', '-0.001', 'NaN', '12.345'];
    expect(shown.map((amount) => formatAmount(amount, 'en'))).to.deep.equal([
      '1,250', '1,250.5', `${MINUS}1,250`, '0', '0', '<0.01', '0.01', `>${MINUS}0.01`, NO_NUMBER, '12.35',
    ]); // prettier-ignore
    expect(formatAmount('1250', 'de')).to.equal('1.250');
    expect(formatBalance('12400', 'en', { compact: true })).to.equal('12.4K');
  });

  it('that are balances are cut: never more is shown than there is, and never less of a debt', () => {
    const left = ['0.996', '0.009', '999.999', '-0.996', '-0.001', '-12.341', '0.01', '12'];
    expect(left.map((amount) => formatBalance(amount, 'en'))).to.deep.equal([
      '0.99', '<0.01', '999.99', `${MINUS}1`, `>${MINUS}0.01`, `${MINUS}12.35`, '0.01', '12',
    ]); // prettier-ignore
    expect(formatBalance('999999', 'en', { compact: true })).to.equal('999.9K');
    expect([formatSize('-12.341', 'en', 'floor'), formatSize('12.349', 'en', 'floor')]).to.deep.equal([
      '12.35',
      '12.34',
    ]);
    expect(speakAmount('-12.341', 'en', 'minus {amount}', 'floor')).to.equal('minus 12.35');
    const forms = { one: '1 token', other: 'tokens' };
    expect(['0.996', '-0.996', '1'].map((amount) => choose(forms, amount, 'en', 'floor'))).to.deep.equal([
      'tokens', '1 token', '1 token',
    ]); // prettier-ignore
    expect(choose(forms, '0.996', 'en')).to.equal('1 token');
  });

  it('of a column have as many decimals as the longest, so that their points line up', () => {
    const column = ['957.64', '957.7', '-1', '0', '0.001', '958.07'];
    const places = placesOf(column);
    expect(column.map((amount) => formatAmount(amount, 'en', { places }))).to.deep.equal([
      '957.64', '957.70', `${MINUS}1.00`, '0.00', '<0.01', '958.07',
    ]); // prettier-ignore
    expect([placesOf(['1', '-20']), placesOf(['1.5', '2']), placesOf(['1.999999']), placesOf([])]).to.deep.equal([
      0, 1, 2, 0,
    ]);
    expect([placesOf(['1.999999'], 6), placesOf(['0.125', '3'], 6)]).to.deep.equal([6, 3]);
  });

  it('are spoken without spaces, and with a word for minus', () => {
    expect(speakAmount('-1234567', 'fr', 'moins {amount}')).to.equal('moins 1234567');
    expect(speakAmount('0.001', 'en', 'minus {amount}')).to.equal('<0.01');
  });

  it('have the plural of their language, however long they are', () => {
    const forms = (locale: string, ...amounts: string[]) => amounts.map((amount) => pluralOf(amount, locale));
    expect(forms('en', '1', '0', '1.5', '2')).to.deep.equal(['one', 'other', 'other', 'other']);
    expect(forms('pl', '1', '2', '5', '22', '90071992547409932')).to.deep.equal(['one', 'few', 'many', 'few', 'few']);
    expect(forms('ar', '0', '1', '2', '3', '11', '100')).to.deep.equal(['zero', 'one', 'two', 'few', 'many', 'other']);
  });

  it('as percentages are 0 and 100 only when exact', () => {
    const shown = [0n, 1n, 10n, 500n, 999n, 1000n, 1200n].map((part) => formatPercent(part, 1000n, 'en'));
    expect(shown).to.deep.equal(['0%', '<1%', '1%', '50%', '>99%', '100%', '120%']);
    expect(formatPercent(1n, 0n, 'en')).to.equal(null);
  });
});

describe('times', () => {
  it('are relative under seven days, else dates, and days for what ends at midnight', () => {
    const ends = ['2026-11-23T12:00:10Z', '2026-11-23T17:00:00Z', '2026-11-24T12:00:00Z', '2026-11-26T11:59:50Z'];
    expect(ends.map((iso) => describeEnd(at(iso), AT).text)).to.deep.equal([
      'in 1 minute', 'in 5 hours', 'in 24 hours', 'in 3 days',
    ]); // prettier-ignore
    expect(describeEnd(at('2026-12-01T09:30:00Z'), AT)).to.deep.equal({ wording: 'onDate', text: '1 Dec 2026, 09:30' });
    expect(describeEnd(at('2026-12-01T00:00:00Z'), AT)).to.deep.equal({ wording: 'endOfDate', text: '30 Nov 2026' });
    const kiritimati = { ...AT, timeZone: 'Pacific/Kiritimati' };
    expect(describeEnd(at('2026-12-01T10:00:00Z'), kiritimati).text).to.equal('1 Dec 2026');
    const chicago = { ...AT, locale: 'en-US', timeZone: 'America/Chicago' };
    const { wording, text } = describeEnd(at('2026-12-08T00:00:00Z'), chicago);
    expect([wording, text.replace(/\s/g, ' ')]).to.deep.equal(['onDate', 'Dec 7, 2026, 6:00 PM']);
    expect(describeEnd(at('2026-12-08T06:00:00Z'), chicago)).to.deep.equal({
      wording: 'endOfDate',
      text: 'Dec 7, 2026',
    });
    expect(describeEnd(NOW_MS - 5_000, AT).text).to.equal('in 1 minute');
    expect(relative(NOW_MS - 300_000, AT)).to.equal('5 minutes ago');
  });

  it('are told in the zone that is asked for, with its name where it is not the reader’s', () => {
    const tokyo = { ...AT, timeZone: 'Asia/Tokyo' };
    expect(clockTime(NOW_MS, tokyo)).to.equal('21:00');
    expect(fullInstant(NOW_MS, tokyo)).to.contain('GMT+9');
    expect(usableTimeZone('Moon/Sea')).to.equal(undefined);
    expect(usableLocale('??', '', null, 'pt-br')).to.equal('pt-BR');
    expect(usableLocale('x_y')).to.equal('en');
    expect(['de_DE', 'pt_BR', 'zh_Hans_CN'].map((locale) => usableLocale(locale))).to.deep.equal([
      'de-DE', 'pt-BR', 'zh-Hans-CN',
    ]); // prettier-ignore
  });

  it('name the zone where clocks that are set back show them twice', () => {
    const zone = 'America/Chicago';
    const [summer, winter, after] = ['06:30', '07:30', '08:30'].map((time) => at(`2026-11-01T${time}:00Z`));
    expect([summer!, winter!, after!].map((ms) => isRepeated(ms, zone))).to.deep.equal([true, true, false]);
    const chicago = { ...AT, locale: 'en-US', timeZone: zone };
    const told = [summer!, winter!, after!].map((ms) => clockTime(ms, chicago).replace(/\s/g, ' '));
    expect(told).to.deep.equal(['1:30:00 AM CDT', '1:30:00 AM CST', '2:30 AM']);
    // Lord Howe goes back by half an hour: 01:30 to 02:00 comes twice, and 01:15 does not.
    const howe = (iso: string) => isRepeated(at(iso), 'Australia/Lord_Howe');
    expect(['2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z', '2026-04-04T14:15:00Z'].map(howe)).to.deep.equal([
      true, true, false,
    ]); // prettier-ignore
    // A time that is skipped in spring is not shown at all.
    expect(isRepeated(at('2026-03-08T08:00:00Z'), zone)).to.equal(false);
    expect(isRepeated(at('2026-11-01T06:30:00Z'), 'UTC')).to.equal(false);
  });
});

describe('sentences', () => {
  it('fill in what is given, in whatever order', () => {
    expect(fill('{b} of {a}{c}', { a: '1', b: '$&' })).to.equal('$& of 1');
    expect(fillParts('{b} of {a}', { a: 1, b: 2 })).to.deep.equal(['', 2, ' of ', 1, '']);
  });
});
