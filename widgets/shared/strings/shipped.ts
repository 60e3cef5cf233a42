import { registerLanguage } from './languages.js';

/** Offers the languages that come with the kit. */
export function registerShippedLanguages(): void {
  registerLanguage('de', {
    language: () => import('./languages/de/common.js'),
    grants: () => import('./languages/de/grants.js'),
    history: () => import('./languages/de/history.js'),
    portal: () => import('./languages/de/portal.js'),
    usage: () => import('./languages/de/usage.js'),
  });
}
