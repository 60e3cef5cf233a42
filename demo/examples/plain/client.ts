import { eventText, spend } from '../shared.js';

const output = document.querySelector('#news');
document.querySelector('#spend')?.addEventListener('click', () => void spend());
for (const name of ['credits-balance-change', 'credits-add-request'] as const) {
  document.querySelector('credits-balance')?.addEventListener(name, (event) => {
    if (output) output.textContent = eventText(event);
  });
}
