/** Milliseconds of CPU time of a page's main thread, so that other programs on the machine do not count. */
export type Work = {
  /** Until the first frame that shows the result. */
  readonly toPaint: number;
  readonly longest: number;
};

/** The read fields of a trace event; times in microseconds. `tdur` is CPU time of the thread. */
type TraceEvent = {
  readonly name: string;
  readonly cat: string;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
};

export const TRACED = ['disabled-by-default-devtools.timeline', 'blink.user_timing'];

export function workOf(trace: Buffer): Work {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const mark = (name: string) => traceEvents.findLast((one) => one.name === name && one.cat.includes('user_timing'));
  const [begun, painted, ended] = [mark('begun'), mark('painted'), mark('ended')];
  if (!begun || !painted || !ended) throw new Error('The page has made no marks');
  const tasks = traceEvents.filter(
    ({ name, pid, tid, ts, dur = 0 }) =>
      name === 'RunTask' && pid === begun.pid && tid === begun.tid && ts + dur > begun.ts && ts < ended.ts,
  );
  const before = tasks.filter(({ ts }) => ts < painted.ts);
  return {
    toPaint: before.reduce((total, { tdur = 0 }) => total + tdur, 0) / 1000,
    longest: Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur)) / 1000,
  };
}
