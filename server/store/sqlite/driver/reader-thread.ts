import { openReader } from './reader.js';
import { serveThread } from './thread.js';

serveThread(openReader);
