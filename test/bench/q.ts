import { benchIngest } from './ingest.js';
import { printComparison } from './rounds.js';
printComparison(await benchIngest(5));
