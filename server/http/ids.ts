import { typeid } from 'typeid-js';

/** What this server makes ids for: event, grant, adjustment, subscription, API key; `cmd` for commands that create nothing. */
export type IdPrefix = 'evt' | 'grt' | 'adj' | 'sub' | 'key' | 'cmd' | 'ct';

/** A new id, sortable by the time it was made: `evt_01kams3q5peq6s6ww1a1b2c3d4`. */
export const newId = (prefix: IdPrefix): string => typeid(prefix).toString();

const LONGEST_SLUG = 100;

/** An id made from a name: `AI Tokens` → `ai-tokens`; null for a name without a Latin letter. */
export function slug(name: string): string | null {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  if (!/[a-z]/.test(plain)) return null;
  return (plain.match(/[a-z0-9]+/g) ?? []).join('-').slice(0, LONGEST_SLUG).replace(/-$/, '');
}
