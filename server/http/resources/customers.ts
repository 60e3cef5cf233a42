import { getCustomer, listCustomers, putCustomer } from '../../contract/index.js';
import type { Store } from '../../store/store.js';
import { idCursor, pageOf } from '../cursors.js';
import type { HttpDeps } from '../deps.js';
import { type App, mount } from '../mount.js';
import { notFound } from '../problems.js';
import { customerView } from '../views/customer.js';

/** @throws Rejection `not_found` */
export async function requireCustomer(store: Store, id: string) {
  const customer = await store.customer(id);
  if (!customer) throw notFound('customer', id);
  return customer;
}

export function mountCustomers(app: App, deps: HttpDeps): void {
  const { store, engine } = deps;

  mount(app, deps, putCustomer, async ({ params, body, author }) => {
    const { customer, created } = await store.putCustomer(
      {
        id: params.id,
        name: body.name ?? null,
        email: body.email ?? null,
        timeZone: body.timeZone ?? 'UTC',
        locale: body.locale ?? null,
        metadata: body.metadata ?? {},
      },
      author,
      engine.clock.nowMs(),
    );
    return { status: created ? 201 : 200, data: customerView(customer) };
  });

  mount(app, deps, listCustomers, async ({ query }) => {
    const rows = await store.customers(idCursor.read(query.cursor)?.id ?? null, query.limit + 1);
    const page = pageOf(rows, query.limit, ({ id }) => idCursor.write({ id }));
    return { status: 200, data: { ...page, data: page.data.map(customerView) } };
  });

  mount(app, deps, getCustomer, async ({ params }) => ({
    status: 200,
    data: customerView(await requireCustomer(store, params.id)),
  }));
}
