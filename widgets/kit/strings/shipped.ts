import { registerLanguage } from './languages.js';

export function registerShippedLanguages(): void {
  registerLanguage('ar', {
    language: () => import('./languages/ar/common.js'),
    grants: () => import('./languages/ar/grants.js'),
    history: () => import('./languages/ar/history.js'),
    portal: () => import('./languages/ar/portal.js'),
    usage: () => import('./languages/ar/usage.js'),
  });
  registerLanguage('de', {
    language: () => import('./languages/de/common.js'),
    grants: () => import('./languages/de/grants.js'),
    history: () => import('./languages/de/history.js'),
    portal: () => import('./languages/de/portal.js'),
    usage: () => import('./languages/de/usage.js'),
  });
  registerLanguage('es', {
    language: () => import('./languages/es/common.js'),
    grants: () => import('./languages/es/grants.js'),
    history: () => import('./languages/es/history.js'),
    portal: () => import('./languages/es/portal.js'),
    usage: () => import('./languages/es/usage.js'),
  });
  registerLanguage('fr', {
    language: () => import('./languages/fr/common.js'),
    grants: () => import('./languages/fr/grants.js'),
    history: () => import('./languages/fr/history.js'),
    portal: () => import('./languages/fr/portal.js'),
    usage: () => import('./languages/fr/usage.js'),
  });
  registerLanguage('ja', {
    language: () => import('./languages/ja/common.js'),
    grants: () => import('./languages/ja/grants.js'),
    history: () => import('./languages/ja/history.js'),
    portal: () => import('./languages/ja/portal.js'),
    usage: () => import('./languages/ja/usage.js'),
  });
}
