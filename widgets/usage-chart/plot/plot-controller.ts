import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { lazy } from '../../kit/element/lazy.js';
import type { Picture, Plot } from './plot.js';

type Host = ReactiveControllerHost & HTMLElement;

/** How far outside of the window it is drawn already. */
const AHEAD = '200px';

/**
 * The canvas of an element: its code is fetched when there is something to draw that is about to be seen, it is made
 * when its canvas is in the page, drawn anew when something it shows has changed, and ends with its canvas.
 */
export class PlotController implements ReactiveController {
  private readonly code = lazy(
    () => import('./plot.js'),
    () => this.host.requestUpdate(),
  );
  private plot: Plot | null = null;
  private canvas: HTMLCanvasElement | null = null;
  /** What is drawn was made of these. */
  private drawn: readonly unknown[] = [];
  private active: number | null = null;
  private seen = false;
  private observer: IntersectionObserver | null = null;

  /** `draw` is called after each update of the host. */
  constructor(
    private readonly host: Host,
    private readonly draw: () => void,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    this.draw();
  }

  /** The code could not be fetched. */
  get failed(): boolean {
    return this.code.failed();
  }

  /** Shows this on a canvas, if it is not what is shown already: `made` names all that the picture is made of. */
  show(canvas: HTMLCanvasElement, made: readonly unknown[], picture: () => Picture): void {
    const code = this.isNear() ? this.code.get() : null;
    const same = made.every((part, index) => part === this.drawn[index]);
    if (canvas !== this.canvas) this.clear();
    else if (same) return;
    if (!code) return;
    this.drawn = made;
    this.canvas = canvas;
    if (this.plot) this.plot.show(picture());
    else this.plot = code.draw(canvas, picture());
  }

  /** Marks the bucket that is looked at. */
  look(active: number | null): void {
    if (active === this.active) return;
    this.active = active;
    this.plot?.look(active);
  }

  /** The bucket at a place of the window; null while nothing is drawn. */
  bucketAt(clientX: number): number | null {
    if (!this.plot || !this.canvas) return null;
    return this.plot.bucketAt(clientX - this.canvas.getBoundingClientRect().left);
  }

  /** Which band is at a place of the window; null for none. */
  bandAt({ clientX, clientY }: MouseEvent): number | null {
    if (!this.plot || !this.canvas) return null;
    const { left, top } = this.canvas.getBoundingClientRect();
    return this.plot.bandAt(clientX - left, clientY - top);
  }

  columnOf(index: number): ReturnType<Plot['columnOf']> | null {
    return this.plot?.columnOf(index) ?? null;
  }

  /** Ends what is drawn. */
  clear(): void {
    this.plot?.destroy();
    this.plot = this.canvas = this.active = null;
    this.drawn = [];
  }

  /** Another try at what failed. */
  retry(): void {
    this.code.retry();
  }

  hostDisconnected(): void {
    // What is only moved is back by then.
    queueMicrotask(() => {
      if (this.host.isConnected) return;
      this.observer?.disconnect();
      this.observer = null;
      this.clear();
    });
  }

  private isNear(): boolean {
    if (this.seen || this.observer) return this.seen;
    this.observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        this.seen = true;
        this.observer?.disconnect();
        this.observer = null;
        this.host.requestUpdate();
      },
      { rootMargin: AHEAD },
    );
    this.observer.observe(this.host);
    return false;
  }
}
