import type { Micro, Ms } from '../values/refs.js';

export type Rate = { readonly credits: Micro; readonly units: Micro };

export type CreditType = {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly unit: { readonly singular: string; readonly plural: string };
  readonly symbol: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAtMs: Ms;
  /** `null` if it is not archived. Pools of an archived type burn, but take no grants. */
  readonly archivedAtMs: Ms | null;
};

export type Feature = {
  readonly id: string;
  readonly name: string;
  readonly unit: { readonly singular: string; readonly plural: string };
  readonly meter: {
    readonly eventName: string;
    readonly filters: Readonly<Record<string, string>>;
    readonly aggregation: 'count' | 'sum';
    readonly property: string | null;
  };
  readonly defaultRates: readonly (Rate & { readonly creditTypeId: string })[];
  readonly colorSlot: number;
  readonly createdAtMs: Ms;
};

export type Product = {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAtMs: Ms;
};

export type PlanVersion = {
  readonly planId: string;
  readonly version: number;
  readonly productId: string;
  readonly name: string;
  readonly type: 'free' | 'paid';
  readonly billingModel: 'prepaid' | 'recurring';
  readonly creditTypeId: string;
  readonly consumption: ReadonlyMap<string, Rate>;
  readonly limit: 'hard' | 'soft';
  readonly overdraftLimit: Micro | null;
  readonly createdAtMs: Ms;
  readonly publishedAtMs: Ms | null;
};

export type Catalog = {
  /** Grows with every change. A transaction reads the catalog again if the revision has changed. */
  readonly revision: number;
  readonly creditTypes: ReadonlyMap<string, CreditType>;
  readonly features: ReadonlyMap<string, Feature>;
  readonly featuresByEvent: ReadonlyMap<string, readonly Feature[]>;
  readonly products: ReadonlyMap<string, Product>;
  /** All versions of each plan, oldest first; only the last can be a draft. */
  readonly plans: ReadonlyMap<string, readonly PlanVersion[]>;
  readonly archivedPlans: ReadonlyMap<string, Ms>;
};
