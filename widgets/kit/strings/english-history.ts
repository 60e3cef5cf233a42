/** What the last changes read as, in English, in the balance and in the portal. */
export const ENGLISH_HISTORY = {
  history: {
    title: 'Recent changes',
    /** `{change}` is an amount with its sign, `{what}` what it was for, `{when}` how long ago. */
    change: '{change} {name} · {what} · {when}',
    empty: 'No changes yet.',
    failed: 'They could not be loaded right now.',
    /** Kinds of ledger entries. */
    types: {
      granted: 'Grant',
      activated: 'Activated',
      consumed: 'Consumed',
      expired: 'Expired',
      voided: 'Voided',
      repaid: 'Repaid',
      adjusted: 'Adjusted',
      updated: 'Changed',
    },
  },
};
