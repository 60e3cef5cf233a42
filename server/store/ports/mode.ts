/** A live store holds real credits. A sandbox is for trials, with a test clock and test keys. */
export type StoreMode = 'live' | 'sandbox';

/** The store has the other mode. The message names both modes and says what to do. */
export class OtherMode extends Error {
  override readonly name = 'OtherMode';
}
