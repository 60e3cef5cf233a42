import { openConnection } from './connection.js';
import { prepareInspect } from '../inspection.js';
import { prepareUsage } from '../usage.js';

/** Questions that may take long, on a connection of their own: in a thread of its own they hold up nobody. */
export type Reader = ReturnType<typeof openReader>;

export function openReader(path: string) {
  const connection = openConnection(path, 'read');
  return {
    usage: prepareUsage(connection),
    inspect: prepareInspect(connection),
    close(): void {
      connection.driver.close();
    },
  };
}
