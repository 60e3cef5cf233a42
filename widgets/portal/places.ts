import type { LitElement, TemplateResult } from 'lit';
import { html, nothing } from 'lit';

/** A section that the page can hide, or replace by a slot of the same name. */
export type Section = 'balance' | 'alerts' | 'projection' | 'history' | 'usage' | 'grants' | 'ledger';

/** The places of the portal's sections. */
export class Places {
  constructor(private readonly host: LitElement & { hide?: string | null }) {}

  /** The section is visible and shows the portal's own content. */
  has(name: Section): boolean {
    return this.shows(name) && !this.isFilled(name);
  }

  /** The page does not hide the section. */
  shows(name: Section): boolean {
    const { hide } = this.host;
    return typeof hide !== 'string' || !hide.split(/\s+/).includes(name);
  }

  /** The slot stays in its place even if there is no content, so that the page can fill it at any time. */
  template(name: Section, content: unknown): TemplateResult {
    const own = this.has(name) ? (content ?? nothing) : nothing;
    const isHidden = !this.shows(name) || (own === nothing && !this.isFilled(name));
    return html`<div class="place" part=${name} ?hidden=${isHidden}>
      <slot name=${name} @slotchange=${this.onSlot}>${own}</slot>
    </div>`;
  }

  private isFilled(name: Section): boolean {
    return [...this.host.children].some(({ slot }) => slot === name);
  }

  private readonly onSlot = (): void => this.host.requestUpdate();
}
