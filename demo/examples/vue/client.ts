import 'drawdown/widgets/credits-balance.js';
import { createApp, h, ref } from 'vue';
import { news, spend, TOKEN_URL } from '../shared.js';

/** Written as the function that a template becomes, so that the page needs no compiler. */
createApp({
  setup() {
    const last = ref('none');
    const tell = (event: Parameters<typeof news>[0]) => (last.value = news(event));
    return () => [
      h('h1', 'Vue'),
      h(
        'credits-balance',
        {
          api: '/',
          'credit-type': 'ai-tokens',
          'token-url': TOKEN_URL,
          'can-add': true,
          'heading-level': 2,
          onCreditsBalanceChange: tell,
          onCreditsAddRequest: tell,
        },
        'Your credits',
      ),
      h('p', h('button', { type: 'button', id: 'spend', onClick: spend }, 'Make an image')),
      h('p', ['Last event: ', h('output', { id: 'news' }, last.value)]),
    ];
  },
}).mount('#root');
