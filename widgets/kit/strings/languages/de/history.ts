import type { ENGLISH_HISTORY } from '../../english-history.js';
import type { Translation } from '../translation.js';

export default {
  history: {
    title: 'Letzte Änderungen',
    change: '{change} {unit} · {what} · {when}',
    now: 'gerade eben',
    empty: 'Noch keine Änderungen.',
    failed: 'Sie konnten gerade nicht geladen werden.',
    types: {
      granted: 'Gutschrift',
      activated: 'Aktiviert',
      consumed: 'Verbraucht',
      expired: 'Verfallen',
      voided: 'Storniert',
      repaid: 'Verrechnet',
      adjusted: 'Korrigiert',
      updated: 'Geändert',
    },
  },
} satisfies Translation<typeof ENGLISH_HISTORY, 'de'>;
