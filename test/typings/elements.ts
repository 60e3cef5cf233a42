/** Type checks of the elements in plain DOM code. Compiled, never run. */
import 'drawdown/widgets/credits-balance.js';
import 'drawdown/widgets/credits-grants-table.js';
import 'drawdown/widgets/credits-usage-chart.js';
import 'drawdown/widgets/languages.js';
import { registerLanguage } from 'drawdown/widgets';

const balance = document.createElement('credits-balance');
balance.tokenProvider = async () => 'token';
balance.canAdd = true;
balance.strings = { balance: { title: 'Guthaben' } };
// @ts-expect-error -- The theme does not exist.
balance.theme = 'blue';
// @ts-expect-error -- A boolean property takes no text.
balance.canAdd = 'yes';
balance.addEventListener('credits-low', ({ balance: { available } }) => available.toUpperCase());
document.addEventListener('credits-error', ({ error }) => error.retryable satisfies boolean);
// @ts-expect-error -- The event carries an error, not a balance.
document.addEventListener('credits-error', ({ balance: { available } }) => available as string);

document.querySelector('credits-usage-chart')!.groupBy = 'user';
document.querySelector('credits-grants-table')!.past = true;

registerLanguage('pt', () => Promise.resolve({ default: { language: 'pt', balance: { add: 'Comprar' } } }));
registerLanguage('pt-BR', { usage: async () => ({ usage: { title: 'Uso' } }) });
// @ts-expect-error -- The word does not exist.
registerLanguage('pt', async () => ({ balance: { buy: 'Comprar' } }));
// @ts-expect-error -- The group does not exist.
registerLanguage('pt', { chart: async () => ({}) });
