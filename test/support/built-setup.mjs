import { whyNotBuilt } from '../../scripts/built-from.mjs';

/** Ends the run before its first test if `dist/` is missing or old: tests of an old build prove nothing. */
export default function setup() {
  const problem = whyNotBuilt();
  if (problem !== null) throw new Error(problem);
}
