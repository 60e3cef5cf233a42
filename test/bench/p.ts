import { mkdtempSync, rmSync } from 'node:fs';
import { openWriter } from '../../dist/server/store/sqlite/writer.js';
import { eventCommands, withLedger } from './ledger.js';
import { openConnection } from '../../dist/server/store/sqlite/connection.js';
const folder = mkdtempSync('/tmp/p-');
await withLedger(async ({ file }) => {
  const c = openConnection(file, 'write');
  c.driver.exec(`VACUUM INTO '${folder}/s.db'`);
  c.driver.close();
});
const w = openWriter(folder + '/s.db');
const cmds = eventCommands(60000);
for (let r = 0; r < 3; r++) {
  const c0 = process.cpuUsage();
  const t = performance.now();
  for (let i = 0; i < 20; i++) w.transact(cmds.slice(r * 20000 + i * 1000, r * 20000 + i * 1000 + 1000), Date.now());
  const c1 = process.cpuUsage(c0);
  console.log('wall us/event', (performance.now() - t) / 20, 'cpu us/event', (c1.user + c1.system) / 20000);
}
rmSync(folder, { recursive: true });
