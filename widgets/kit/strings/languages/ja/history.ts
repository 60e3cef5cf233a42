import type { ENGLISH_HISTORY } from '../../english-history.js';
import type { Translation } from '../translation.js';

export default {
  history: {
    title: '最近の増減',
    change: '{change} {unit} · {what} · {when}',
    now: 'たった今',
    empty: '増減はまだありません。',
    failed: '現在、読み込めません。',
    types: {
      granted: '付与',
      activated: '有効化',
      consumed: '使用',
      expired: '失効',
      voided: '取り消し',
      repaid: '精算',
      adjusted: '調整',
      updated: '変更',
    },
  },
} satisfies Translation<typeof ENGLISH_HISTORY, 'ja'>;
