import { noChange } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import { timer } from '../client/timer.js';

/** Rows in a slice: more than most screens show, but rendered within a fraction of a frame. */
const SLICE = 20;
/** Maximum rendering time before the browser may draw and handle input. */
const TURN_MS = 6;
const PAUSE_MS = 16;

type RenderSlice<T> = (rows: readonly T[], start: number) => unknown;

/**
 * Renders a long list without blocking: the beginning and new rows at the end at once, the rest in slices with pauses.
 * All rows end up in the document, where search, print and screen readers need them.
 */
class SlicedList extends AsyncDirective {
  private rows: readonly unknown[] = [];
  private renderSlice: RenderSlice<unknown> = () => noChange;
  private present = 0;
  /** Slices to render again, in ascending order. */
  private pending: readonly number[] = [];
  private last = 0;
  private readonly pause = timer();
  private isPausing = false;

  render(rows: readonly unknown[], renderSlice: RenderSlice<unknown>): unknown {
    this.rows = rows;
    this.renderSlice = renderSlice;
    const slices = Math.ceil(rows.length / SLICE);
    this.present = Math.min(this.present, slices);
    this.pending = Array.from({ length: slices }, (_, slice) => slice);
    // The last slice may have been incomplete, so it is rendered again.
    const values = this.anew([0, this.present - 1, this.present].filter((slice) => slice >= 0 && slice < slices));
    this.goOn();
    return values;
  }

  protected override disconnected(): void {
    this.pause.stop();
    this.isPausing = false;
  }

  protected override reconnected(): void {
    this.goOn();
  }

  private goOn(): void {
    if (this.isPausing || !this.pending.length) return;
    this.isPausing = true;
    this.pause.in(PAUSE_MS, this.turn);
  }

  private readonly turn = (): void => {
    const begun = performance.now();
    this.isPausing = false;
    while (this.pending.length && performance.now() - begun < TURN_MS) {
      // Each turn continues after the last slice. Starting over would starve the end of a busy list.
      this.last = this.pending.find((slice) => slice > this.last) ?? this.pending[0] ?? 0;
      this.setValue(this.anew([this.last]));
    }
    this.goOn();
  };

  private anew(slices: readonly number[]): unknown[] {
    this.present = Math.max(this.present, ...slices.map((slice) => slice + 1));
    this.pending = this.pending.filter((slice) => !slices.includes(slice));
    return Array.from({ length: this.present }, (_, slice) => {
      const start = slice * SLICE;
      return slices.includes(slice) ? this.renderSlice(this.rows.slice(start, start + SLICE), start) : noChange;
    });
  }
}

/** `renderSlice` receives rows and the index of the first one. */
export const sliced = directive(SlicedList) as <T>(rows: readonly T[], renderSlice: RenderSlice<T>) => unknown;
