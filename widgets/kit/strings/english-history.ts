export const ENGLISH_HISTORY = {
  history: {
    title: 'Recent changes',
    /** `{change}` is a signed amount, `{what}` its cause, `{when}` a relative time. `{name}` is the credit type's. */
    change: '{change} {unit} · {what} · {when}',
    now: 'just now',
    empty: 'No changes yet.',
    failed: 'They could not be loaded right now.',
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
