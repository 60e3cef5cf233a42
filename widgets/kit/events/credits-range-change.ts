/** The reader chose another period, grain or breakdown of usage, or another credit type. */
export class CreditsRangeChangeEvent extends Event {
  constructor(
    /** Which of the offered ranges: `24h`, `7d`, `30d`, `12m` or `custom`. */
    readonly range: string,
    /** What it means now, as instants; `to` is not included. */
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
