import type { CSSResultOrNative, LitElement, ReactiveController } from 'lit';
import type { Balance } from '../../../server/contract/index.js';
import { chosenPool } from '../client/balances.js';
import { toCreditsError } from '../client/credits-error.js';
import type { Find, Question } from './answer-reader.js';
import { AnswerReader } from './answer-reader.js';
import type { ElementAccess } from './credits-element.js';
import type { Status } from './frame.js';
import type { Lazy } from './lazy.js';
import { lazy, wear } from './lazy.js';

/** The templates of an element, fetched once there is something to show. */
type WithStyles = { readonly styles: CSSResultOrNative };

type ReadingHost = LitElement & { readonly live: 'on' | 'off' };

export type ReadingOptions<Q extends Question, Answer, Looks extends WithStyles> = {
  readonly find: Find<Q, Answer>;
  readonly looks: () => Promise<Looks>;
  readonly questionOf: (pool: Balance) => Omit<Q, 'read' | 'version'>;
  readonly isEmpty: (answer: Answer) => boolean;
  readonly tellAnswer: () => void;
};

/**
 * Reads further data about one pool, and fetches the element's templates once the balances are known. The element is
 * loading until both have arrived.
 */
export class Reading<Q extends Question, Answer, Looks extends WithStyles> implements ReactiveController {
  readonly reader: AnswerReader<Q, Answer>;
  looks: Looks | null = null;
  private readonly lazyLooks: Lazy<Looks>;
  private chosenType = '';
  private hasChosen = false;

  constructor(
    private readonly host: ReadingHost,
    private readonly access: ElementAccess,
    private readonly options: ReadingOptions<Q, Answer, Looks>,
  ) {
    this.lazyLooks = lazy(options.looks, () => host.requestUpdate());
    // Controllers update in order of addition, so the reader receives its question within the same update.
    host.addController(this);
    this.reader = new AnswerReader(host, options.find);
  }

  async refresh(balances: Promise<void>): Promise<void> {
    this.lazyLooks.retry();
    await balances;
    await this.reader.refresh();
  }

  hostUpdate(): void {
    const { host, access } = this;
    const client = access.client();
    const pool = this.pool();
    const version = host.live === 'off' ? 0 : (pool?.version ?? 0);
    this.reader.ask(pool && client ? ({ ...this.options.questionOf(pool), read: client.read, version } as Q) : null);
    if (this.looks || access.data().phase !== 'ready') return;
    this.looks = this.lazyLooks.get();
    if (this.looks) wear(host, this.looks.styles);
  }

  hostUpdated(): void {
    if (!this.hasChosen || !this.reader.answer || this.reader.isBehind) return;
    this.hasChosen = false;
    this.options.tellAnswer();
  }

  pool(): Balance | undefined {
    return chosenPool(this.access.pools(), this.chosenType);
  }

  /** Call this when the reader chooses a pool, or changes the question about it. */
  choose(creditTypeId = this.chosenType): void {
    this.chosenType = creditTypeId;
    this.hasChosen = true;
    this.host.requestUpdate();
  }

  status(): Status {
    const { looks, lazyLooks } = this;
    const data = this.access.data();
    const { answer, error, asOfMs } = this.reader;
    const own = answer ? 'ready' : error ? 'error' : 'loading';
    const phase = data.phase === 'ready' && this.pool() ? own : data.phase;
    // The last read failed, so the answer is older than the balance.
    const older = phase === 'ready' && error && data.freshness !== 'offline';
    const worst = error ?? data.error;
    const client = { ...data, ...(older && { freshness: 'stale' as const, asOfMs }), error: worst };
    const failure = phase === 'error' || (phase === 'ready' && !worst?.retryable) ? worst : null;
    const state = phase === 'ready' && (!answer || this.options.isEmpty(answer)) ? 'empty' : phase;
    if (looks || phase !== 'ready') return { state, failure, client };
    if (!lazyLooks.failed()) return { state: 'loading', failure, client };
    return { state: 'error', failure: toCreditsError(null), client };
  }
}
