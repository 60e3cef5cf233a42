import { beforeEach, expect, test } from 'vitest';
import type { CatalogChange, RequestKey } from '../../server/store/ports/catalog.js';
import { AUTHOR, credits, nextId, publishPlan, START_MS, subscribe } from '../support/commands.js';
import type { Subject } from './subject.js';

/** Ids and keys are new in every test, because the tests share a store. */
let gems = '';
let coins = '';

const unit = { singular: 'one', plural: 'many' };
const creditType = (id: string, name = id): CatalogChange => ({
  kind: 'creditType.create',
  creditType: { id, name, description: 'Für alle', unit, symbol: '◆', metadata: { a: 'b' } },
});
const requestKey = (value: string, fingerprint = value, apiKeyId = 'key_1') => ({
  ...{ apiKeyId, operation: 'credit-types', value: `${value} ${gems}`, fingerprint },
});

export function catalogContract(subject: Subject): void {
  beforeEach(() => {
    gems = nextId('gems');
    coins = nextId('coins');
  });
  const change = (wanted: CatalogChange, key: RequestKey | null, nowMs: number) =>
    subject.store.changeCatalog(wanted, key, AUTHOR, nowMs);

  test('created objects are read back whole at the next revision', async () => {
    const before = await subject.store.catalog();
    const outcome = await change(creditType(gems, 'Gems'), null, START_MS);
    const after = await subject.store.catalog();
    const made = { id: gems, name: 'Gems', description: 'Für alle', unit, symbol: '◆', metadata: { a: 'b' } };
    expect(outcome).toEqual({
      ...{ status: 'done', duplicate: false },
      record: { kind: 'creditType', creditType: { ...made, createdAtMs: START_MS, archivedAtMs: null } },
    });
    expect(after.creditTypes.get(gems)).toEqual({ ...made, createdAtMs: START_MS, archivedAtMs: null });
    expect(after.revision).toBe(before.revision + 1);
    expect(await subject.store.catalog()).toBe(after);
    await subject.reopen();
    expect(await subject.store.catalog()).toEqual(after);
  });

  test('a retry gives the first record, also after other requests and a restart', async () => {
    const first = await change(creditType(gems), requestKey('k'), START_MS);
    await change(creditType(coins), requestKey('k2'), START_MS);
    const replay = { ...first, duplicate: true };
    expect(await change(creditType(gems), requestKey('k'), START_MS + 5)).toEqual(replay);
    await subject.reopen();
    expect(await change(creditType(gems), requestKey('k'), START_MS + 5)).toEqual(replay);
  });

  test('a reused key is a conflict, but free for another API key or operation', async () => {
    await change(creditType(gems), requestKey('k', 'one'), START_MS);
    const conflict = await change(creditType(coins), requestKey('k', 'two'), START_MS);
    expect(conflict).toMatchObject({ status: 'refused', code: 'idempotency_conflict' });
    expect(await change(creditType(coins), requestKey('k', 'two', 'key_2'), START_MS)).toMatchObject({
      status: 'done',
    });
    const other = { ...requestKey('k', 'three'), operation: 'features' };
    expect(await change(creditType(nextId('stars')), other, START_MS)).toMatchObject({ status: 'done' });
  });

  test('keys used before an instant are forgotten and free again', async () => {
    await change(creditType(gems), requestKey('old'), START_MS);
    await change(creditType(coins), requestKey('new'), START_MS + 1);
    await subject.store.pruneRequestKeys(START_MS + 1);
    expect(await change(creditType(coins), requestKey('new'), START_MS + 2)).toMatchObject({ duplicate: true });
    expect(await change(creditType(gems), requestKey('old'), START_MS + 2)).toMatchObject({ code: 'already_exists' });
  });

  test('a refusal changes nothing and leaves its key unused', async () => {
    const { revision } = await subject.store.catalog();
    expect(await change(creditType('tokens'), requestKey('k'), START_MS)).toMatchObject({ code: 'already_exists' });
    expect((await subject.store.catalog()).revision).toBe(revision);
    expect(await change(creditType(gems), requestKey('k', 'other'), START_MS)).toMatchObject({ status: 'done' });
  });

  test('features keep meters and rates exact', async () => {
    const feature = {
      ...{ id: 'calls', name: 'Calls', unit },
      meter: { eventName: 'call', filters: { region: 'eu' }, aggregation: 'sum', property: 'size' } as const,
      defaultRates: [{ creditTypeId: 'tokens', credits: 1n, units: 999_999_999_999_999_999n }],
    };
    // A rule refuses a rate this small. The store must not round it to zero.
    expect(await change({ kind: 'feature.create', feature }, null, START_MS)).toMatchObject({ code: 'rate_too_small' });
    const fine = { ...feature, defaultRates: [{ creditTypeId: 'tokens', credits: 1n, units: credits(1) }] };
    await change({ kind: 'feature.create', feature: fine }, null, START_MS);
    await subject.reopen();
    const catalog = await subject.store.catalog();
    expect(catalog.features.get('calls')).toEqual({
      ...fine,
      colorSlot: expect.any(Number) as unknown,
      createdAtMs: START_MS,
    });
    expect(catalog.featuresByEvent.get('call')?.map(({ id }) => id)).toEqual(['calls']);
  });

  test('seven features share six color slots evenly and permanently', async () => {
    const slots = async () => {
      const { features } = await subject.store.catalog();
      return new Map([...features.values()].map(({ id, colorSlot }) => [id, colorSlot]));
    };
    const meter = { eventName: nextId('event'), filters: {}, aggregation: 'count', property: null } as const;
    const ids = Array.from({ length: 7 }, () => nextId('painted'));
    for (const id of ids) {
      const before = await slots();
      const uses = [1, 2, 3, 4, 5, 6].map((slot) => [...before.values()].filter((one) => one === slot).length);
      const feature = { id, name: id, unit, meter, defaultRates: [] };
      await change({ kind: 'feature.create', feature }, null, START_MS);
      expect(await slots()).toEqual(before.set(id, uses.indexOf(Math.min(...uses)) + 1));
    }
    const made = await slots();
    expect(new Set(ids.map((id) => made.get(id)))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    for (const id of ids) {
      const edit = { name: `${id} edited`, unit, defaultRates: [] };
      expect(await change({ kind: 'feature.edit', id, edit }, null, START_MS + 1)).toMatchObject({ status: 'done' });
    }
    await subject.reopen();
    expect(await slots()).toEqual(made);
  });

  test('drafts come and go without changing published versions', async () => {
    const [first] = (await subject.store.catalog()).plans.get('pro') ?? [];
    await publishPlan(subject.store, 3, START_MS + 1);
    if (!first) throw new Error('no plan');
    expect(first.productId).toBe('default');
    const { version: _version, createdAtMs: _created, publishedAtMs: _published, ...plan } = first;
    const terms = { ...plan, name: 'Draft', consumption: new Map() };
    await change({ kind: 'plan.draft', plan: terms }, null, START_MS + 2);
    await change({ kind: 'plan.draft', plan: { ...terms, name: 'Draft again' } }, null, START_MS + 3);
    await subject.reopen();
    const versions = (await subject.store.catalog()).plans.get('pro') ?? [];
    expect(versions.map(({ version, name, publishedAtMs }) => [version, name, publishedAtMs])).toEqual([
      [1, 'Pro', START_MS],
      [2, 'Pro', START_MS + 1],
      [3, 'Draft again', null],
    ]);
    expect(versions[0]).toEqual(first);
    await change({ kind: 'plan.publish', planId: 'pro' }, null, START_MS + 4);
    expect(await change({ kind: 'plan.publish', planId: 'pro' }, null, START_MS + 5)).toMatchObject({
      code: 'no_draft',
    });
  });

  test('edits and archiving are read back, and the rest stays', async () => {
    await change(creditType(gems), null, START_MS);
    await change({ kind: 'creditType.edit', id: gems, edit: { name: 'Jewels', symbol: null } }, null, START_MS + 1);
    await change({ kind: 'creditType.archive', id: gems }, null, START_MS + 2);
    await change({ kind: 'creditType.archive', id: gems }, null, START_MS + 3);
    await change({ kind: 'feature.edit', id: 'mail', edit: { name: 'Post' } }, null, START_MS);
    await subject.reopen();
    const { creditTypes, features } = await subject.store.catalog();
    expect(creditTypes.get(gems)).toMatchObject({ name: 'Jewels', symbol: null, archivedAtMs: START_MS + 2 });
    expect(creditTypes.get(gems)).toMatchObject({ description: 'Für alle', createdAtMs: START_MS });
    expect(features.get('mail')).toMatchObject({ name: 'Post', meter: { eventName: 'mail.sent' } });
    const again = await change({ kind: 'creditType.unarchive', id: gems }, null, START_MS + 4);
    expect(again).toMatchObject({ record: { creditType: { archivedAtMs: null } } });
    expect((await subject.store.catalog()).creditTypes.get(gems)?.archivedAtMs).toBeNull();
  });

  test('a default product always exists and can be edited', async () => {
    expect((await subject.store.catalog()).products.get('default')).toMatchObject({ name: 'Default' });
    const product = { id: coins, name: 'Coins', description: null, metadata: { a: 'b' } };
    await change({ kind: 'product.create', product }, null, START_MS);
    for (const id of ['default', coins]) {
      await change({ kind: 'product.edit', id, edit: { description: 'Für alle' } }, null, START_MS + 1);
    }
    await subject.reopen();
    const { products } = await subject.store.catalog();
    expect(products.get('default')).toMatchObject({ name: 'Default', description: 'Für alle' });
    expect(products.get(coins)).toEqual({ ...product, description: 'Für alle', createdAtMs: START_MS });
  });

  test('a published plan is archived and unarchived with its versions unchanged', async () => {
    const { plans } = await subject.store.catalog();
    const archived = await change({ kind: 'plan.archive', planId: 'pro' }, requestKey('a'), START_MS + 8);
    expect(archived).toMatchObject({ record: { publishedVersion: 3, archivedAtMs: START_MS + 8 } });
    await change({ kind: 'plan.archive', planId: 'pro' }, null, START_MS + 9);
    await subject.reopen();
    expect((await subject.store.catalog()).archivedPlans).toEqual(new Map([['pro', START_MS + 8]]));
    expect((await subject.store.catalog()).plans).toEqual(plans);
    const { outcomes } = await subject.store.transact([subscribe('pro')], START_MS + 9);
    expect(outcomes).toMatchObject([{ status: 'refused', refusal: { code: 'plan_archived' } }]);
    await change({ kind: 'plan.unarchive', planId: 'pro' }, null, START_MS + 10);
    expect((await subject.store.catalog()).archivedPlans).toEqual(new Map());
    const replay = await change({ kind: 'plan.archive', planId: 'pro' }, requestKey('a'), START_MS + 11);
    expect(replay).toEqual({ ...archived, duplicate: true });
    expect((await subject.store.catalog()).archivedPlans).toEqual(new Map());
  });
}
