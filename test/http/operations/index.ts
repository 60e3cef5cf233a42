import { ACCESS } from './access.js';
import { CATALOG } from './catalog.js';
import { CREDITS } from './credits.js';
import { CUSTOMER_DOOR } from './customer-door.js';
import type { Step } from './operation.js';

/** Every operation of the contract once, ordered by dependency. A new route needs a step here. */
export const STEPS: readonly Step[] = [...CATALOG, ...CREDITS, ...CUSTOMER_DOOR, ...ACCESS];
