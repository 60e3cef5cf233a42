import type { NewCreditType, NewFeature, NewPlan } from 'drawdown/server';
import type { z } from 'zod';

export const CREDIT_TYPES: readonly z.input<typeof NewCreditType>[] = [
  { id: 'ai-tokens', name: 'AI Tokens', unit: { singular: 'token', plural: 'tokens' } },
  { id: 'render-minutes', name: 'Render Minutes', unit: { singular: 'minute', plural: 'minutes' } },
];

export const FEATURES: readonly z.input<typeof NewFeature>[] = [
  {
    id: 'chat-message',
    name: 'Chat message',
    unit: { singular: 'message', plural: 'messages' },
    meter: { eventName: 'chat.message', aggregation: 'count' },
  },
  {
    id: 'image',
    name: 'Image',
    unit: { singular: 'image', plural: 'images' },
    meter: { eventName: 'image.generated', aggregation: 'count' },
  },
  {
    id: 'completion',
    name: 'Completion',
    unit: { singular: 'token of text', plural: 'tokens of text' },
    meter: { eventName: 'completion.finished', aggregation: 'sum', property: 'tokens' },
  },
  {
    id: 'render',
    name: 'Clip render',
    unit: { singular: 'minute', plural: 'minutes' },
    meter: { eventName: 'render.finished', aggregation: 'sum', property: 'minutes' },
    defaultRates: [{ creditTypeId: 'render-minutes', credits: '1', units: '1' }],
  },
];

const consumption = [
  { featureId: 'chat-message', credits: '1', units: '1' },
  { featureId: 'image', credits: '5', units: '1' },
  { featureId: 'completion', credits: '1', units: '1000' },
];

const terms = { type: 'paid', billingModel: 'prepaid', creditTypeId: 'ai-tokens', consumption } as const;

export const PLANS: readonly z.input<typeof NewPlan>[] = [
  { id: 'studio', name: 'Studio', limit: 'hard', ...terms },
  { id: 'agency', name: 'Agency', limit: 'soft', ...terms },
];
