import type { ENGLISH_HISTORY } from '../../english-history.js';
import type { Translation } from '../translation.js';

export default {
  history: {
    title: 'آخر التغييرات',
    change: '\u200f{change} {unit} · {what} · {when}',
    now: 'الآن',
    empty: 'لا تغييرات بعد.',
    failed: 'تعذّر تحميلها الآن.',
    types: {
      granted: 'إضافة رصيد',
      activated: 'تفعيل',
      consumed: 'استهلاك',
      expired: 'انتهاء الصلاحية',
      voided: 'إلغاء',
      repaid: 'تسوية',
      adjusted: 'تصحيح',
      updated: 'تعديل',
    },
  },
} satisfies Translation<typeof ENGLISH_HISTORY, 'ar'>;
