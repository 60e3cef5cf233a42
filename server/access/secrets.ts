/** The characters after the prefix: 32 random hexadecimal digits have 128 bits. */
const SHORTEST = 32;
const LONGEST = 255;
/** Fewer are a repeated word or letter. 32 random hexadecimal digits have 13 or more, but for one in a billion. */
const FEWEST_DIFFERENT = 8;

export type KeyMode = 'live' | 'test';

/** Why a key of the configuration can be guessed or is for the other mode; `null` if it is good. Never quotes the key. */
export function keyProblem(key: string, mode: KeyMode): string | null {
  const prefix = `dd_${mode}_`;
  const other = `dd_${mode === 'live' ? 'test' : 'live'}_`;
  const server = mode === 'live' ? 'a live server' : 'a sandbox';
  if (key.startsWith(other)) return `${server} takes no ${other} key`;
  const secret = key.slice(prefix.length);
  const isLongEnough = secret.length >= SHORTEST && key.length <= LONGEST;
  if (!key.startsWith(prefix) || !isLongEnough || !/^[A-Za-z0-9._~+/-]+$/.test(secret)) {
    return `must be ${prefix} and at least ${SHORTEST} random letters, digits or . _ ~ + / -, such as $(openssl rand -hex 32)`;
  }
  if (new Set(secret).size >= FEWEST_DIFFERENT) return null;
  return `must be random: it has fewer than ${FEWEST_DIFFERENT} different characters`;
}
