import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { fillParts } from '../format/fill.js';

/** What fills a sentence. Text is isolated: the direction of a name must not reach the words around it. */
export type Values = Readonly<Record<string, string | TemplateResult>>;

/** A sentence as words of its own direction: English in a page that runs from right to left still reads as English. */
export const phrase = (template: string, values: Values = {}): TemplateResult => {
  const isolated = Object.entries(values).map(([name, value]) => [name, html`<bdi>${value}</bdi>`] as const);
  return html`<span dir="auto">${fillParts<string | TemplateResult>(template, Object.fromEntries(isolated))}</span>`;
};
