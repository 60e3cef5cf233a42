import {
  type ApiKey as ApiKeyView,
  createApiKey,
  createCustomerToken,
  listApiKeys,
  revokeApiKey,
  SCOPES,
} from '../../../contract/index.js';
import type { ApiKeyRecord } from '../../../store/ports/access.js';
import { idCursor, pageOf } from '../../mounting/cursors.js';
import type { HttpDeps } from '../../context.js';
import { requestKey } from '../../mounting/idempotency.js';
import { type App, mount } from '../../mounting/mount.js';
import { notFound, Rejection, REPLAYED } from '../../mounting/rejection.js';
import { instant, instantOrNull } from '../../../views/shared/scalars.js';
import { isErased, requireCustomer } from '../customers/customers.js';

const DEFAULT_TOKEN_SECONDS = 900;

const apiKeyView = (record: ApiKeyRecord): ApiKeyView => ({
  id: record.id,
  name: record.name,
  scopes: SCOPES.filter((scope) => record.scopes.includes(scope)),
  prefix: record.prefix,
  createdAt: instant(record.createdAtMs),
  lastUsedAt: instantOrNull(record.lastUsedAtMs),
  revokedAt: instantOrNull(record.revokedAtMs),
});

export function mountAccess(app: App, deps: HttpDeps): void {
  const { store, tokens, apiKeys } = deps;

  mount(app, deps, createCustomerToken, async ({ body }) => {
    const { erasedAtMs, tokensNotBeforeMs } = await requireCustomer(store, body.customerId);
    if (erasedAtMs !== null) throw isErased(body.customerId);
    const { token, expiresAtMs } = await tokens.mint({
      customerId: body.customerId,
      userId: body.userId ?? null,
      scopes: body.scopes ?? ['read'],
      lifeSeconds: body.expiresIn ?? DEFAULT_TOKEN_SECONDS,
      notBeforeMs: tokensNotBeforeMs,
    });
    return { status: 201, data: { token, expiresAt: instant(expiresAtMs) } };
  });

  mount(app, deps, createApiKey, async ({ body, caller, author, idempotencyKey }) => {
    const made = await apiKeys.create(body, requestKey(caller, 'api-keys', idempotencyKey, body), author);
    if (!made) throw new Rejection('idempotency_conflict', 'This key was used to create another API key.');
    const { record, secret } = made;
    if (secret === null) return { status: 201, data: apiKeyView(record), headers: REPLAYED };
    return { status: 201, data: { ...apiKeyView(record), key: secret } };
  });

  mount(app, deps, listApiKeys, async ({ query }) => {
    const rows = await apiKeys.list(idCursor.read(query.cursor)?.id ?? null, query.limit + 1);
    const page = pageOf(rows, query.limit, ({ id }) => idCursor.write({ id }));
    return { status: 200, data: { ...page, data: page.data.map(apiKeyView) } };
  });

  mount(app, deps, revokeApiKey, async ({ params, author }) => {
    const record = await apiKeys.revoke(params.id, author);
    if (!record) throw notFound('API key', params.id);
    return { status: 200, data: apiKeyView(record) };
  });
}
