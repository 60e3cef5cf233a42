import { CLOCK, STOP, WARNING } from '../kit/element/icons.js';
import type { Standing } from './grant.js';

const CIRCLE = 'M8 1.8a6.2 6.2 0 1 0 .01 0z';

/** Each status has a shape of its own, so that it is told without its colour. */
export const SHAPES: Readonly<Record<Standing, string>> = {
  active: `${CIRCLE}M5.2 8.3l2 2 3.6-4.2`,
  expiring: CLOCK,
  scheduled: 'M2.2 3.4h11.6v10.4H2.2zM2.2 6.8h11.6M5.2 1.8v3.2m5.6-3.2v3.2',
  pending: `${CIRCLE}M5 8v.1m3-.1v.1m3-.1v.1`,
  depleted: STOP,
  expired: 'M4 1.8h8M4 14.2h8M5 1.8v2.4L8 8l3-3.8V1.8M5 14.2v-2.4L8 8l3 3.8v2.4',
  voided: `${CIRCLE}M3.6 12.4l8.8-8.8`,
  failed: WARNING,
};

/** Beside the name of a column: how it is sorted, or that it can be. */
export const SORT = {
  none: 'M5 6l3-3 3 3M5 10l3 3 3-3',
  ascending: 'M4.5 9.5 8 5.5l3.5 4',
  descending: 'M4.5 6.5 8 10.5l3.5-4',
};
