import type { LitElement, TemplateResult } from 'lit';
import { html, nothing } from 'lit';

/** The page can hide a section, or replace it with the slot of the same name. */
export type Section = 'balance' | 'alerts' | 'projection' | 'history' | 'usage' | 'grants' | 'ledger';

export class Places {
  constructor(private readonly host: LitElement & { hide?: string | null }) {}

  /** Whether the section is visible with the portal's own content. */
  has(name: Section): boolean {
    return this.shows(name) && !this.isFilled(name);
  }

  shows(name: Section): boolean {
    const { hide } = this.host;
    return typeof hide !== 'string' || !hide.split(/\s+/).includes(name);
  }

  /** The slot is rendered even without content, so that the page can fill it at any time. */
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
