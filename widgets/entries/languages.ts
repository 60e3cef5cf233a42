/** Turns on the languages that come with the kit. Each bit of one is fetched when an element first needs it. */
import { registerShippedLanguages } from '../kit/strings/shipped.js';

registerShippedLanguages();
