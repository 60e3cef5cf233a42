import type { Balance } from '../../server/contract/index.js';
import type { CreditsUsageChartElement } from '../entries/credits-usage-chart.js';
import { choose, FakeIntersections } from '../test/chart.js';
import { expect } from '../test/expect.js';
import { json, problem } from '../test/fake-server.js';
import { grant, grantsFor } from '../test/grants.js';
import { collect, query, textOf } from '../test/mount.js';
import { images, inDays, pool, POOLS } from '../test/pools.js';
import { change, dayGroup, entry, eventGroup } from '../test/ledger.js';
import { lastLedger, placePortal, rowsOf, showPortal } from '../test/portal.js';
import { settle, World } from '../test/world.js';

const chartIn = (element: Element) => query(element, 'credits-usage-chart') as CreditsUsageChartElement;

const projection: NonNullable<Balance['projection']> = {
  pace: { perDay: '30.5', days: 7, basis: 'last_7_days' },
  runsOutAt: inDays(5),
  expiringUnused: { amount: '120', by: [{ at: inDays(2), amount: '120' }] },
  reason: null,
  isComplete: true,
  horizon: inDays(1_000),
};

describe('<credits-utilization-portal>', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    world.server.ledger = () => ({ data: [eventGroup()], nextCursor: null });
    world.server.changes = [change()];
  });
  afterEach(async () => {
    world.end();
    await settle();
    FakeIntersections.restore();
  });

  it('is one screen, from one stream and one token', async () => {
    const element = placePortal({ 'token-url': 'https://host.example/token' });
    const ready = collect(document.body, 'credits-ready');
    world.server.balances = [pool()];
    await settle();
    await settle();
    expect(world.server.streams.length).to.equal(1);
    expect(world.server.issued).to.equal(1);
    expect(ready.length).to.equal(1);
    expect(document.querySelectorAll('[role=status]').length).to.equal(1);
    expect(textOf(query(element, 'credits-balance')!, '.number')).to.contain('4,250');
    expect(textOf(chartIn(element), '.heading')).to.equal('AI Tokens usage');
    expect(rowsOf(element).length).to.equal(1);
  });

  it('tells the last changes in words', async () => {
    world.server.changes = [
      change({ at: inDays(-2 / 1440) }),
      change({ at: inDays(-3), type: 'granted', delta: '1000', featureId: null, featureName: null }),
      change({ resourceId: 'workspace-1' }),
    ];
    const element = await showPortal(world);
    const lines = [...element.shadowRoot!.querySelectorAll('[part=change]')].map((line) =>
      (line.textContent ?? '').replace(/\s+/g, ' ').trim(),
    );
    expect(lines).to.deep.equal([
      '−150minus 150 tokens · Chat · 2 minutes ago',
      '+1,0001,000 tokens · Grant · 3 days ago',
    ]);
  });

  it('says what needs attention, by its weight, and nothing where all is well', async () => {
    const soon = { at: inDays(3), amount: '500' };
    const element = await showPortal(world, {}, [
      { ...POOLS.low, nextExpiry: soon },
      { ...images, balance: '-2', state: 'overdrawn', overdraft: '2' },
    ]);
    const alerts = [...element.shadowRoot!.querySelectorAll<HTMLElement>('[part=alert]')].map((one) => one.innerText);
    expect(alerts).to.deep.equal([
      'Images: 2 images over. The next credits you receive pay for it first.',
      'AI Tokens: 900 tokens left, 15% of 6,000.',
    ]);
    element.remove();
    const well = await showPortal(world, {}, [pool({ nextExpiry: null })]);
    expect(query(well, '[part=alerts]')?.hidden).to.equal(true);
  });

  it('says each thing once: not again as an alert what the balance or the grants on the screen say', async () => {
    const soon = { at: inDays(3), amount: '500' };
    const low = { ...POOLS.low, nextExpiry: soon };
    const said = async (attributes: Record<string, string>, balances: readonly Balance[]) => {
      const element = await showPortal(world, attributes, balances);
      const alerts = [...element.shadowRoot!.querySelectorAll<HTMLElement>('[part=alert]')].map((one) => one.innerText);
      element.remove();
      await settle();
      return alerts;
    };
    expect(await said({}, [low])).to.deep.equal([]);
    expect(await said({ hide: 'balance' }, [low])).to.deep.equal(['AI Tokens: 900 tokens left, 15% of 6,000.']);
    expect(await said({ hide: 'grants' }, [low])).to.deep.equal(['AI Tokens: 500 expire in 3 days.']);
    // The grants section shows the first pool.
    expect(await said({}, [pool({ nextExpiry: soon }), { ...images, nextExpiry: soon }])).to.deep.equal([
      'Images: 500 expire in 3 days.',
    ]);
  });

  it('says how fresh the numbers are once, and again only where a part is older', async () => {
    world.server.grants = grantsFor([grant()]);
    const element = await showPortal(world);
    const footer = (tag: string) => query(query(element, tag)!, '[part=footer]')!.offsetHeight > 0;
    const tags = ['credits-balance', 'credits-usage-chart', 'credits-grants-table'];
    expect(tags.map(footer)).to.deep.equal([true, false, false]);
    world.server.onUsage = () => problem(503, 'unavailable');
    world.server.change(pool({ version: 2 }));
    await world.pass(2_000);
    expect(tags.map(footer)).to.deep.equal([true, true, false]);
    element.hide = 'balance';
    await settle();
    expect(tags.slice(1).map(footer)).to.deep.equal([true, true]);
  });

  it('leaves no hole beside what is higher, however many pools there are', async () => {
    const place = document.body.appendChild(document.createElement('div'));
    place.style.setProperty('inline-size', '1100px');
    world.server.changes = Array.from({ length: 10 }, () => change());
    world.server.onProjection = () => json({ data: [pool({ projection }), images] });
    for (const balances of [[pool()], [pool(), images]]) {
      world.server.balances = balances;
      const element = placePortal({}, place);
      await settle();
      await settle();
      const bottom = (target: Element | null) => Math.round(target?.getBoundingClientRect().bottom ?? NaN);
      const card = query(chartIn(element), '.base');
      expect(bottom(query(element, '[part=history] .card'))).to.equal(bottom(card));
      const beside = query(element, 'credits-balance')!.getBoundingClientRect().width < 500;
      expect(beside).to.equal(balances.length === 1);
      element.remove();
      await settle();
    }
  });

  it('says when credits run out, what expires unused, and how sure that is', async () => {
    const { pace } = projection;
    const none = { pace: null, runsOutAt: null, expiringUnused: null, reason: 'not_enough_data' } as const;
    const said: string[] = [];
    const losses = (amount: string, ...by: [days: number, amount: string][]) => ({
      expiringUnused: { amount, by: by.map(([days, one]) => ({ at: inDays(days), amount: one })) },
    });
    const cases = [
      {},
      { pace: { ...pace!, days: 3 }, expiringUnused: null },
      none,
      // The last credits expire, so that nothing is used up.
      { runsOutAt: inDays(59.1), ...losses('515.44', [29.1, '288'], [59.1, '227.44']) },
      { runsOutAt: null, ...losses('1504.44', [30, '1'], [60, '999.996'], [90, '503.444']) },
      { runsOutAt: null, ...losses('0.001', [30, '0.001']), pace: { ...pace!, perDay: '1.0041' } },
    ];
    for (const over of cases) {
      const answer = { data: [pool({ projection: { ...projection, ...over } })] };
      world.server.onProjection = () => json(answer);
      const element = await showPortal(world);
      said.push(textOf(element, '[part=projection]'));
      element.remove();
      await settle();
    }
    expect(said).to.deep.equal([
      'Looking ahead At this pace, AI Tokens will run out in 5 days. About 120 expire unused in 2 days. ' +
        'Based on 30.5 tokens a day over the last 7 days.',
      'Looking ahead As a rough guess, AI Tokens will run out in 5 days. Nothing is likely to expire unused. A guess ' +
        'from 30.5 tokens a day over only 3 days. It gets better with every day.',
      'Looking ahead Not enough usage yet: an outlook takes three whole days of it.',
      'Looking ahead Enough at this pace. About 288 expire unused on Dec 22. About 227 expire unused on Jan 21, 2027. ' +
        'Based on 30.5 tokens a day over the last 7 days.',
      'Looking ahead Enough at this pace. About 1 expires unused on Dec 23. About 1,000 expire unused on Jan 22, 2027. ' +
        'About 1,500 in all. Based on 30.5 tokens a day over the last 7 days.',
      'Looking ahead Enough at this pace. Nothing is likely to expire unused. ' +
        'Based on 1 token a day over the last 7 days.',
    ]);
  });

  it('never scrolls sideways, from 240 px to 1200 px, in both directions', async () => {
    const long = 'Averyveryverylongnameofsomething';
    world.server.changes = [change({ featureName: long })];
    world.server.ledger = () => ({ data: [eventGroup({ reason: long, featureId: null })], nextCursor: 'more' });
    world.server.grants = grantsFor([grant({ reason: long })]);
    world.server.onProjection = () => json({ data: [{ ...POOLS.low, projection }] });
    for (const dir of ['ltr', 'rtl']) {
      for (const width of [240, 320, 480, 768, 1200]) {
        const place = document.body.appendChild(document.createElement('div'));
        place.dir = dir;
        place.style.setProperty('inline-size', `${width}px`);
        world.server.balances = [POOLS.low, { ...images, name: long }];
        const element = placePortal({ 'can-add': '' }, place);
        await settle();
        await settle();
        expect(place.scrollWidth, `${dir} ${width}`).to.be.most(width);
        expect(query(element, '.base')!.scrollWidth, `${dir} ${width}`).to.be.most(width);
        place.remove();
        await settle();
      }
    }
  });

  it('has one period for chart and ledger, whoever changes it', async () => {
    const element = await showPortal(world);
    expect([chartIn(element).range, lastLedger(world)['from']]).to.deep.equal(['30d', '2026-10-25T00:00:00.000Z']);
    await choose(chartIn(element), 'Period', '7d');
    expect([element.range, lastLedger(world)['from']]).to.deep.equal(['7d', '2026-11-17T00:00:00.000Z']);
    await choose(element, 'Period', '12m');
    expect([chartIn(element).range, lastLedger(world)['from']]).to.deep.equal(['12m', '2025-12-01T00:00:00.000Z']);
    await choose(chartIn(element), 'Period', 'custom');
    expect([element.from, element.to]).to.deep.equal(['2025-12-01', '2026-11-30']);
    expect(element.shadowRoot!.querySelectorAll('input[type=date]').length).to.equal(2);
  });

  it('shows the entries behind a bar, and the way back', async () => {
    const element = await showPortal(world, { range: '7d' });
    const opened = collect(document.body, 'credits-bucket-select');
    const walk = query(chartIn(element), '[role=slider]')!;
    walk.focus();
    for (const key of ['ArrowLeft', 'ArrowLeft', 'Enter']) {
      walk.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await settle();
    }
    expect(opened.map(({ bucket }) => [bucket.from, bucket.label, bucket.series])).to.deep.equal([
      ['2026-11-21T00:00:00.000Z', 'Sat, Nov 21, 2026', null],
    ]);
    const { from, to } = lastLedger(world);
    expect([from, to]).to.deep.equal(['2026-11-21T00:00:00.000Z', '2026-11-22T00:00:00.000Z']);
    expect(textOf(element, '[part=ledger-filter]')).to.equal('Only Sat, Nov 21, 2026');
    expect(element.shadowRoot?.activeElement?.id).to.equal('ledger-heading');
    query(element, '[part=ledger-controls] button')?.click();
    await settle();
    expect(lastLedger(world)['from']).to.equal('2026-11-17T00:00:00.000Z');
    expect(chartIn(element).shadowRoot?.activeElement).to.equal(walk);
  });

  it('narrows to the feature whose color was opened, by its place in the bar', async () => {
    const element = await showPortal(world, { range: '7d' });
    const chart = chartIn(element);
    const walk = query(chart, '[role=slider]')!;
    const { left, bottom, width } = walk.getBoundingClientRect();
    // The lowest band of the middle bar, just above the axis.
    const place = { clientX: left + width / 2 + 18, clientY: bottom - 40, bubbles: true };
    walk.dispatchEvent(new PointerEvent('pointerdown', place));
    await settle();
    walk.dispatchEvent(new PointerEvent('click', place));
    await settle();
    // The first touch only shows the tooltip.
    expect(lastLedger(world)['featureId']).to.equal(undefined);
    walk.dispatchEvent(new PointerEvent('pointerdown', place));
    walk.dispatchEvent(new PointerEvent('click', place));
    await settle();
    expect(lastLedger(world)['featureId']).to.equal('image');
    expect(textOf(element, '[part=ledger-filter]')).to.match(/^Only .* · Image$/);
  });

  it('filters and groups the ledger; days take no filter, and open', async () => {
    const element = await showPortal(world);
    await choose(element, 'Kind', 'expired');
    expect([lastLedger(world)['type'], lastLedger(world)['groupBy']]).to.deep.equal(['expired', 'event']);
    await choose(element, 'Rows', 'entry');
    expect(lastLedger(world)['groupBy']).to.equal(undefined);
    world.server.ledger = (asked) => ({
      data: asked.get('groupBy') === 'day' ? [dayGroup()] : [entry({ grantId: null })],
      nextCursor: null,
    });
    await choose(element, 'Rows', 'day');
    const { groupBy, type, timeZone } = lastLedger(world);
    expect([groupBy, type, timeZone]).to.deep.equal(['day', undefined, 'UTC']);
    expect(rowsOf(element)).to.deep.equal(['Sun, Nov 22, 2026 12 entries | −150 minus 150 | 4,250']);
    query(element, 'tbody button')?.click();
    await settle();
    expect([lastLedger(world)['from'], lastLedger(world)['groupBy']]).to.deep.equal([
      '2026-11-22T00:00:00.000Z',
      'event',
    ]);
  });

  it('calls entries and features by their names', async () => {
    world.server.ledger = () => ({
      data: [
        eventGroup({ types: ['consumed'], count: 3 }),
        eventGroup({ types: ['granted', 'repaid'], featureId: null, delta: '1000', reason: 'Welcome' }),
        entry({ grantId: null, featureId: 'unheard-of' }),
      ],
      nextCursor: null,
    });
    const element = await showPortal(world);
    expect(rowsOf(element).map((row) => row.split(' | ').slice(1).join(' | '))).to.deep.equal([
      'Consumed · Chat 3 entries | −150 minus 150 | 4,250',
      'Grant, Repaid · Welcome | +1,000 1,000 | 4,250',
      'Consumed · unheard-of · Overdraft | −150 minus 150 | 4,250',
    ]);
  });

  it('turns pages, and begins anew when the question changes', async () => {
    world.server.ledger = (asked) => ({
      data: [eventGroup({ reason: asked.get('cursor') ?? 'first', featureId: null })],
      nextCursor: asked.get('cursor') === 'third' ? null : asked.get('cursor') ? 'third' : 'second',
    });
    const element = await showPortal(world);
    const press = async (name: string) => {
      const buttons = [...element.shadowRoot!.querySelectorAll<HTMLButtonElement>('[part=ledger-pages] button')];
      buttons.find((button) => button.textContent === name)?.click();
      await settle();
    };
    await press('Older');
    await press('Older');
    expect([rowsOf(element)[0]?.includes('third'), textOf(element, '[part=ledger-pages]')]).to.deep.equal([
      true,
      'Newer Page 3 Older',
    ]);
    await press('Newer');
    expect(rowsOf(element)[0]).to.contain('second');
    await choose(element, 'Kind', 'granted');
    expect(lastLedger(world)['cursor']).to.equal(undefined);
  });

  it('follows the stream in every part', async () => {
    const element = await showPortal(world);
    world.server.changes = [change({ delta: '-7' }), change()];
    world.server.ledger = () => ({ data: [eventGroup({ delta: '-7' }), eventGroup()], nextCursor: null });
    world.server.change(pool({ version: 2, balance: '4243' }));
    await world.pass(2_000);
    expect(rowsOf(element).length).to.equal(2);
    expect(element.shadowRoot?.querySelectorAll('[part=change]').length).to.equal(2);
    expect(textOf(query(element, 'credits-balance')!, '.number')).to.contain('4,243');
  });

  it('changes nothing in the page when the same arrives again', async () => {
    const element = await showPortal(world);
    const seen: MutationRecord[] = [];
    const observer = new MutationObserver((records) => seen.push(...records));
    const inside = { subtree: true, childList: true, characterData: true, attributes: true };
    observer.observe(element.shadowRoot!, inside);
    await element.refresh();
    await settle();
    seen.push(...observer.takeRecords());
    // A refresh may only toggle `aria-busy`.
    const changed = seen.filter(({ type, attributeName }) => type !== 'attributes' || attributeName !== 'aria-busy');
    expect(changed.map(({ target, type }) => `${type} ${target.nodeName}`)).to.deep.equal([]);
    observer.disconnect();
  });

  it('lets one part fail alone, and try again', async () => {
    world.server.onLedger = () => problem(503, 'unavailable');
    world.server.onChanges = () => problem(403, 'forbidden');
    const errors = collect(document.body, 'credits-error');
    const element = await showPortal(world);
    expect(errors.map(({ error }) => error.code)).to.deep.equal(['unavailable', 'forbidden']);
    expect(textOf(element, '[part=history]')).to.equal(
      'Recent changes This page may not show these credits Request req_42',
    );
    expect(textOf(query(element, 'credits-balance')!, '.number')).to.contain('4,250');
    expect(textOf(chartIn(element), '.footer')).to.equal('Live');
    world.server.onLedger = () => null;
    query(element, '[part=ledger] .failure button')?.click();
    await settle();
    expect(rowsOf(element).length).to.equal(1);
  });

  it('hides what is not wanted, without asking for it, and takes what the page puts in its place', async () => {
    world.server.balances = [pool()];
    const element = placePortal({ hide: 'ledger  usage history projection' });
    element.insertAdjacentHTML('beforeend', '<p slot="grants">Mine</p><p slot="plan">Your plan</p>');
    await settle();
    await settle();
    expect(['/ledger', '/usage', '/changes'].map((path) => world.server.to(path).length)).to.deep.equal([0, 0, 0]);
    const seen = [...element.shadowRoot!.querySelectorAll<HTMLElement>('.place')]
      .filter(({ offsetHeight }) => offsetHeight > 0)
      .map((place) => place.getAttribute('part'));
    expect(seen).to.deep.equal(['balance', 'alerts', 'grants']);
    expect(element.querySelector<HTMLElement>('[slot=plan]')!.offsetHeight > 0).to.equal(true);
  });

  it('lets the reader choose among credit types, for all parts at once', async () => {
    const element = await showPortal(world, {}, [pool(), images]);
    expect(query(chartIn(element), 'select[aria-label=Credits]')).to.equal(null);
    await choose(element, 'Credits', 'images');
    expect([chartIn(element).creditType, lastLedger(world)['creditTypeId']]).to.deep.equal(['images', 'images']);
  });

  it('leaves nothing behind', async () => {
    const element = await showPortal(world);
    element.remove();
    await settle();
    expect([world.server.openStreams.length, document.querySelectorAll('[role=status]').length]).to.deep.equal([0, 0]);
    expect(world.timers.length).to.equal(0);
    expect(FakeIntersections.all.length).to.equal(0);
  });
});
