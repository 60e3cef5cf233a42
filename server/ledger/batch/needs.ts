import type { Catalog } from '../catalog/catalog.js';
import { NO_NEEDS } from '../commands/definition.js';
import type { CustomerSnapshot, Needs } from '../commands/snapshot.js';
import type { Ms } from '../values/refs.js';
import { type Command, definitionOf } from './registry.js';

export function needs(command: Command, customer: CustomerSnapshot, catalog: Catalog, nowMs: Ms): Needs {
  if (!customer.exists || customer.stored.has(command.id)) return NO_NEEDS;
  return definitionOf(command).needs(command, customer, catalog, nowMs);
}
