/** The canvas. Fetched when there is something to draw; it shares no module with the element, so that it stands alone. */
import type { ChartDataset, Plugin } from 'chart.js';
import { BarController, BarElement, CategoryScale, Chart, LinearScale } from 'chart.js';

/** One colour of the bars, bottom first. */
export type PlotBand = {
  readonly colour: string;
  readonly hatched: boolean;
  /** For geometry only: amounts are read elsewhere. */
  readonly values: readonly number[];
};

/** What is to be seen. */
export type Picture = {
  readonly labels: readonly string[];
  readonly bands: readonly PlotBand[];
  /** The bucket that is not over. */
  readonly unfinished: number | null;
  readonly ink: string;
  readonly grid: string;
  readonly font: string;
  /** In pixels; it grows with the text of the page. */
  readonly fontSize: number;
  readonly rightToLeft: boolean;
  readonly moves: boolean;
  readonly printTick: (value: number) => string;
};

export type Plot = {
  show(picture: Picture): void;
  /** Marks the bucket that is looked at. */
  look(active: number | null): void;
  /** The bucket at a place, in pixels from the canvas's left edge. */
  bucketAt(x: number): number;
  /** Which band of which bucket is drawn at a place, in pixels from the upper left corner; null for none. */
  bandAt(x: number, y: number): number | null;
  /** Where the bar of a bucket stands, in the same pixels, and how wide its column is. */
  columnOf(index: number): { readonly x: number; readonly width: number };
  destroy(): void;
};

/** Between two bars, and between two bands of one, what is behind shows through. */
const GAP = 1;
/** Narrower columns have no gaps. */
const GAP_FROM = 5;
const HATCH = 6;
/** More bars than these appear where they belong: to move so many would hold up the page. */
const MOST_MOVING = 500;
/** How much of the text's colour is behind the column that is looked at. */
const GROUND = 0.12;

/** A bar of lines: told from the others without its colour. */
function hatch(colour: string, context: CanvasRenderingContext2D): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = tile.height = HATCH;
  const pen = tile.getContext('2d');
  if (!pen) return colour;
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  // From corner to corner and past them, so that the lines of neighbouring tiles meet.
  for (const shift of [-HATCH, 0, HATCH]) {
    pen.moveTo(shift - 1, HATCH + 1);
    pen.lineTo(shift + HATCH + 1, -1);
  }
  pen.stroke();
  return context.createPattern(tile, 'repeat') ?? colour;
}

/** Behind the bars: a ground for the one looked at, a dashed frame around the one that is not over. */
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
  return bands.map(({ colour, hatched, values }) => ({
    // What is nothing has no bar, not even a line.
    data: values.map((value) => value || null),
    backgroundColor: hatched ? hatch(colour, context) : colour,
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
      // All bands are one stack, so that nothing is to be found out about others.
      grouped: false,
      categoryPercentage: 1,
      barPercentage: gap ? 0.78 : 1,
      maxBarThickness: 56,
      inflateAmount: -gap / 2,
      borderRadius: gap ? 3 : 0,
    },
  };
}

/** Draws into a canvas that is in the page; one that is not would stay empty for ever. */
export function draw(canvas: HTMLCanvasElement, first: Picture): Plot {
  Chart.register(BarController, BarElement, CategoryScale, LinearScale);
  let picture = first;
  let active: number | null = null;
  const fill = (chart: Chart<'bar', (number | null)[]>): void => {
    chart.data.labels = [...picture.labels];
    const fresh = datasets(picture, chart.ctx);
    // The same objects again, so that bars grow from where they are.
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
      // A bar grows; it never has a colour between two.
      animations: { colors: false },
      // The element listens for itself, to keys too.
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
      // Of what Chart.js takes for an event of its own, it reads the place.
      const [found] = chart.getElementsAtEventForMode(place as unknown as Event, 'point', { intersect: true }, true);
      return found?.datasetIndex ?? null;
    },
    columnOf: (index) => columnIn(chart, index),
    destroy: () => chart.destroy(),
  };
}
