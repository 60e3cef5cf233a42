import { ENGLISH as COMMON } from './english.js';
import { ENGLISH_USAGE } from './english-usage.js';
import type { CreditsStrings } from './strings.js';

/** Every word that the widgets show or speak, in English. */
export const ENGLISH: CreditsStrings = { ...COMMON, ...ENGLISH_USAGE };
