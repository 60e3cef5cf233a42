import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { lazy } from '../../kit/element/lazy.js';
import type { Picture, Plot } from './plot.js';

type Host = ReactiveControllerHost & HTMLElement;

/** The chart is drawn when it comes this close to the window. */
const AHEAD = '200px';

/**
 * Fetches the drawing code when a chart is about to become visible, and draws again when data or looks have changed.
 */
export class PlotController implements ReactiveController {
  private readonly code = lazy(
    () => import('./plot.js'),
    () => this.host.requestUpdate(),
  );
  private plot: Plot | null = null;
  private canvas: HTMLCanvasElement | null = null;
  private drawn: readonly unknown[] = [];
  private active: number | null = null;
  private seen = false;
  private observer: IntersectionObserver | null = null;

  constructor(
    private readonly host: Host,
    private readonly draw: () => void,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    this.draw();
  }

  get failed(): boolean {
    return this.code.failed();
  }

  /** Does nothing if the picture is drawn already. `made` lists the values that the picture depends on. */
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

  look(active: number | null): void {
    if (active === this.active) return;
    this.active = active;
    this.plot?.look(active);
  }

  /** `null` if nothing is drawn. */
  bucketAt(clientX: number): number | null {
    if (!this.plot || !this.canvas) return null;
    return this.plot.bucketAt(clientX - this.canvas.getBoundingClientRect().left);
  }

  /** `null` if there is no band at this place. */
  bandAt({ clientX, clientY }: MouseEvent): number | null {
    if (!this.plot || !this.canvas) return null;
    const { left, top } = this.canvas.getBoundingClientRect();
    return this.plot.bandAt(clientX - left, clientY - top);
  }

  columnOf(index: number): ReturnType<Plot['columnOf']> | null {
    return this.plot?.columnOf(index) ?? null;
  }

  clear(): void {
    this.plot?.destroy();
    this.plot = this.canvas = this.active = null;
    this.drawn = [];
  }

  retry(): void {
    this.code.retry();
  }

  hostDisconnected(): void {
    // A host that is only moved is connected again by then.
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
