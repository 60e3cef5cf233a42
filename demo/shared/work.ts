/** `about` marks a price that depends on the output. */
export const ACTIONS = [
  { id: 'message', price: { amount: '1', creditTypeId: 'ai-tokens', about: false } },
  { id: 'image', price: { amount: '5', creditTypeId: 'ai-tokens', about: false } },
  { id: 'batch', price: { amount: '26', creditTypeId: 'ai-tokens', about: true } },
  { id: 'render', price: { amount: '2', creditTypeId: 'render-minutes', about: false } },
] as const;

export type ActionId = (typeof ACTIONS)[number]['id'];

/** `sample` selects a text from the samples of the reader's language. `picture` is a URL. */
export type Output =
  | { readonly kind: 'message'; readonly sample: number; readonly tokensIn: number; readonly tokensOut: number }
  | { readonly kind: 'image'; readonly sample: number; readonly picture: string; readonly seed: number }
  | {
      readonly kind: 'batch';
      readonly frames: number;
      readonly captions: number;
      readonly tokens: number;
      readonly seconds: number;
    }
  | { readonly kind: 'render'; readonly picture: string };

export type WorkResult =
  | { readonly outcome: 'done'; readonly output: Output; readonly cost: string; readonly creditTypeId: string }
  | {
      readonly outcome: 'refused';
      readonly required: string;
      readonly available: string;
      readonly creditTypeId: string;
    };
