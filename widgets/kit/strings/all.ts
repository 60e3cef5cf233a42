import { ENGLISH as COMMON } from './english.js';
import { ENGLISH_GRANTS } from './english-grants.js';
import { ENGLISH_HISTORY } from './english-history.js';
import { ENGLISH_PORTAL } from './english-portal.js';
import { ENGLISH_USAGE } from './english-usage.js';
import type { CreditsStrings } from './strings.js';

/** Every word that the widgets show or speak, in English. Override any part through an element's `strings`. */
export const ENGLISH: CreditsStrings = {
  ...COMMON,
  ...ENGLISH_USAGE,
  ...ENGLISH_GRANTS,
  ...ENGLISH_HISTORY,
  ...ENGLISH_PORTAL,
};
