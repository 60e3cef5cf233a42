import type { ENGLISH } from '../../english.js';
import type { Translation } from '../translation.js';

const always = (form: string) => ({ zero: form, one: form, two: form, few: form, many: form, other: form });

/** A sentence without Arabic letters begins with a direction mark, since a browser could not detect its direction. */
export default {
  language: 'ar',
  minus: 'سالب {amount}',
  status: {
    loading: 'جارٍ تحميل الرصيد',
    live: 'مباشر',
    now: 'حُدِّث الآن',
    ago: 'حُدِّث {when}',
    stale: 'حتى {time} · جارٍ إعادة الاتصال',
    offline: 'حتى {time} · لا اتصال',
    signedOut: 'يلزم تسجيل الدخول لعرض الرصيد',
  },
  errors: {
    title: 'تعذّر تحميل الرصيد',
    again: 'لا ردّ حتى الآن. يُرجى المحاولة لاحقًا',
    forbidden: 'لا يُسمح لهذه الصفحة بعرض هذا الرصيد',
    server_key_refused: 'هذا مفتاح خادم. يجب إلغاؤه وإعطاء الصفحة رمز عميل',
    api_missing: 'عنوان خادم الرصيد (api) غير صالح',
    request: 'الطلب {id}',
    retry: 'إعادة المحاولة',
  },
  balance: {
    title: 'الأرصدة',
    heading: 'رصيد {name}',
    amount: '\u200f{amount} {unit}',
    remaining: 'المتبقي {percent} من {granted}',
    low: 'أوشك على النفاد: المتبقي {percent} من {granted}',
    depleted: 'لم يتبقَّ شيء من {units}',
    depletedHelp: 'قد يُرفض الاستخدام حتى يُضاف رصيد.',
    overdrawn: always('تجاوز بمقدار {amount} {unit}'),
    overdrawnHelp: 'يُخصم من الرصيد التالي.',
    empty: 'لا رصيد بعد',
    emptyHelp: 'يظهر هنا فور وصوله.',
    held: '{held} محجوز، {available} متاح',
    expires: always('تنتهي صلاحية {amount} {when}'),
    onDate: 'في {date}',
    endOfDate: 'بنهاية {date}',
    renews: 'يتجدد {when}',
    neverExpires: 'بلا تاريخ انتهاء',
    meter: 'المتبقي من {name}',
    meterValue: 'المتبقي {amount} من {granted} {unit}',
    add: 'إضافة رصيد',
    addTo: 'إضافة رصيد إلى {name}',
  },
  announce: {
    low: '{name}: أوشك على النفاد، المتبقي {amount} {unit}.',
    depleted: '{name}: لم يتبقَّ شيء من {units}.',
    overdrawn: '{name}: تجاوز بمقدار {amount} {unit}.',
    added: '{name}: أُضيف {added}، والرصيد الآن {amount} {unit}.',
    reconnected: 'الرصيد محدَّث من جديد.',
  },
} satisfies Translation<typeof ENGLISH, 'ar'>;
