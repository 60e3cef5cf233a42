import { noChange } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import { timer } from '../client/timer.js';

/** Rows that are rendered in one go: more than most screens show, few enough for a fraction of a frame. */
const SLICE = 20;
/** How long one slice after the other is rendered before the browser may draw, and take keys. */
const TURN_MS = 6;
/** Between two turns: about a frame. */
const PAUSE_MS = 16;

type RenderSlice<T> = (rows: readonly T[], start: number) => unknown;

/**
 * A long list that keeps nobody waiting: its beginning, and what is new at its end, is rendered at once, the rest slice
 * by slice, with pauses in which the browser draws and takes keys. In the end all of it is in the document, where a
 * search, a printer and a screen reader find it.
 */
class Sliced extends AsyncDirective {
  private rows: readonly unknown[] = [];
  private renderSlice: RenderSlice<unknown> = () => noChange;
  /** Slices in the document, from the first on. */
  private present = 0;
  /** Slices to be rendered anew, in order. */
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
    // The last one may have been a part of one.
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
      // On from where it was, and not from the beginning: where there is news all the time, the end is to have it too.
      this.last = this.pending.find((slice) => slice > this.last) ?? this.pending[0] ?? 0;
      this.setValue(this.anew([this.last]));
    }
    this.goOn();
  };

  /** These slices as they are to be, the others as they are. */
  private anew(slices: readonly number[]): unknown[] {
    this.present = Math.max(this.present, ...slices.map((slice) => slice + 1));
    this.pending = this.pending.filter((slice) => !slices.includes(slice));
    return Array.from({ length: this.present }, (_, slice) => {
      const start = slice * SLICE;
      return slices.includes(slice) ? this.renderSlice(this.rows.slice(start, start + SLICE), start) : noChange;
    });
  }
}

/** `renderSlice` is given some rows and the index of the first of them, whenever the element renders. */
export const sliced = directive(Sliced) as <T>(rows: readonly T[], renderSlice: RenderSlice<T>) => unknown;
