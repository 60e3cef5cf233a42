import {
  editCustomer,
  eraseCustomer,
  getCustomer,
  isTimeZone,
  listCustomers,
  putCustomer,
  revokeCustomerTokens,
  UTC,
} from '../../../contract/index.js';
import { steadyMs } from '../../../engine/engine.js';
import type { Ms } from '../../../ledger/values/refs.js';
import type { Customer } from '../../../store/ports/customers.js';
import type { Store } from '../../../store/ports/store.js';
import { idCursor, type Page, pageOf, termCursor } from '../../mounting/cursors.js';
import type { HttpDeps } from '../../context.js';
import { sent } from '../../mounting/edits.js';
import { type App, mount } from '../../mounting/mount.js';
import { notFound, Rejection } from '../../mounting/rejection.js';
import { customerView } from '../../../views/customers/customer.js';

export async function requireCustomer(store: Store, id: string) {
  const customer = await store.customer(id);
  if (!customer) throw notFound('customer', id);
  return customer;
}

/** The stored zone, or UTC if a later version of the calendar, or an earlier check, disagrees about the stored one. */
export const zoneOf = ({ timeZone }: Pick<Customer, 'timeZone'>): string => (isTimeZone(timeZone) ? timeZone : UTC);

export function mountCustomers(app: App, deps: HttpDeps): void {
  mountCustomerWrites(app, deps);
  const { store } = deps;

  mount(app, deps, listCustomers, async ({ query: { search, limit, cursor } }) => {
    const page = search === undefined ? await listed(store, limit, cursor) : await found(store, search, limit, cursor);
    return { status: 200, data: { ...page, data: page.data.map(customerView) } };
  });

  mount(app, deps, getCustomer, async ({ params }) => ({
    status: 200,
    data: customerView(await requireCustomer(store, params.id)),
  }));
}

function mountCustomerWrites(app: App, deps: HttpDeps): void {
  const { store, engine } = deps;

  mount(app, deps, putCustomer, async ({ params, body, author }) => {
    const profile = {
      id: params.id,
      name: body.name ?? null,
      email: body.email ?? null,
      timeZone: body.timeZone ?? UTC,
      locale: body.locale ?? null,
      metadata: body.metadata ?? {},
    };
    const put = await store.putCustomer(profile, author, steadyMs(engine.clock));
    if (put === 'erased') throw isErased(params.id);
    return { status: put.created ? 201 : 200, data: customerView(put.customer) };
  });

  mount(app, deps, editCustomer, async ({ params: { id }, body, author }) => {
    const metadata = body.metadata === null ? {} : body.metadata;
    const edit = sent({ ...body, metadata, timeZone: body.timeZone === null ? UTC : body.timeZone });
    const customer = await store.editCustomer(id, edit, author, steadyMs(engine.clock));
    if (customer === 'erased') throw isErased(id);
    if (customer === null) throw notFound('customer', id);
    return { status: 200, data: customerView(customer) };
  });

  mount(app, deps, eraseCustomer, ({ params: { id }, author }) => {
    return cutOff(deps, id, (notBeforeMs) => store.eraseCustomer(id, notBeforeMs, author, steadyMs(engine.clock)));
  });

  mount(app, deps, revokeCustomerTokens, ({ params: { id }, author }) => {
    return cutOff(deps, id, (notBeforeMs) =>
      store.revokeCustomerTokens(id, notBeforeMs, author, steadyMs(engine.clock)),
    );
  });
}

/** Tokens are dated in seconds of the wall clock, so those of the present second are refused too. */
async function cutOff(
  { tokens, endStreams }: HttpDeps,
  customerId: string,
  write: (notBeforeMs: Ms) => Promise<Customer | null>,
) {
  const notBeforeMs = tokens.nextSecondMs();
  const customer = await write(notBeforeMs);
  if (customer === null) throw notFound('customer', customerId);
  tokens.noteCutOff(customerId, notBeforeMs);
  endStreams(customerId, notBeforeMs);
  return { status: 200 as const, data: customerView(customer) };
}

async function listed(store: Store, limit: number, cursor: string | undefined): Promise<Page<Customer>> {
  const rows = await store.customers(idCursor.read(cursor)?.id ?? null, limit + 1);
  return pageOf(rows, limit, ({ id }) => idCursor.write({ id }));
}

async function found(store: Store, search: string, limit: number, cursor: string | undefined): Promise<Page<Customer>> {
  const rows = await store.searchCustomers(search, termCursor.read(cursor), limit + 1);
  const page = pageOf(rows, limit, ({ term, customer: { id } }) => termCursor.write({ term, id }));
  return { ...page, data: page.data.map(({ customer }) => customer) };
}

export const isErased = (id: string) =>
  new Rejection('customer_erased', `Customer ${id} is erased: its id can have no profile again.`);
