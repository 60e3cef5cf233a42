import type { ENGLISH_GRANTS } from '../../english-grants.js';
import type { Translation } from '../translation.js';

/** What reads the same of any number. */
const always = (form: string) => ({ zero: form, one: form, two: form, few: form, many: form, other: form });

export default {
  grants: {
    title: 'دفعات الرصيد',
    heading: 'دفعات {name}',
    pool: 'نوع الرصيد',
    caption: {
      zero: 'لا دفعات، المتبقي {amount} {unit}',
      one: 'دفعة واحدة، المتبقي {amount} {unit}',
      two: 'دفعتان، المتبقي {amount} {unit}',
      few: '{count} دفعات، المتبقي {amount} {unit}',
      many: '{count} دفعة، المتبقي {amount} {unit}',
      other: '{count} دفعة، المتبقي {amount} {unit}',
    },
    inOrder: 'بترتيب استهلاكها',
    sortedBy: 'مرتبة حسب: {column}',
    sortHelp: 'رؤوس الأعمدة ذات الأزرار ترتّب الجدول.',
    past: 'عرض السابقة ({count})',
    columns: {
      place: 'الترتيب',
      source: 'المصدر',
      status: 'الحالة',
      remaining: 'المتبقي',
      used: 'المستهلك',
      effective: 'البداية',
      expires: 'الانتهاء',
      priority: 'الأولوية',
    },
    statuses: {
      active: 'سارية',
      expiring: 'تنتهي قريبًا',
      scheduled: 'مجدولة',
      pending: 'بانتظار الدفع',
      depleted: 'مستنفدة',
      expired: 'منتهية',
      voided: 'ملغاة',
      failed: 'فشل الدفع',
    },
    categories: { paid: 'مدفوعة', promotional: 'ترويجية' },
    sources: {
      purchase: 'شراء',
      auto_top_up: 'شحن تلقائي',
      plan: 'اشتراك',
      trial: 'تجربة',
      rollover: 'رصيد مرحَّل',
      operator: 'الدعم',
      api: 'رصيد',
    },
    remaining: '{remaining} من {amount}',
    toCome: 'سيصل {amount}',
    forfeited: 'سقط {amount}',
    never: 'لا تنتهي',
    endOfDate: 'نهاية {date}',
    expiring: always('تنتهي صلاحية {amount} {unit} خلال سبعة أيام'),
    total: 'المجموع',
    shown: 'المعروض {shown} من {count}',
    more: 'عرض المزيد',
    empty: 'لا دفعات بعد',
    emptyHelp: 'كل رصيد يصل يظهر هنا، مع ما تبقّى منه وحتى متى.',
    noneLeft: 'لا دفعات فيها رصيد متبقٍّ',
  },
} satisfies Translation<typeof ENGLISH_GRANTS, 'ar'>;
