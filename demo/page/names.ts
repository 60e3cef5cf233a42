/** What Northlight calls its features. The ledger keeps ids only. */
export const FEATURE_NAMES: Readonly<Record<string, string>> = {
  'chat-message': 'Chat message',
  image: 'Image',
  completion: 'Completion',
  render: 'Clip render',
};

/** What can be made, and what it costs, as the page says it. */
export const ACTIONS = [
  { id: 'message', label: 'Send a chat message', price: '1 token' },
  { id: 'image', label: 'Generate an image', price: '5 tokens' },
  { id: 'batch', label: 'Run a batch of 25 completions', price: '1 token per 1,000 written' },
  { id: 'render', label: 'Render a clip', price: '2 render minutes' },
] as const;

export type ActionId = (typeof ACTIONS)[number]['id'];
