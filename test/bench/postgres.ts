import { startPostgres } from '../support/postgres-server.js';
import { benchPostgresHttp } from './postgres-http.js';
import { benchPostgresIngest } from './postgres-ingest.js';
import { databasesOf } from './postgres-ledger.js';
import { benchPeer } from './postgres-peer.js';
import { printComparison, printMost } from './rounds.js';

/** The server syncs to disk, as a server in production does. */
export async function benchPostgres(rounds: number): Promise<void> {
  const server = await startPostgres('on');
  const databases = databasesOf(server.url);
  try {
    printComparison(await benchPostgresIngest(databases, rounds));
    const { post, together, delays } = await benchPostgresHttp(databases, rounds);
    printComparison(post);
    printComparison(together);
    printMost('A burn through one instance reaches a stream of another: median', 'ms', delays.median, 500);
    printMost('A burn through one instance reaches a stream of another: worst of 60', 'ms', delays.worst, 500);
    const file = process.env['PGLEDGER_SQL'];
    if (file) printComparison(await benchPeer(databases, file, rounds));
    else
      console.log('pgledger: left out; PGLEDGER_SQL=path/to/pgledger.sql names its file, which is not copied in here');
  } finally {
    await server.stop();
  }
}
