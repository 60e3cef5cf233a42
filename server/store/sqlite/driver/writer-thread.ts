import { serveThread } from './thread.js';
import { openWriter } from './writer.js';

serveThread(openWriter);
