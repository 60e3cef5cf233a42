/** What a bar of the chart stands for. */
export type Bucket = {
  /** From when to when, as instants; `to` is not included. */
  readonly from: string;
  readonly to: string;
  /** As the chart names it. */
  readonly label: string;
  readonly creditTypeId: string;
  /** What the colour that was chosen stands for; null for the whole bar. */
  readonly series: { readonly groupBy: string; readonly key: string; readonly name: string } | null;
};

/** The reader opened a bar of a chart that `can-select`. */
export class CreditsBucketSelectEvent extends Event {
  constructor(readonly bucket: Bucket) {
    super('credits-bucket-select', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'credits-bucket-select': CreditsBucketSelectEvent;
  }
}
