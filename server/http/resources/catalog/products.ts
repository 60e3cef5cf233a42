import { createProduct, editProduct, getProduct, listProducts } from '../../../contract/index.js';
import type { HttpDeps } from '../../context.js';
import { sent } from '../../mounting/edits.js';
import { requestKey } from '../../mounting/idempotency.js';
import { type App, mount } from '../../mounting/mount.js';
import { notFound } from '../../mounting/rejection.js';
import { productView } from '../../../views/catalog/catalog.js';
import { catalogPage } from './lists.js';
import { changeCatalog } from './writes.js';

export function mountProducts(app: App, deps: HttpDeps): void {
  const { store } = deps;

  mount(app, deps, createProduct, async ({ body, caller, author, idempotencyKey }) => {
    const { id, name, description = null, metadata = {} } = body;
    const key = requestKey(caller, 'products', idempotencyKey, body);
    const change = { kind: 'product.create', product: { id, name, description, metadata } } as const;
    const { record, headers } = await changeCatalog(deps, 'product', change, { author, key });
    return { status: 201, data: productView(record.product), headers };
  });

  mount(app, deps, editProduct, async ({ params: { id }, body, author }) => {
    const metadata = body.metadata === null ? {} : body.metadata;
    const change = { kind: 'product.edit', id, edit: sent({ ...body, metadata }) } as const;
    const { record } = await changeCatalog(deps, 'product', change, { author, key: null });
    return { status: 200, data: productView(record.product) };
  });

  mount(app, deps, listProducts, async ({ query }) => {
    const page = catalogPage((await store.catalog()).products, query);
    return { status: 200, data: { ...page, data: page.data.map(productView) } };
  });

  mount(app, deps, getProduct, async ({ params }) => {
    const product = (await store.catalog()).products.get(params.id);
    if (!product) throw notFound('product', params.id);
    return { status: 200, data: productView(product) };
  });
}
