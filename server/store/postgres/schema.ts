import {
  type ConvertCustomConfig,
  customType,
  type CustomTypeParams,
  type PgCustomColumnBuilder,
  pgTable,
} from 'drizzle-orm/pg-core';
import { buildColumns, type Field, type Fields, type Kind, parseJson, snakeCase } from '../common/columns.js';
import { TABLES } from '../common/schema.js';

/** The driver returns every integer as text, because a `number` cannot hold 64 bits. */

type Values = { data: unknown; driverData: unknown };
const STORED: Readonly<Record<Kind, CustomTypeParams<Values>>> = {
  text: { dataType: () => 'text' },
  whole: { dataType: () => 'bigint', fromDriver: Number },
  micro: { dataType: () => 'bigint', fromDriver: (text) => BigInt(text as string) },
  bytes: { dataType: () => 'bytea' },
  json: { dataType: () => 'text', fromDriver: (text) => parseJson(text as string), toDriver: JSON.stringify },
};

type ColumnOf<F> =
  F extends Field<infer T, infer Required>
    ? PgCustomColumnBuilder<ConvertCustomConfig<string, { data: T; driverData: unknown; notNull: Required }>>
    : never;
type ColumnsOf<T> = { [Name in keyof T]: ColumnOf<T[Name]> };

const columnsOf = <T extends Fields>(fields: T) =>
  buildColumns(fields, (kind, name) => customType<Values>(STORED[kind])(name)) as ColumnsOf<T>;

const table = <Name extends keyof typeof TABLES>(name: Name) =>
  pgTable(snakeCase(name), columnsOf<(typeof TABLES)[Name]>(TABLES[name]));

export const customers = table('customers');
export const customerTerms = table('customerTerms');
export const creditTypes = table('creditTypes');
export const features = table('features');
export const planVersions = table('planVersions');
export const products = table('products');
export const archivedPlans = table('archivedPlans');
export const requestKeys = table('requestKeys');
export const apiKeys = table('apiKeys');
export const testClock = table('testClock');
export const leases = table('leases');
export const subscriptions = table('subscriptions');
export const accounts = table('accounts');
export const grants = table('grants');
export const entries = table('entries');
export const auditLog = table('auditLog');
export const commands = table('commands');
export const refusedEvents = table('refusedEvents');
export const storeMode = table('storeMode');
