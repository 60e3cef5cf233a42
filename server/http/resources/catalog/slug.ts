const LONGEST_SLUG = 100;

/** Derives an id from a name: `AI Tokens` → `ai-tokens`. `null` for a name without a Latin letter. */
export function slug(name: string): string | null {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  if (!/[a-z]/.test(plain)) return null;
  return (plain.match(/[a-z0-9]+/g) ?? []).join('-').slice(0, LONGEST_SLUG).replace(/-$/, '');
}
