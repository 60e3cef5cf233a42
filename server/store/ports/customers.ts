import type { Author, Ms } from '../../ledger/values/refs.js';

/** The person behind an account. Entries refer to it by the opaque id only, so that it can be erased. */
export type Customer = {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly timeZone: string;
  readonly locale: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAtMs: Ms;
  readonly updatedAtMs: Ms;
  /** If set, no personal data can be entered again. */
  readonly erasedAtMs: Ms | null;
  /** Tokens that were issued before this instant of the wall clock are refused; `null` if none was ever revoked. */
  readonly tokensNotBeforeMs: Ms | null;
};

export type CustomerProfile = Omit<Customer, 'createdAtMs' | 'updatedAtMs' | 'erasedAtMs' | 'tokensNotBeforeMs'>;
export type CustomerEdit = Partial<Omit<CustomerProfile, 'id'>>;

/** Search results are ordered by the term found, then by id. */
export type SearchPlace = { readonly term: string; readonly id: string };
export type FoundCustomer = { readonly term: string; readonly customer: Customer };

export type TokenCutOff = { readonly customerId: string; readonly notBeforeMs: Ms };

export interface Customers {
  putCustomer(
    profile: CustomerProfile,
    author: Author,
    nowMs: Ms,
  ): Promise<{ readonly customer: Customer; readonly created: boolean } | 'erased'>;
  editCustomer(id: string, edit: CustomerEdit, author: Author, nowMs: Ms): Promise<Customer | 'erased' | null>;
  /**
   * Forgets the person: name, e-mail, locale and metadata, and the traces of refused reports, which name users. The
   * ledger stays, and erasing again changes nothing. `null` if there is no such customer.
   *
   * @param tokensNotBeforeMs an instant of the wall clock: tokens from before it are refused
   */
  eraseCustomer(id: string, tokensNotBeforeMs: Ms, author: Author, nowMs: Ms): Promise<Customer | null>;
  /** Refuses tokens from before the instant. `null` if there is no such customer. */
  revokeCustomerTokens(id: string, tokensNotBeforeMs: Ms, author: Author, nowMs: Ms): Promise<Customer | null>;
  /** Of these customers, those whose tokens were ever revoked. */
  tokenCutOffs(customerIds: readonly string[]): Promise<readonly TokenCutOff[]>;
  customer(id: string): Promise<Customer | null>;
  customers(afterId: string | null, limit: number): Promise<readonly Customer[]>;
  /** Finds a word in id, name or e-mail that begins with the text, regardless of case and accents. */
  searchCustomers(text: string, after: SearchPlace | null, limit: number): Promise<readonly FoundCustomer[]>;
}
