import 'drawdown/widgets/credits-balance.js';
import { createApp, h, ref } from 'vue';
import { eventText, spend, TOKEN_URL } from '../shared.js';

// A render function needs no template compiler in the page.
createApp({
  setup() {
    const last = ref('none');
    const showEvent = (event: Parameters<typeof eventText>[0]) => (last.value = eventText(event));
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
          onCreditsBalanceChange: showEvent,
          onCreditsAddRequest: showEvent,
        },
        'Your credits',
      ),
      h('p', h('button', { type: 'button', id: 'spend', onClick: spend }, 'Make an image')),
      h('p', ['Last event: ', h('output', { id: 'news' }, last.value)]),
    ];
  },
}).mount('#root');
