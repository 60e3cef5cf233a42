import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { fillParts } from '../format/fill.js';

/** A name that a person chose: its direction must not reach the words around it. */
const isolated = (text: string): TemplateResult => html`<bdi>${text}</bdi>`;

/** A sentence with each of its values isolated. */
export function rich(template: string, values: Readonly<Record<string, string | TemplateResult>>): unknown[] {
  const markup = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? isolated(value) : value,
  ]);
  return fillParts<unknown>(template, Object.fromEntries(markup) as Record<string, unknown>);
}

/** The same as words of its own direction: English in a page that runs from right to left still reads as English. */
export const phrase = (
  template: string,
  values: Readonly<Record<string, string | TemplateResult>> = {},
): TemplateResult => html`<span dir="auto">${rich(template, values)}</span>`;
