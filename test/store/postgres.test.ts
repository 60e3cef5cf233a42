import { describe, expect } from 'vitest';
import { newDatabase, WAYS } from '../support/postgres.js';
import { storeContract } from './contract.js';
import type { Place } from './subject.js';
import { exportDatabase } from './export.js';
import { auditDatabase, openStore } from './postgres-database.js';

for (const { way, isThere, through } of WAYS) {
  describe.runIf(isThere)(way, () => storeContract('PostgreSQL', () => newPlace(through)));
}

async function newPlace(through: (url: string) => string): Promise<Place> {
  const database = await newDatabase();
  return {
    open: () => openStore(through(database.url)),
    export: (customerIds) => exportDatabase(database, customerIds),
    async headOf({ customerId, creditTypeId, resourceId }) {
      const [row] = await database.query<{ head_hash: Buffer }>(
        'SELECT head_hash FROM accounts WHERE customer_id = $1 AND credit_type_id = $2 AND resource_id = $3',
        [customerId, creditTypeId, resourceId],
      );
      if (!row) throw new Error('no such account');
      return row.head_hash;
    },
    async addToBalance({ customerId, creditTypeId, resourceId }, amount) {
      await database.query(
        'UPDATE accounts SET balance = balance + $1 WHERE customer_id = $2 AND credit_type_id = $3 AND resource_id = $4',
        [amount, customerId, creditTypeId, resourceId],
      );
    },
    async destroy() {
      expect(await auditDatabase(database)).toEqual([]);
      await database.drop();
    },
  };
}
