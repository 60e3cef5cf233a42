import { expect as chai } from '@open-wc/testing';

/** @open-wc/testing's plugins type `equal` as a promise, which is wrong. */
interface Assertion {
  readonly to: Assertion;
  readonly not: Assertion;
  readonly be: Assertion;
  readonly deep: Assertion;
  readonly and: Assertion;
  readonly at: Assertion;
  equal(value: unknown, message?: string): Assertion;
  contain(value: unknown): Assertion;
  match(pattern: RegExp): Assertion;
  lessThan(value: number): Assertion;
  greaterThan(value: number): Assertion;
  most(value: number): Assertion;
  least(value: number): Assertion;
  within(least: number, most: number): Assertion;
}

export const expect: (value: unknown, message?: string) => Assertion = chai as never;
