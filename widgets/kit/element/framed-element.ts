import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance } from '../../../server/contract/index.js';
import type { CreditsError } from '../client/credits-error.js';
import type { ClientState, Phase } from '../client/state.js';
import { CreditsAuthErrorEvent } from '../events/credits-auth-error.js';
import { CreditsErrorEvent } from '../events/credits-error.js';
import { CreditsReadyEvent } from '../events/credits-ready.js';
import type { Context } from './credits-element.js';
import { CreditsElement } from './credits-element.js';
import { phrase } from './rich.js';
import { bone, failureTemplate } from './templates.js';

/** What is to be shown of all that is known. */
export type Shown = {
  readonly state: Phase | 'empty';
  /** Worth a message: one that heals by itself is told by the line on freshness. */
  readonly failure: CreditsError | null;
  /** As the line on freshness has it. */
  readonly client: ClientState;
  /** More that `:state(…)` may ask for. */
  readonly traits?: readonly string[];
};

/** What stands in a frame. */
export type Frame = {
  /** Classes of the whole. */
  readonly look: string;
  /** The heading, once there is something to name. */
  readonly title: unknown;
  /** Beside the heading. */
  readonly tools?: unknown;
  /** What is shown answers an older question. */
  readonly isBehind?: boolean;
  readonly body?: unknown;
  /** Below the messages. */
  readonly end: unknown;
};

/**
 * What all elements that show a customer's numbers have in common: the frame around them with its heading and its
 * messages, what the page is told of them, and how the reader comes back after a retry.
 */
export abstract class FramedElement<Data> extends CreditsElement {
  private retried = false;
  private toldReady = false;
  private readonly toldErrors = new WeakSet<CreditsError>();
  private resolveReady!: (data: Data) => void;
  /** Resolves with the first numbers. */
  protected readonly ready = new Promise<Data>((resolve) => (this.resolveReady = resolve));

  /** What is shown; null while there is nothing. */
  abstract getData(): Data | null;

  protected abstract shown(): Shown;

  /** Its pools: of the type that the page names, or all. */
  protected pools(): readonly Balance[] {
    const { creditType, resourceId } = this;
    return this.data.balances.filter(
      (pool) => (pool.resourceId ?? '') === (resourceId ?? '') && (!creditType || pool.creditTypeId === creditType),
    );
  }

  protected frame(
    { state, failure }: Shown,
    { strings }: Context,
    { look, title, tools, isBehind, body, end }: Frame,
  ): TemplateResult {
    const loading = state === 'loading';
    return html`<div
      class="base ${look}"
      part="base"
      role="group"
      aria-labelledby="heading"
      aria-busy=${loading || isBehind ? 'true' : nothing}
      tabindex="-1"
      lang=${strings.language}
    >
      <div class="header" part="header">
        <slot name="heading"
          ><div id="heading" class="heading" role="heading" aria-level=${this.level}>
            ${loading ? html`<span class="spoken">${strings.status.loading}</span>${bone}` : title}
          </div></slot
        >
        ${tools}
      </div>
      ${body}
      ${
        state === 'signed-out'
          ? html`<p class="note" part="signed-out">${phrase(strings.status.signedOut)}</p>`
          : nothing
      }
      <div class="failure" part="error" role=${this.retried && failure ? 'alert' : nothing} ?hidden=${!failure}>
        <slot name="error"
          >${failure ? failureTemplate(failure, this.retried, strings.errors, this.onRetry) : nothing}</slot
        >
      </div>
      ${end}
    </div>`;
  }

  protected override updated(): void {
    const { state, failure, client, traits = [] } = this.shown();
    this.setStates([failure ? 'error' : state, client.freshness, ...traits]);
    if (client.error) this.tellError(client.error);
    const data = client.phase === 'ready' ? this.getData() : null;
    if (client.phase !== 'ready') this.toldReady = false;
    if (!data) return;
    if (this.retried && !failure) {
      this.retried = false;
      this.renderRoot.querySelector<HTMLElement>('.base')?.focus();
    }
    if (this.toldReady) return;
    this.toldReady = true;
    this.resolveReady(data);
    this.dispatchEvent(new CreditsReadyEvent(this.pools()));
  }

  /** Tells the page of a failure, once. */
  protected tellError(error: CreditsError): void {
    if (this.toldErrors.has(error)) return;
    this.toldErrors.add(error);
    const refused = error.type === 'auth' && !error.retryable;
    this.dispatchEvent(refused ? new CreditsAuthErrorEvent(error) : new CreditsErrorEvent(error));
  }

  protected readonly onRetry = (): void => {
    void this.refresh().then(() => {
      this.retried = true;
      this.requestUpdate();
    });
  };
}
