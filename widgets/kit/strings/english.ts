/** A sentence by plural category: `other` always, the rest as the language needs (`one`, `few`, …). */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/**
 * What every widget and the balance show or speak, in English. `{names}` are filled in; a language may order them as it
 * likes. `{unit}` (as many as the amount), `{units}` (always many), `{name}` and amounts come from your data.
 */
export const ENGLISH = {
  /** The language of these words, which also decides how dates and plurals are worded. */
  language: 'en',
  minus: 'minus {amount}',
  status: {
    loading: 'Loading credits',
    live: 'Live',
    now: 'Updated just now',
    ago: 'Updated {when}',
    stale: 'As of {time} · reconnecting',
    offline: 'As of {time} · offline',
    signedOut: 'Sign in to see your credits',
  },
  /** By the code of what failed; `title` for any other, `again` after a retry that failed too. */
  errors: {
    title: 'Credits could not be loaded',
    again: 'Still no answer. Try again later',
    forbidden: 'This page may not show these credits',
    server_key_refused: 'This is a server key. Revoke it, and give the page a customer token',
    api_missing: 'The address (api) of the credits server is not valid',
    request: 'Request {id}',
    retry: 'Try again',
  },
  balance: {
    title: 'Credit balances',
    heading: '{name} balance',
    amount: '{amount} {unit}',
    remaining: '{percent} of {granted} left',
    low: 'Running low: {percent} of {granted} left',
    depleted: 'No {units} left',
    depletedHelp: 'Usage may be refused until more are added.',
    overdrawn: { other: '{amount} {unit} over' } as PluralForms,
    overdrawnHelp: 'Taken from the next credits you receive.',
    empty: 'No credits yet',
    emptyHelp: 'They show up here as soon as you receive some.',
    held: '{held} on hold, {available} available',
    expires: { one: '{amount} expires {when}', other: '{amount} expire {when}' } as PluralForms,
    onDate: 'on {date}',
    endOfDate: 'at the end of {date}',
    renews: 'Renews {when}',
    neverExpires: 'No expiry date',
    meter: '{name} left',
    meterValue: '{amount} of {granted} {unit} left',
    add: 'Add credits',
    addTo: 'Add credits to {name}',
  },
  announce: {
    low: '{name}: running low, {amount} {unit} left.',
    depleted: '{name}: no {units} left.',
    overdrawn: '{name}: {amount} {unit} over.',
    added: '{name}: {added} added, now {amount} {unit}.',
    reconnected: 'Credits are up to date again.',
  },
};
