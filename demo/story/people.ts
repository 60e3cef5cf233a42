import type { CustomerId } from './customers.js';

/** Who works there. The first is who the page is signed in as. */
export const PEOPLE: Readonly<Record<CustomerId, readonly [string, ...string[]]>> = {
  aurora: ['ines', 'tomas', 'wanda'],
  basalt: ['aiko', 'bruno'],
  cinder: ['rosa', 'sam'],
  delta: ['lea', 'malik', 'noor', 'otto'],
  ember: ['kai', 'mira'],
};
