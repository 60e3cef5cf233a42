import type { ENGLISH_HISTORY } from '../../english-history.js';
import type { Translation } from '../translation.js';

export default {
  history: {
    title: 'Derniers mouvements',
    change: '{change} {unit} · {what} · {when}',
    now: 'à l’instant',
    empty: 'Pas encore de mouvements.',
    failed: 'Impossible de les charger pour le moment.',
    types: {
      granted: 'Crédits reçus',
      activated: 'Activation',
      consumed: 'Consommation',
      expired: 'Expiration',
      voided: 'Annulation',
      repaid: 'Régularisation',
      adjusted: 'Correction',
      updated: 'Modification',
    },
  },
} satisfies Translation<typeof ENGLISH_HISTORY, 'fr'>;
