/** The period, credit type and series of a bar in the chart. */
export type Bucket = {
  /** ISO 8601 instants; `to` is exclusive. */
  readonly from: string;
  readonly to: string;
  /** The chart's label of the bar. */
  readonly label: string;
  readonly creditTypeId: string;
  /** The series of the selected segment; `null` for the whole bar. */
  readonly series: { readonly groupBy: string; readonly key: string; readonly name: string } | null;
};

/** The reader opened a bar of a chart that has `can-select`. */
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
