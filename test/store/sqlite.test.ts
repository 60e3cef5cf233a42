import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect } from 'vitest';
import { storeContract } from './contract.js';
import { exportFile } from './export.js';
import { auditFile, newFolder, openStore } from './sqlite-file.js';

storeContract('SQLite', () => {
  const folder = newFolder();
  const path = join(folder.path, 'ledger.db');
  return Promise.resolve({
    open: () => openStore(path),
    headOf({ customerId, creditTypeId, resourceId }) {
      const driver = new Database(path, { readonly: true });
      const head = driver
        .prepare('SELECT head_hash FROM accounts WHERE customer_id = ? AND credit_type_id = ? AND resource_id = ?')
        .pluck()
        .get(customerId, creditTypeId, resourceId) as Buffer;
      driver.close();
      return Promise.resolve(head);
    },
    addToBalance({ customerId, creditTypeId, resourceId }, amount) {
      const driver = new Database(path);
      driver
        .prepare(
          'UPDATE accounts SET balance = balance + ? WHERE customer_id = ? AND credit_type_id = ? AND resource_id = ?',
        )
        .run(amount, customerId, creditTypeId, resourceId);
      driver.close();
      return Promise.resolve();
    },
    export: (customerIds) => exportFile(path, customerIds),
    destroy() {
      expect(auditFile(path).violations).toEqual([]);
      folder.remove();
      return Promise.resolve();
    },
  });
});
