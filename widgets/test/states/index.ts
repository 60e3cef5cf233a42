import { balanceStates } from './balance.js';
import { grantsTableStates } from './grants-table.js';
import { portalStates } from './portal.js';
import type { Tag, WidgetStates } from './state.js';
import { usageChartStates } from './usage-chart.js';

export { findAll, TAGS } from './state.js';
export type { Tag, WidgetState } from './state.js';

/** Galleries show these states and tests iterate over them. */
export const STATES: Readonly<Record<Tag, WidgetStates>> = {
  'credits-balance': balanceStates,
  'credits-usage-chart': usageChartStates,
  'credits-grants-table': grantsTableStates,
  'credits-utilization-portal': portalStates,
};
