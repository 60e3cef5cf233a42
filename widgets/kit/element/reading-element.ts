import type { CSSResultOrNative } from 'lit';
import type { Balance } from '../../../server/contract/index.js';
import { chosenPool } from '../client/balances.js';
import { toCreditsError } from '../client/credits-error.js';
import type { AnswerReader, Question } from './answer-reader.js';
import type { Shown } from './framed-element.js';
import { FramedElement } from './framed-element.js';
import type { Lazy } from './lazy.js';
import { wear } from './lazy.js';

/** Code that is fetched when there is something to show, and how that looks. */
type WithStyles = { readonly styles: CSSResultOrNative };

/** What is asked, beside who asks and when. */
type Asked<Q extends Question> = Omit<Q, 'read' | 'version'>;

/**
 * An element that reads more of one pool than its balance, and fetches its looks when there is something to show:
 * until both are here it is loading.
 */
export abstract class ReadingElement<
  Data,
  Q extends Question,
  Answer,
  Looks extends WithStyles,
> extends FramedElement<Data> {
  protected abstract readonly reader: AnswerReader<Q, Answer>;
  protected abstract readonly lazyLooks: Lazy<Looks>;
  protected looks: Looks | null = null;
  private chosenType = '';
  /** The reader has just chosen something, and is to hear what came of it. */
  private asked = false;

  /** What to know of a pool. */
  protected abstract questionOf(pool: Balance): Asked<Q>;
  /** The answer has nothing to show. */
  protected abstract isEmpty(answer: Answer): boolean;
  protected abstract tellAnswer(): void;

  override async refresh(): Promise<void> {
    this.lazyLooks.retry();
    await super.refresh();
    await this.reader.refresh();
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const { client } = this;
    const pool = this.pool();
    const { phase } = this.data;
    const version = this.live === 'off' ? 0 : (pool?.version ?? 0);
    // Nothing while nobody is signed in, or there are no credits of which there could be more to know.
    this.reader.ask(pool && client ? ({ ...this.questionOf(pool), read: client.read, version } as Q) : null);
    if (this.looks || phase !== 'ready') return;
    this.looks = this.lazyLooks.get();
    if (this.looks) wear(this, this.looks.styles);
  }

  protected override updated(): void {
    super.updated();
    if (!this.asked || !this.reader.answer || this.reader.isBehind) return;
    this.asked = false;
    this.tellAnswer();
  }

  /** The one of its pools that the reader has chosen, else the first. */
  protected pool(): Balance | undefined {
    return chosenPool(this.pools(), this.chosenType);
  }

  /** The reader has chosen something: a pool, or what is to be known of it. */
  protected choose(creditTypeId = this.chosenType): void {
    this.chosenType = creditTypeId;
    this.asked = true;
    this.requestUpdate();
  }

  protected override shown(): Shown {
    const { data, looks, lazyLooks } = this;
    const { answer, error, asOfMs } = this.reader;
    const pool = this.pool();
    const own = answer ? 'ready' : error ? 'error' : 'loading';
    const phase = data.phase === 'ready' && pool ? own : data.phase;
    // Its own numbers are older than the balance's where only they could not be had.
    const older = phase === 'ready' && error && data.freshness !== 'offline';
    const worst = error ?? data.error;
    const client = { ...data, ...(older && { freshness: 'stale' as const, asOfMs }), error: worst };
    const failure = phase === 'error' || (phase === 'ready' && !worst?.retryable) ? worst : null;
    const state = phase === 'ready' && (!answer || this.isEmpty(answer)) ? 'empty' : phase;
    if (looks || phase !== 'ready') return { state, failure, client };
    if (!lazyLooks.failed()) return { state: 'loading', failure, client };
    return { state: 'error', failure: toCreditsError(null), client };
  }
}
