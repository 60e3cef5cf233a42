import type { ENGLISH_HISTORY } from '../../english-history.js';
import type { Translation } from '../translation.js';

export default {
  history: {
    title: 'Últimos cambios',
    change: '{change} {unit} · {what} · {when}',
    now: 'ahora mismo',
    empty: 'Todavía no hay cambios.',
    failed: 'No se pudieron cargar ahora mismo.',
    types: {
      granted: 'Abono',
      activated: 'Activación',
      consumed: 'Consumo',
      expired: 'Caducidad',
      voided: 'Anulación',
      repaid: 'Liquidación',
      adjusted: 'Ajuste',
      updated: 'Modificación',
    },
  },
} satisfies Translation<typeof ENGLISH_HISTORY, 'es'>;
