import type { PluralForms } from './english.js';

/** What the grants table shows or speaks, in English, beside what every widget does. */
export const ENGLISH_GRANTS = {
  grants: {
    title: 'Grants',
    heading: '{name} grants',
    pool: 'Credits',
    /** `{count}` is of grants, `{amount}` of what is left of them. */
    caption: {
      one: '{count} grant, {amount} {unit} left',
      other: '{count} grants, {amount} {unit} left',
    } as PluralForms,
    inOrder: 'In the order in which they are spent',
    sortedBy: 'Sorted by {column}',
    sortHelp: 'Column headers with buttons sort the table.',
    past: 'Show past ({count})',
    columns: {
      place: 'Place',
      source: 'Source',
      status: 'Status',
      remaining: 'Remaining',
      used: 'Used',
      effective: 'Effective',
      expires: 'Expires',
      priority: 'Priority',
    },
    statuses: {
      active: 'Active',
      expiring: 'Expiring soon',
      scheduled: 'Scheduled',
      pending: 'Waiting for payment',
      depleted: 'Used up',
      expired: 'Expired',
      voided: 'Voided',
      failed: 'Payment failed',
    },
    categories: { paid: 'Paid', promotional: 'Promotional' },
    sources: {
      purchase: 'Purchase',
      auto_top_up: 'Automatic top-up',
      plan: 'Plan',
      trial: 'Trial',
      rollover: 'Rollover',
      operator: 'Support',
      api: 'Credits',
    },
    remaining: '{remaining} of {amount}',
    toCome: '{amount} to come',
    forfeited: '{amount} forfeited',
    never: 'Never',
    endOfDate: 'End of {date}',
    expiring: {
      one: '{amount} {unit} expires within 7 days',
      other: '{amount} {unit} expire within 7 days',
    } as PluralForms,
    total: 'Total',
    shown: '{shown} of {count} shown',
    more: 'Show more',
    empty: 'No grants yet',
    emptyHelp: 'Credits that you receive are listed here, with what is left of them and until when.',
    noneLeft: 'No grants with credits left',
  },
};
