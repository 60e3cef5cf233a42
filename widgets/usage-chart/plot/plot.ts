/** Fetched when there is something to draw. It shares no module with the element, so that its chunk stands alone. */
import type { ChartDataset, Plugin } from 'chart.js';
import { BarController, BarElement, CategoryScale, Chart, LinearScale } from 'chart.js';

/** Bands are stacked in order, the first at the bottom. */
export type PlotBand = {
  readonly color: string;
  readonly hatched: boolean;
  /** Floats, for geometry only. */
  readonly values: readonly number[];
};

export type Picture = {
  readonly labels: readonly string[];
  readonly bands: readonly PlotBand[];
  /** The bucket in progress; `null` if all are over. */
  readonly unfinished: number | null;
  readonly ink: string;
  readonly grid: string;
  readonly font: string;
  /** In pixels. */
  readonly fontSize: number;
  readonly rightToLeft: boolean;
  readonly moves: boolean;
  readonly printTick: (value: number) => string;
};

export type Plot = {
  show(picture: Picture): void;
  look(active: number | null): void;
  /** `x` is in pixels from the canvas's left edge. */
  bucketAt(x: number): number;
  /** The band at a place in pixels from the canvas's upper left corner; `null` if none. */
  bandAt(x: number, y: number): number | null;
  /** The center and the width of a column, in the same pixels. */
  columnOf(index: number): { readonly x: number; readonly width: number };
  destroy(): void;
};

/** In pixels, between bars and between bands. */
const GAP = 1;
/** Narrower columns have no gaps. */
const GAP_FROM = 5;
const HATCH = 6;
/** Animating more bars than this would block the page. */
const MOST_MOVING = 500;
const GROUND = 0.12;

/** The hatch makes "Other" recognizable without color. */
function hatch(color: string, context: CanvasRenderingContext2D): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = tile.height = HATCH;
  const pen = tile.getContext('2d');
  if (!pen) return color;
  pen.strokeStyle = color;
  pen.lineWidth = 2;
  // The lines continue past the corners, so that those of neighboring tiles meet.
  for (const shift of [-HATCH, 0, HATCH]) {
    pen.moveTo(shift - 1, HATCH + 1);
    pen.lineTo(shift + HATCH + 1, -1);
  }
  pen.stroke();
  return context.createPattern(tile, 'repeat') ?? color;
}

/** Draws behind the bars: a highlight for the active one, a dashed frame for the one in progress. */
const columns = (pictureOf: () => Picture, activeOf: () => number | null): Plugin<'bar'> => ({
  id: 'columns',
  beforeDatasetsDraw(chart) {
    const { ctx, chartArea } = chart;
    const { unfinished, ink } = pictureOf();
    const active = activeOf();
    const height = chartArea.bottom - chartArea.top;
    const around = (index: number, inset: number): [number, number, number, number] => {
      const { x, width } = columnIn(chart, index);
      return [x - width / 2 + inset, chartArea.top + inset, width - 2 * inset, height - inset];
    };
    ctx.save();
    if (active !== null) {
      ctx.globalAlpha = GROUND;
      ctx.fillStyle = ink;
      ctx.fillRect(...around(active, 0));
      ctx.globalAlpha = 1;
    }
    if (unfinished !== null) {
      ctx.strokeStyle = ink;
      ctx.setLineDash([3, 3]);
      ctx.strokeRect(...around(unfinished, 0.5));
    }
    ctx.restore();
  },
});

function columnIn(chart: Chart, index: number): { readonly x: number; readonly width: number } {
  const { x: scale } = chart.scales;
  const count = chart.data.labels?.length ?? 0;
  return { x: scale?.getPixelForValue(index) ?? 0, width: (scale?.width ?? 0) / Math.max(1, count) };
}

function datasets({ bands }: Picture, context: CanvasRenderingContext2D): ChartDataset<'bar', (number | null)[]>[] {
  return bands.map(({ color, hatched, values }) => ({
    // Chart.js draws a zero as a thin line, and a `null` as nothing.
    data: values.map((value) => value || null),
    backgroundColor: hatched ? hatch(color, context) : color,
  }));
}

function applyLook(chart: Chart, { ink, grid, font, fontSize, rightToLeft, printTick, labels }: Picture): void {
  const ticks = { color: ink, font: { family: font, size: fontSize } };
  const gap = chart.width / Math.max(1, labels.length) > GAP_FROM ? GAP : 0;
  chart.options.scales = {
    x: {
      stacked: true,
      reverse: rightToLeft,
      grid: { display: false },
      border: { color: grid },
      ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 12 },
    },
    y: {
      stacked: true,
      beginAtZero: true,
      position: rightToLeft ? 'right' : 'left',
      grid: { color: grid, drawTicks: false },
      border: { display: false },
      ticks: { ...ticks, maxTicksLimit: 5, padding: 8, callback: (value) => printTick(Number(value)) },
    },
  };
  chart.options.datasets = {
    bar: {
      // All bands are one stack, so Chart.js need not search for groups.
      grouped: false,
      categoryPercentage: 1,
      barPercentage: gap ? 0.78 : 1,
      maxBarThickness: 56,
      inflateAmount: -gap / 2,
      borderRadius: gap ? 3 : 0,
    },
  };
}

/** The canvas must be in the document, or it would stay empty. */
export function draw(canvas: HTMLCanvasElement, first: Picture): Plot {
  Chart.register(BarController, BarElement, CategoryScale, LinearScale);
  let picture = first;
  let active: number | null = null;
  const fill = (chart: Chart<'bar', (number | null)[]>): void => {
    chart.data.labels = [...picture.labels];
    const fresh = datasets(picture, chart.ctx);
    // Reusing the objects lets bars animate from their current size.
    chart.data.datasets = fresh.map((dataset, index) => Object.assign(chart.data.datasets[index] ?? {}, dataset));
    applyLook(chart, picture);
  };
  const chart = new Chart<'bar', (number | null)[]>(canvas, {
    type: 'bar',
    data: { labels: [], datasets: [] },
    plugins: [
      columns(
        () => picture,
        () => active,
      ),
    ],
    options: {
      maintainAspectRatio: false,
      animation: false,
      // Only sizes are animated. A bar must not show a color between two series.
      animations: { colors: false },
      // The element handles pointer and keyboard events itself.
      events: [],
      layout: { padding: { top: 8 } },
      onResize: (resized) => applyLook(resized, picture),
    },
  });
  fill(chart);
  chart.update('none');
  return {
    show(next) {
      picture = next;
      const moves = next.moves && next.labels.length * next.bands.length <= MOST_MOVING;
      chart.options.animation = moves ? { duration: 300 } : false;
      fill(chart);
      chart.update(moves ? undefined : 'none');
    },
    look(index) {
      active = index;
      chart.draw();
    },
    bucketAt: (x) => Math.min(picture.labels.length - 1, Math.max(0, chart.scales['x']?.getValueForPixel(x) ?? 0)),
    bandAt(x, y) {
      const place = { type: 'click', native: null, x, y };
      // Chart.js reads only `x` and `y` of its event.
      const [found] = chart.getElementsAtEventForMode(place as unknown as Event, 'point', { intersect: true }, true);
      return found?.datasetIndex ?? null;
    },
    columnOf: (index) => columnIn(chart, index),
    destroy: () => chart.destroy(),
  };
}
