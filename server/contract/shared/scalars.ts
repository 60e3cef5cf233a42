import { z } from '@hono/zod-openapi';

/** Amounts, prices and ids that cannot be represented exactly are rejected, never rounded or trimmed. */

const DECIMAL = /^(0|[1-9]\d*)(?:\.(\d{1,6}))?$/;
/** In whole credits, for one request. */
const LARGEST_WHOLE = 1_000_000_000_000n;

/** Removes insignificant zeros (`"1.50"` → `"1.5"`), so that equal amounts have equal fingerprints. */
function canonicalDecimal(text: string): string | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const whole = match[1] ?? '0';
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (whole.length > 13) return null;
  const size = BigInt(whole);
  if (size > LARGEST_WHOLE || (size === LARGEST_WHOLE && fraction !== '')) return null;
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

const amountMessage =
  'must be a decimal string with at most 6 places and no sign or exponent, such as "12.5", at most 1000000000000; a JSON number is accepted when it is a whole number';

function decimal(accept: (canonical: string) => boolean, message: string) {
  return z.union([z.string(), z.number()], { error: message }).transform((value, context) => {
    const text = typeof value === 'string' ? value : wholeNumber(value);
    const canonical = text === null ? null : canonicalDecimal(text);
    if (canonical === null || !accept(canonical)) {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    return canonical;
  });
}

function wholeNumber(value: number): string | null {
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : null;
}

/** An amount in a request, zero or more. Parses to a canonical decimal string. */
export const AmountInput = decimal(() => true, amountMessage).openapi({
  type: 'string',
  description: 'A decimal string with at most 6 places. A whole JSON number is accepted too.',
  example: '12.5',
});

export const PositiveAmountInput = decimal(
  (canonical) => canonical !== '0',
  `${amountMessage}; it must be greater than zero`,
).openapi({
  type: 'string',
  description: 'A decimal string greater than zero with at most 6 places. A whole JSON number is accepted too.',
  example: '100',
});

/** A price per credit: up to 12 places, in major units of its currency. */
export const PriceInput = z
  .string()
  .regex(/^(0|[1-9]\d{0,11})(\.\d{1,12})?$/, 'must be a decimal string with at most 12 places, such as "0.0125"')
  .openapi({ example: '0.01' });

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export const Currency = z
  .string()
  .refine((code) => CURRENCIES.has(code), 'must be an ISO 4217 code, such as "USD"')
  .openapi({ example: 'USD' });

/** Money in an answer. The amount is a string, because a JSON number could lose digits. */
export const Money = z
  .object({
    amount: z.string().openapi({
      description: 'Whole minor units of the currency, as a string. "1999" is 19.99 EUR, or 1,999 JPY.',
      example: '1999',
      pattern: '^\\d+$',
    }),
    currency: z.string(),
  })
  .openapi('Money');
export type Money = z.infer<typeof Money>;

/** An amount in an answer: a decimal string with at most 6 places, negative if overdrawn. */
export const Amount = z.string().openapi({ example: '12.5', pattern: '^-?(0|[1-9]\\d*)(\\.\\d{1,6})?$' });

export const ColorSlot = z.number().int().min(1).max(6).openapi({
  description: 'Chart color, 1 to 6. The least used one is assigned at creation; it never changes.',
  example: 1,
});

/** An identifier that the host chooses. */
export const Id = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]{1,128}$/, 'must be 1 to 128 characters of A-Z a-z 0-9 _ . : -')
  .openapi({ example: 'customer-2cd9b7' });

const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2200, 0, 1);

/** An instant in a request: RFC 3339 with an offset. Parses to UTC milliseconds and drops finer digits. */
export const InstantInput = z.iso
  .datetime({ offset: true, error: 'must be an RFC 3339 time with an offset, such as "2026-11-30T12:00:00Z"' })
  .transform((text, context) => {
    const ms = Date.parse(text);
    if (ms >= EARLIEST_MS && ms < LATEST_MS) return ms;
    context.addIssue({ code: 'custom', message: 'must lie between the years 2000 and 2199' });
    return z.NEVER;
  })
  .openapi({ type: 'string', format: 'date-time', example: '2026-11-30T12:00:00Z' });

/** An instant in an answer: RFC 3339 in UTC, with milliseconds. */
export const Instant = z.string().openapi({ format: 'date-time', example: '2026-11-30T12:00:00.000Z' });

function knownTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const TimeZone = z
  .string()
  .max(64)
  // `Intl` also accepts offsets in some engines. An offset has no daylight saving rules.
  .refine((zone) => /^[A-Za-z]/.test(zone) && knownTimeZone(zone), 'must be an IANA time zone, such as "Europe/Berlin"')
  .openapi({ example: 'Europe/Berlin' });

/** Free text, stored unchanged. */
export const Text = (longest: number) =>
  z
    .string()
    .min(1, 'must not be empty')
    .max(longest, `must be at most ${longest} characters`)
    .refine((text) => text.isWellFormed() && !text.includes('\u0000'), 'must be well-formed Unicode without NUL');

/** Up to 50 pairs of the host's data, returned unchanged and never interpreted. */
export const Metadata = z
  .record(Id, Text(500))
  .refine((pairs) => Object.keys(pairs).length <= 50, 'must have at most 50 entries');

export const Unit = z.strictObject({ singular: Text(50), plural: Text(50) }).openapi('Unit');
