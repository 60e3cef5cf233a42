/** What Northlight calls its features. The ledger keeps ids only. */
export const FEATURE_NAMES: Readonly<Record<string, string>> = {
  'chat-message': 'Chat message',
  image: 'Image',
  completion: 'Completion',
  render: 'Clip render',
};

/** Its currencies, and what one and several of them are called. */
export const CURRENCIES: Readonly<
  Record<string, { readonly name: string; readonly unit: { readonly singular: string; readonly plural: string } }>
> = {
  'ai-tokens': { name: 'AI Tokens', unit: { singular: 'token', plural: 'tokens' } },
  'render-minutes': { name: 'Render Minutes', unit: { singular: 'minute', plural: 'minutes' } },
};

/** What can be made, and what it costs; about that much where it depends on what comes out. */
export const ACTIONS = [
  { id: 'message', price: { amount: '1', creditTypeId: 'ai-tokens', about: false } },
  { id: 'image', price: { amount: '5', creditTypeId: 'ai-tokens', about: false } },
  { id: 'batch', price: { amount: '26', creditTypeId: 'ai-tokens', about: true } },
  { id: 'render', price: { amount: '2', creditTypeId: 'render-minutes', about: false } },
] as const;

export type ActionId = (typeof ACTIONS)[number]['id'];
