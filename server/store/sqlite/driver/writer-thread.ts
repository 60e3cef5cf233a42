import { serveThread } from './thread.js';
import { openWriter } from './writer.js';

/** The thread that owns the writing connection. */
serveThread(openWriter);
