import { benchBatches } from './batches.js';
import { benchHistory } from './history.js';
import { benchDelay, benchHttp } from './http.js';
import { benchIngest } from './ingest.js';
import { benchPostgres } from './postgres.js';
import { printComparison, printMost } from './rounds.js';
import { benchStream } from './stream.js';
import { benchWidgets } from './widgets.js';

/**
 * `npm run bench [rounds] [ingest|history|http|stream|postgres|widgets]` prints the median of each figure and of its
 * limit, measured in interleaved rounds. Figures depend on the machine; the ratios should hold anywhere.
 */
const [first = '5', ...named] = process.argv.slice(2);
const rounds = Number(first);
const parts = named.length > 0 ? named : ['ingest', 'history', 'http', 'stream', 'postgres', 'widgets'];

if (parts.includes('ingest')) for (const comparison of await benchIngest(rounds)) printComparison(comparison);
if (parts.includes('history')) for (const comparison of await benchHistory(rounds)) printComparison(comparison);
if (parts.includes('http')) {
  const { post, get } = await benchHttp(rounds);
  printComparison(post);
  printComparison(get);
  printComparison(await benchBatches(rounds));
  const delay = await benchDelay(rounds);
  printMost('GET balance while 1,000-event batches are written, p50 above idle', 'ms', delay, 5);
}
if (parts.includes('stream')) {
  const { messages, kilobytes } = await benchStream(rounds);
  printComparison(messages);
  printMost('Memory of an idle stream', 'KB', kilobytes, 25);
}
if (parts.includes('postgres')) await benchPostgres(rounds);
if (parts.includes('widgets')) await benchWidgets(rounds);
