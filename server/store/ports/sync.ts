/** A port that answers at once: each method returns its value instead of a promise. */
export type Sync<Port> = {
  readonly [Method in keyof Port]: Port[Method] extends (...given: infer Given) => Promise<infer Value>
    ? (...given: Given) => Value
    : never;
};
