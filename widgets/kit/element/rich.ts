import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { fillParts } from '../format/fill.js';

/** What fills a sentence. Text is isolated: the direction of a name must not reach the words around it. */
export type Values = Readonly<Record<string, string | TemplateResult>>;

/** A sentence as words of its own direction: English in a page that runs from right to left still reads as English. */
export const phrase = (template: string, values: Values = {}): TemplateResult =>
  html`<span dir="auto">${fillParts(template, values, (value) => html`<bdi>${value}</bdi>`)}</span>`;
