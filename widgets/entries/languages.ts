/** Registers the shipped languages. Each part of a language is fetched when an element first needs it. */
import { registerShippedLanguages } from '../kit/strings/shipped.js';

registerShippedLanguages();
