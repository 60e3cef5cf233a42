/** What Northlight calls its features. The ledger keeps ids only. */
export const FEATURE_NAMES: Readonly<Record<string, string>> = {
  'chat-message': 'Chat message',
  image: 'Image',
  completion: 'Completion',
  render: 'Clip render',
};

/** Its currencies, and what one of many of them is called. */
export const CURRENCIES: Readonly<Record<string, { readonly name: string; readonly units: string }>> = {
  'ai-tokens': { name: 'AI Tokens', units: 'tokens' },
  'render-minutes': { name: 'Render Minutes', units: 'minutes' },
};

/** What can be made, and what it costs, as the page says it. */
export const ACTIONS = [
  { id: 'message', label: 'Send a chat message', price: '1 token' },
  { id: 'image', label: 'Generate an image', price: '5 tokens' },
  { id: 'batch', label: 'Run a batch of 25 completions', price: 'about 26 tokens' },
  { id: 'render', label: 'Render a clip', price: '2 render minutes' },
] as const;

export type ActionId = (typeof ACTIONS)[number]['id'];
