/** What TypeScript knows of the elements in Vue's templates: compiled, never run. */
import 'drawdown/vue';
import type { GlobalComponents } from 'vue';

type Balance = InstanceType<GlobalComponents['credits-balance']>;
type Chart = InstanceType<GlobalComponents['credits-usage-chart']>;

export const props: Balance['$props'][] = [
  { 'token-url': '/token', 'can-add': true, class: ['card'], key: 1 },
  { tokenProvider: async () => 'token', strings: {} },
  // @ts-expect-error -- There is no such theme.
  { theme: 'blue' },
];
export const chart: Chart['$props'] = { 'group-by': 'user', range: '30d' };

export function listen(emit: Balance['$emit']): void {
  emit('credits-low', {} as GlobalEventHandlersEventMap['credits-low']);
  // @ts-expect-error -- It is of another event.
  emit('credits-low', {} as GlobalEventHandlersEventMap['credits-export']);
}

export const shown = (element: Balance): string[] => element.getData().map(({ available }) => available);
