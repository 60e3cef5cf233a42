import { z } from '@hono/zod-openapi';
import { Temporal } from 'temporal-polyfill';
import { Text } from './scalars.js';

/**
 * Values that a library interprets later: time zones, languages, currencies and e-mail addresses. Each schema asks that
 * library, because two libraries never accept exactly the same values.
 */

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/** The zone in which days are cut if a customer has no usable one. */
export const UTC = 'UTC';

const EPOCH = Temporal.Instant.fromEpochMilliseconds(0);

/** Whether the calendar can compute with this time zone. `Intl` also accepts short names such as `PST`. */
export const isTimeZone = (zone: string): boolean =>
  // Temporal also accepts offsets, which have no daylight saving rules, and whole timestamps.
  /^[A-Za-z]/.test(zone) && succeeds(() => EPOCH.toZonedDateTimeISO(zone));

export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'must be an IANA time zone, such as "Europe/Berlin"')
  .openapi({ example: 'Europe/Berlin' });

/** A language tag. Pages format numbers and dates with it. */
export const Locale = z
  .string()
  .min(1)
  .max(35)
  .refine((tag) => succeeds(() => new Intl.NumberFormat(tag)), 'must be a BCP 47 language tag, such as "de-AT"')
  .openapi({ example: 'de-AT' });

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export const Currency = z
  .string()
  .refine((code) => CURRENCIES.has(code), 'must be an ISO 4217 code, such as "USD"')
  .openapi({ example: 'USD' });

/**
 * The address that the host knows its customer by, for people and for searches. Only the host can tell whether it is
 * valid: international addresses and those of local networks are.
 */
export const Email = Text(254)
  .refine((text) => /^[^\p{Cc}]+@[^\s\p{Cc}@]+$/u.test(text), 'must have an @ between a name and a domain')
  .openapi({ example: 'jörg@example.de' });
