/** The reader chose another period, interval, breakdown or credit type for the usage. */
export class CreditsRangeChangeEvent extends Event {
  constructor(
    /** `24h`, `7d`, `30d`, `12m` or `custom`. */
    readonly range: string,
    /** The range as ISO 8601 instants; `to` is exclusive. */
    readonly from: string,
    readonly to: string,
    readonly interval: string,
    readonly groupBy: string,
    readonly creditTypeId: string,
  ) {
    super('credits-range-change', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'credits-range-change': CreditsRangeChangeEvent;
  }
}
