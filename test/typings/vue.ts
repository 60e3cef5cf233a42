/** Type checks of the elements in Vue templates. Compiled, never run. */
import 'drawdown/vue';
import type { GlobalComponents } from 'vue';

type Balance = InstanceType<GlobalComponents['credits-balance']>;
type Chart = InstanceType<GlobalComponents['credits-usage-chart']>;

export const props: Balance['$props'][] = [
  { 'token-url': '/token', 'can-add': true, class: ['card'], key: 1 },
  { tokenProvider: async () => 'token', strings: {} },
  // @ts-expect-error -- The theme does not exist.
  { theme: 'blue' },
];
export const chart: Chart['$props'] = { 'group-by': 'user', range: '30d' };

export function listen(emit: Balance['$emit']): void {
  emit('credits-low', {} as GlobalEventHandlersEventMap['credits-low']);
  // @ts-expect-error -- The event type belongs to another event.
  emit('credits-low', {} as GlobalEventHandlersEventMap['credits-export']);
}

export const shown = (element: Balance): string[] => element.getData().map(({ available }) => available);
