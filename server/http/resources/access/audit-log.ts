import { listAuditLog } from '../../../contract/index.js';
import { pageOf, timeCursor } from '../../mounting/cursors.js';
import type { HttpDeps } from '../../context.js';
import { type App, mount } from '../../mounting/mount.js';
import { auditView } from '../../../views/access/audit.js';

export function mountAuditLog(app: App, deps: HttpDeps): void {
  const { store, apiKeys } = deps;

  mount(app, deps, listAuditLog, async ({ query }) => {
    const { limit } = query;
    const rows = await store.auditRecords({
      fromMs: query.from ?? null,
      toMs: query.to ?? null,
      actorId: query.actor ?? null,
      action: query.action ?? null,
      customerId: query.customerId ?? null,
      before: timeCursor.read(query.cursor),
      limit: limit + 1,
    });
    const page = pageOf(rows, limit, ({ atMs, id }) => timeCursor.write({ atMs, id }));
    const data = await Promise.all(page.data.map((record) => auditView(record, apiKeys)));
    return { status: 200, data: { ...page, data } };
  });
}
