import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CreditsClient } from '../client/credits-client.js';
import { CreditsError } from '../client/credits-error.js';
import type { Membership } from '../client/registry.js';
import { joinClient } from '../client/registry.js';
import { usableApi } from '../client/request.js';
import type { ClientState } from '../client/state.js';
import { LOADING } from '../client/state.js';
import type { TokenInputs } from '../client/token-source.js';
import { tokenSource } from '../client/token-source.js';

/** What an element must say to get its client. */
export type ClientInputs = TokenInputs & { readonly api: string | null; readonly live: boolean };

const SIGNED_OUT: ClientState = { ...LOADING, phase: 'signed-out' };
const NO_API: ClientState = { ...LOADING, phase: 'error', error: new CreditsError('configuration', 'api_missing') };

/** Keeps an element at the client that its attributes name, while it is connected. */
export class ClientController implements ReactiveController {
  private membership: Membership | null = null;
  private joinedWith = '';
  private joinedProvider: unknown;
  private without: ClientState = LOADING;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly inputs: () => ClientInputs,
  ) {
    host.addController(this);
  }

  get client(): CreditsClient | null {
    return this.membership?.client ?? null;
  }

  get state(): ClientState {
    return this.client?.state ?? this.without;
  }

  /** The server's time, as far as it is known. */
  get nowMs(): number {
    return this.client?.clock.now() ?? Date.now();
  }

  hostConnected(): void {
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    // An element that is only moved is back by then, and keeps its stream.
    queueMicrotask(() => {
      if (!this.host.isConnected) this.leave();
    });
  }

  hostUpdate(): void {
    if (!this.host.isConnected) return;
    const { api, token, tokenUrl, tokenProvider, live } = this.inputs();
    const wanted = JSON.stringify([api, token, tokenUrl, live]);
    if (wanted === this.joinedWith && tokenProvider === this.joinedProvider) return;
    const previous = this.membership;
    this.membership = null;
    this.joinedWith = wanted;
    this.joinedProvider = tokenProvider;
    this.join(usableApi(api), live);
    // After joining, so that a client that stays the same is not closed in between.
    previous?.leave();
  }

  private join(api: string | null, live: boolean): void {
    const source = tokenSource(this.inputs());
    this.without = api === null ? NO_API : source === null ? SIGNED_OUT : LOADING;
    if (api === null || source === null) return;
    this.membership = joinClient(api, source, { live, onChange: () => this.host.requestUpdate() });
  }

  private leave(): void {
    this.membership?.leave();
    this.membership = null;
    this.joinedWith = '';
    this.without = LOADING;
  }
}
