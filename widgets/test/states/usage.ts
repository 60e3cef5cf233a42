import type { Usage } from '../../../server/contract/index.js';
import { NOW, NOW_MS } from '../pools.js';
import type { Names } from '../usage.js';
import { endOf, startsOf, usage } from '../usage.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export const THREE_FEATURES: Names = [
  ['image', 'Image'],
  ['chat-message', 'Chat message'],
  ['completion', 'Completion'],
];

export const MANY_FEATURES: Names = [
  ...THREE_FEATURES,
  ['transcription', 'Transcription'],
  ['translation', 'Translation'],
  ['search', 'Search'],
  ['embedding', 'Embedding'],
  ['upscale', 'Upscale'],
  ['moderation', 'Moderation'],
];

export const LONG_FEATURES: Names = [
  ['a', 'Photorealistic product image generation, 4096 × 4096'],
  ['b', 'Donaudampfschifffahrtsgesellschaftskapitänsübersetzung'],
  ['c', 'Background removal'],
];

const USERS: Names = [
  ['ada', 'Ada Lovelace'],
  ['grace', 'Grace Hopper'],
  [null, null],
];

function weight(ms: number, isHour: boolean, place: number): number {
  const date = new Date(ms);
  const weekend = date.getUTCDay() % 6 === 0 ? 0.4 : 1;
  const night = isHour && Math.abs(date.getUTCHours() - 13) > 6 ? 0.25 : 1;
  const noise = ((ms / HOUR_MS) * 7 + (ms / DAY_MS) * 5 + place * 13) % 11;
  return weekend * night * (0.6 + noise / 12);
}

/** Usage up to now: about `perDay` hundredths a day for the first feature, and less for each later one. */
export const usageOf =
  (features: Names, perDay = 12_000, previous = 0.88): ((query: URLSearchParams) => Usage) =>
  (query) => {
    const asked = (name: string) => query.get(name) ?? '';
    const interval = asked('interval') as Usage['interval'];
    const groupBy = asked('groupBy') as Usage['groupBy'];
    const starts = startsOf(Date.parse(asked('from')), Date.parse(asked('to')), interval);
    const centsOf = (ms: number, place: number) => {
      const days = Math.max(0, Math.min(NOW_MS, endOf(ms, interval)) - ms) / DAY_MS;
      return Math.round(((days * perDay) / (place + 1.3)) * weight(ms, interval === 'hour', place));
    };
    const names: Names = groupBy === 'none' ? [[null, null]] : groupBy === 'user' ? USERS : features;
    const series = names.map(([key, name], place) => ({
      key,
      name,
      ...(groupBy === 'feature' ? { colorSlot: (place % 6) + 1, createdAt: NOW } : {}),
      cents: starts.map((ms) => centsOf(ms, place)),
    }));
    const used = series.flatMap(({ cents }) => cents).reduce((sum, one) => sum + one, 0);
    const answer = {
      creditTypeId: asked('creditTypeId'),
      from: asked('from'),
      to: asked('to'),
      timeZone: asked('timeZone'),
      interval,
      groupBy,
      buckets: starts.map((ms) => new Date(ms).toISOString()),
      previousTotal: String(Math.round(used * previous) / 100),
    };
    return usage(answer, series);
  };

export const noUsage = (query: URLSearchParams): Usage => ({ ...usageOf([])(query), series: [], total: '0' });
