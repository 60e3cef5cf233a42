import type { ReactiveController, ReactiveElement, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { CreditsError } from '../client/credits-error.js';
import type { ClientState, Phase } from '../client/state.js';
import { CreditsAuthErrorEvent } from '../events/credits-auth-error.js';
import { CreditsErrorEvent } from '../events/credits-error.js';
import { CreditsReadyEvent } from '../events/credits-ready.js';
import type { Context, ElementAccess } from './credits-element.js';
import { bone, failureTemplate, phrase } from '../templates/basics.js';

export type Status = {
  readonly state: Phase | 'empty';
  /** An error to show as a message. Errors that are retried automatically appear only in the freshness line. */
  readonly failure: CreditsError | null;
  readonly client: ClientState;
  readonly traits?: readonly string[];
};

export type FrameContent = {
  readonly look: string;
  readonly title: unknown;
  readonly tools?: unknown;
  readonly isBehind?: boolean;
  readonly body?: unknown;
  readonly end: unknown;
};

type FrameHost<Data> = ReactiveElement & {
  readonly creditType?: string | null;
  getData(): Data | null;
  refresh(): Promise<void>;
};

const unknownTypes = new Map<string, CreditsError>();

/** One error and one warning for each credit type, however many elements name it. */
function unknownType(creditType: string): CreditsError {
  const known = unknownTypes.get(creditType);
  if (known) return known;
  const error = new CreditsError('configuration', 'unknown_credit_type');
  unknownTypes.set(creditType, error);
  // The page looks as if there were no credits yet, so the host has no other way to see a misspelt id.
  // eslint-disable-next-line no-console
  console.warn(`credits: the customer has no credit type "${creditType}" (credit-type).`);
  return error;
}

/** Renders heading, messages and states around an element's content. Dispatches `credits-ready` and error events. */
export class Frame<Data> implements ReactiveController {
  private resolveReady!: (data: Data) => void;
  readonly ready = new Promise<Data>((resolve) => (this.resolveReady = resolve));
  private retried = false;
  private toldReady = false;
  private readonly toldErrors = new WeakSet<CreditsError>();

  constructor(
    private readonly host: FrameHost<Data>,
    private readonly access: ElementAccess,
    private readonly status: () => Status,
  ) {
    host.addController(this);
  }

  render({ state, failure }: Status, { strings }: Context, content: FrameContent): TemplateResult {
    const { look, title, tools, isBehind, body, end } = content;
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
          ><div id="heading" class="heading" role="heading" aria-level=${this.access.level()}>
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

  hostUpdated(): void {
    const { host, access } = this;
    const { state, failure, client, traits = [] } = this.status();
    access.setStates([failure ? 'error' : state, client.freshness, ...traits]);
    if (client.error) this.tellError(client.error);
    const { balances } = client;
    const { creditType } = host;
    // A customer without any pools says nothing about the types that there are.
    if (
      typeof creditType === 'string' &&
      creditType &&
      balances.length &&
      balances.every((pool) => pool.creditTypeId !== creditType)
    ) {
      this.tellError(unknownType(creditType));
    }
    const data = client.phase === 'ready' ? host.getData() : null;
    if (client.phase !== 'ready') this.toldReady = false;
    if (!data) return;
    if (this.retried && !failure) {
      this.retried = false;
      host.renderRoot.querySelector<HTMLElement>('.base')?.focus();
    }
    if (this.toldReady) return;
    this.toldReady = true;
    this.resolveReady(data);
    host.dispatchEvent(new CreditsReadyEvent(access.pools()));
  }

  tellError(error: CreditsError): void {
    if (this.toldErrors.has(error)) return;
    this.toldErrors.add(error);
    const refused = error.type === 'auth' && !error.retryable;
    this.host.dispatchEvent(refused ? new CreditsAuthErrorEvent(error) : new CreditsErrorEvent(error));
  }

  private readonly onRetry = (): void => {
    void this.host.refresh().then(() => {
      this.retried = true;
      this.host.requestUpdate();
    });
  };
}
