import { openReader } from './reader.js';
import { serveThread } from './thread.js';

/** The thread that answers what takes long. */
serveThread(openReader);
