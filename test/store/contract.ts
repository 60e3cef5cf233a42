import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../server/store/ports/store.js';
import { event, newPeople, seedStore, START_MS } from '../support/commands.js';
import { auditContract } from './contract-audit.js';
import { catalogContract } from './contract-catalog.js';
import { directoryContract } from './contract-directory.js';
import { entriesContract } from './contract-entries.js';
import { eventsContract } from './contract-events.js';
import { grantListsContract, grantsContract } from './contract-grants.js';
import { inspectionContract } from './contract-inspection.js';
import { keysContract } from './contract-keys.js';
import { leasesContract } from './contract-leases.js';
import { ledgerContract } from './contract-ledger.js';
import { manyGrantsContract } from './contract-many-grants.js';
import { outlookContract } from './contract-outlook.js';
import { peopleContract } from './contract-people.js';
import { readsContract } from './contract-reads.js';
import { subscriptionsContract } from './contract-subscriptions.js';
import { usageContract } from './contract-usage.js';
import { simulateContract } from './contract-simulate.js';
import type { Place, Subject } from './subject.js';

type Part = (subject: Subject) => void;
const PARTS: Readonly<Record<string, Part>> = {
  'an empty ledger': emptinessContract,
  commands: ledgerContract,
  simulation: simulateContract,
  keys: keysContract,
  'reports of usage': eventsContract,
  grants: grantsContract,
  'lists of grants': grantListsContract,
  'many grants': manyGrantsContract,
  questions: readsContract,
  entries: entriesContract,
  usage: usageContract,
  'what projections begin with': outlookContract,
  catalog: catalogContract,
  subscriptions: subscriptionsContract,
  'people and credentials': directoryContract,
  people: peopleContract,
  'the audit log': auditContract,
  leases: leasesContract,
  inspection: inspectionContract,
};

/** Opening a store is slow, so the tests of one part share a store, and each has its own customers. */
export function storeContract(name: string, newPlace: () => Promise<Place>): void {
  describe.each(Object.entries(PARTS))(`${name} keeps the contract of a store: %s`, (_, part) => {
    let store: Store;
    let place: Place;

    beforeAll(async () => {
      place = await newPlace();
      store = await place.open();
      await seedStore(store);
    });
    beforeEach(() => newPeople(store));
    afterAll(async () => {
      await store.close();
      await place.destroy();
    });

    part({
      get store() {
        return store;
      },
      get place() {
        return place;
      },
      async reopen() {
        await store.close();
        store = await place.open();
      },
    });
  });
}

function emptinessContract(subject: Subject): void {
  test('a store is empty until the first entry', async () => {
    expect(await subject.store.isEmpty()).toBe(true);
    await subject.store.transact([event(0)], START_MS);
    expect(await subject.store.isEmpty()).toBe(true);
    await subject.store.transact([event(1)], START_MS);
    expect(await subject.store.isEmpty()).toBe(false);
  });

  test('its schema is current', async () => {
    expect(await subject.store.schemaIsCurrent()).toBe(true);
  });
}
