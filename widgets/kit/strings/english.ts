/** A sentence by plural category: `other` is required, and the rest depends on the language (`one`, `few`, …). */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/**
 * The words of every widget and of the balance. `{names}` are filled in, in any order. `{unit}` agrees with the amount,
 * `{units}` is always plural; both, `{name}` and amounts come from your data.
 */
export const ENGLISH = {
  /** The language of these words. It also decides the wording of dates and plurals. */
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
  /** Messages by error code. `title` is for other codes, `again` for a retry that failed too. */
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
