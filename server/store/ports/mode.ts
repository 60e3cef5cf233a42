/** Whether a store holds what customers paid for, or serves for trying things out with a test clock and test keys. */
export type StoreMode = 'live' | 'sandbox';

/** The store belongs to the other mode. The message names both modes and says what to do. */
export class OtherMode extends Error {
  override readonly name = 'OtherMode';
}
