import { raw } from 'hono/html';
import type { ActionId } from '../../shared/work.js';
import type { Theme } from '../preferences.js';

const PATHS: Readonly<Record<ActionId | Theme | 'stop' | 'globe', string>> = {
  message: '<path d="M4 5.5h16v10.5H11l-4.5 3.5V16H4z"/>',
  image: '<path d="M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17"/><circle cx="15.5" cy="9" r="1.3"/>',
  batch: '<path d="M5 8.5h14M5 12.5h14M5 16.5h9M8 4.5h8"/>',
  render: '<path d="M4 6h16v12H4zM10.5 9.5v5l4-2.5z"/>',
  stop: '<circle cx="12" cy="12" r="8"/><path d="M12 8v5M12 15.8v.2"/>',
  globe: '<circle cx="12" cy="12" r="8"/><path d="M4 12h16M12 4c-5 5.5-5 10.5 0 16M12 4c5 5.5 5 10.5 0 16"/>',
  light:
    '<circle cx="12" cy="12" r="3.5"/><path d="M12 4v1.5M12 18.5V20M4 12h1.5M18.5 12H20M6.3 6.3l1.1 1.1M16.6 16.6l1.1 1.1M6.3 17.7l1.1-1.1M16.6 7.4l1.1-1.1"/>',
  auto: '<circle cx="12" cy="12" r="7"/><path d="M12 5a7 7 0 0 1 0 14z" fill="currentColor"/>',
  dark: '<path d="M18.5 14.3A7 7 0 0 1 9.7 5.5a7 7 0 1 0 8.8 8.8z"/>',
};

export const icon = (name: keyof typeof PATHS) =>
  raw(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${PATHS[name]}</svg>`);
