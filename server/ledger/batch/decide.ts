import { type Command, definitionOf } from './registry.js';
import { openBook } from '../accounts/advance.js';
import type { AccountBook } from '../accounts/book.js';
import { accountKey } from '../accounts/account.js';
import { type CommandContext, refuse, type RefusedResult } from '../commands/context.js';
import { ShortOfGrants } from '../accounts/open-grants.js';
import { RefusedEvents, eventRecordOf } from './refused-events.js';
import type { AccountRef, Ms } from '../values/refs.js';
import type { BatchDecision, Changes, CommandRecord } from './changes.js';
import type { Catalog } from '../catalog/catalog.js';
import type { CustomerSnapshot, StoredResult } from '../commands/snapshot.js';
import type { Outcome, Result } from '../commands/result.js';
import type { Subscription } from '../subscriptions/subscription.js';

/**
 * Decides the commands of a batch in order. Each one applies the due changes of its accounts first. Pure and
 * synchronous: equal arguments give equal answers, so a batch can run again after a failed commit.
 *
 * If a command throws, only this command fails: the batch is decided again without it.
 */
export function decideBatch(
  commands: readonly Command[],
  customers: ReadonlyMap<string, CustomerSnapshot>,
  catalog: Catalog,
  nowMs: Ms,
): BatchDecision {
  const failures = new Map<string, string>();
  for (;;) {
    const batch = new Batch(customers, catalog, nowMs);
    const failed = batch.run(commands, failures);
    if (!failed) return batch.decision();
    failures.set(failed.commandId, failed.message);
  }
}

class Batch {
  readonly #books = new Map<string, AccountBook>();
  readonly #touched = new Set<AccountBook>();
  readonly #contexts = new Map<string, CommandContext>();
  readonly #subscriptions: Subscription[] = [];
  readonly #commands: CommandRecord[] = [];
  readonly #outcomes: Outcome[] = [];
  readonly #refusedEvents = new RefusedEvents();
  readonly #stored = new Map<string, StoredResult>();
  readonly #causes = new Set<string>();
  /** Customers with subscriptions changed by this batch. Commands that read them wait for the next batch. */
  readonly #resubscribed = new Set<string>();
  readonly #short = new Map<string, AccountRef>();

  constructor(
    readonly customers: ReadonlyMap<string, CustomerSnapshot>,
    readonly catalog: Catalog,
    readonly nowMs: Ms,
  ) {}

  run(
    commands: readonly Command[],
    failures: ReadonlyMap<string, string>,
  ): { readonly commandId: string; readonly message: string } | null {
    for (const command of commands) {
      const message = failures.get(command.id);
      try {
        const failed: Outcome | null =
          message === undefined ? null : { commandId: command.id, status: 'failed', message };
        this.#outcomes.push(failed ?? this.#answer(command));
      } catch (error) {
        if (error instanceof ShortOfGrants) this.#short.set(accountKey(error.account), error.account);
        // After a shortage the results of this run are discarded, and books may be half written.
        else if (this.#short.size === 0) return { commandId: command.id, message: String(error) };
      }
    }
    return null;
  }

  decision(): BatchDecision {
    if (this.#short.size > 0) return { short: [...this.#short.values()] };
    return { outcomes: this.#outcomes, changes: this.#changes() };
  }

  #answer(command: Command): Outcome {
    const customer = this.customers.get(command.customerId);
    const commandId = command.id;
    if (!customer?.exists) {
      return this.#refused(command, refuse('customer_not_found', `There is no customer ${command.customerId}.`));
    }
    const first = customer.stored.get(command.id) ?? this.#stored.get(keyOf(command));
    if (first) return isSame(command, first) ? replay(first) : this.#refused(command, CONFLICT);
    if (definitionOf(command).readsSubscriptions && this.#resubscribed.has(command.customerId)) {
      return { commandId, status: 'deferred' };
    }
    const result = this.#decide(command, customer);
    for (const book of this.#touched) book.bumpVersion();
    this.#touched.clear();
    if (result.status === 'refused' && !isFinal(result)) return this.#refused(command, result);
    this.#keep(command, result);
    return { commandId, duplicate: false, ...result };
  }

  #refused(command: Command, result: RefusedResult): Outcome {
    this.#refusedEvents.note(command, result.refusal, this.#pricedOf(command), this.nowMs);
    return { commandId: command.id, duplicate: false, ...result };
  }

  #pricedOf(command: Command) {
    return this.customers.get(command.customerId)?.prices.get(command.id) ?? null;
  }

  #decide(command: Command, customer: CustomerSnapshot): Result {
    if (command.cause !== null && this.#isUsed(command.cause, customer)) {
      return refuse('payment_reference_used', 'The payment reference was used for another grant.');
    }
    const context = this.#contextFor(customer);
    return definitionOf(command).decide(command, context);
  }

  #contextFor(customer: CustomerSnapshot): CommandContext {
    const known = this.#contexts.get(customer.customerId);
    if (known) return known;
    const context: CommandContext = {
      customer,
      catalog: this.catalog,
      nowMs: this.nowMs,
      book: (ref) => this.#book(ref, customer),
      putSubscription: (subscription) => {
        this.#subscriptions.push(subscription);
        this.#resubscribed.add(subscription.customerId);
      },
    };
    this.#contexts.set(customer.customerId, context);
    return context;
  }

  #keep(command: Command, result: Result): void {
    if (command.cause !== null && result.status === 'done')
      this.#causes.add(causeKey(command.customerId, command.cause));
    if (command.key === null) return;
    const { fingerprint } = command.key;
    this.#stored.set(keyOf(command), { commandId: command.id, fingerprint, result });
    const report = command.kind === 'event' ? eventRecordOf(command, this.#pricedOf(command), this.nowMs) : null;
    this.#commands.push({ command, atMs: this.nowMs, result, report });
  }

  #isUsed(cause: string, customer: CustomerSnapshot): boolean {
    return customer.causes.has(cause) || this.#causes.has(causeKey(customer.customerId, cause));
  }

  #book(ref: AccountRef, customer: CustomerSnapshot): AccountBook {
    const key = accountKey(ref);
    const opened = this.#books.get(key);
    if (opened) {
      this.#touched.add(opened);
      return opened;
    }
    const account = customer.accounts.get(key);
    if (!account) throw new Error(`account ${key} is not in the snapshot`);
    const book = openBook(account, this.nowMs);
    this.#books.set(key, book);
    this.#touched.add(book);
    return book;
  }

  #changes(): Changes {
    const books = [...this.#books.values()].filter((book) => book.isChanged);
    return {
      accounts: books.map((book) => book.close()),
      newGrants: books.flatMap((book) => book.newGrants()),
      grants: books.flatMap((book) => book.changedGrants()),
      editedGrants: books.flatMap((book) => book.editedGrants()),
      entries: books.flatMap((book) => book.entries),
      subscriptions: this.#subscriptions,
      usage: books.flatMap((book) => book.usage()),
      commands: this.#commands,
      refusedEvents: this.#refusedEvents.list,
    };
  }
}

const CONFLICT = refuse('idempotency_conflict', 'The idempotency key was used before with another request.');

/** The same request gets the first answer again; another request is a conflict (semantics: Once only). */
const isSame = (command: Command, first: StoredResult) => command.key?.fingerprint === first.fingerprint;
const replay = (first: StoredResult): Outcome => ({ commandId: first.commandId, duplicate: true, ...first.result });

/** A refusal for insufficient credits uses up the key. Every other refusal leaves it unused. */
const isFinal = (result: RefusedResult) => result.refusal.code === 'insufficient_credits';

const keyOf = (command: Command) =>
  command.key === null ? command.id : `${command.customerId}|${command.key.operation}|${command.key.value}`;
const causeKey = (customerId: string, cause: string) => `${customerId}|${cause}`;
