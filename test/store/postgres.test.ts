import { expect } from 'vitest';
import { newDatabase } from '../support/postgres.js';
import { storeContract } from './contract.js';
import { exportDatabase } from './export.js';
import { auditDatabase, openStore } from './postgres-database.js';

storeContract('PostgreSQL', async () => {
  const database = await newDatabase();
  return {
    open: () => openStore(database.url),
    async headOf({ customerId, creditTypeId, resourceId }) {
      const [row] = await database.query<{ head_hash: Buffer }>(
        'SELECT head_hash FROM accounts WHERE customer_id = $1 AND credit_type_id = $2 AND resource_id = $3',
        [customerId, creditTypeId, resourceId],
      );
      if (!row) throw new Error('no such account');
      return row.head_hash;
    },
    export: (customerIds) => exportDatabase(database, customerIds),
    async destroy() {
      // Whatever a test did, it left a ledger that adds up.
      expect(await auditDatabase(database)).toEqual([]);
      await database.drop();
    },
  };
});
