import { raw } from 'hono/html';
import type { ActionId } from '../page/names.js';

const PATHS: Readonly<Record<ActionId | 'stop', string>> = {
  message: '<path d="M4 5.5h16v10.5H11l-4.5 3.5V16H4z"/>',
  image: '<path d="M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17"/><circle cx="15.5" cy="9" r="1.3"/>',
  batch: '<path d="M5 8.5h14M5 12.5h14M5 16.5h9M8 4.5h8"/>',
  render: '<path d="M4 6h16v12H4zM10.5 9.5v5l4-2.5z"/>',
  stop: '<circle cx="12" cy="12" r="8"/><path d="M12 8v5M12 15.8v.2"/>',
};

/** Line icons, decorative: the words beside them say it all. */
export const icon = (name: keyof typeof PATHS) =>
  raw(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${PATHS[name]}</svg>`);
