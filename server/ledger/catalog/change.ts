import type { CreditType, Feature, PlanVersion, Product } from './catalog.js';
import type { Ms } from '../values/refs.js';

/**
 * A plan version before it has a number and dates. Without a product, it keeps the product of the previous version; a
 * first version gets the default product.
 */
export type PlanTerms = Omit<PlanVersion, 'version' | 'productId' | 'createdAtMs' | 'publishedAtMs'> & {
  readonly productId: string | null;
};

export type CreditTypeTerms = Omit<CreditType, 'createdAtMs' | 'archivedAtMs'>;
export type FeatureTerms = Omit<Feature, 'colorSlot' | 'createdAtMs'>;
export type ProductTerms = Omit<Product, 'createdAtMs'>;
/** The meter cannot be edited, because past usage was charged by it. */
export type FeatureEdit = Partial<Omit<FeatureTerms, 'id' | 'meter'>>;

export type CatalogChange =
  | { readonly kind: 'creditType.create'; readonly creditType: CreditTypeTerms }
  | { readonly kind: 'creditType.edit'; readonly id: string; readonly edit: Partial<Omit<CreditTypeTerms, 'id'>> }
  | { readonly kind: 'creditType.archive' | 'creditType.unarchive'; readonly id: string }
  | { readonly kind: 'feature.create'; readonly feature: FeatureTerms }
  | { readonly kind: 'feature.edit'; readonly id: string; readonly edit: FeatureEdit }
  | { readonly kind: 'product.create'; readonly product: ProductTerms }
  | { readonly kind: 'product.edit'; readonly id: string; readonly edit: Partial<Omit<ProductTerms, 'id'>> }
  | { readonly kind: 'plan.create' | 'plan.draft'; readonly plan: PlanTerms }
  | { readonly kind: 'plan.publish' | 'plan.archive' | 'plan.unarchive'; readonly planId: string };

export type CatalogRecord =
  | { readonly kind: 'creditType'; readonly creditType: CreditType }
  | { readonly kind: 'feature'; readonly feature: Feature }
  | { readonly kind: 'product'; readonly product: Product }
  | {
      readonly kind: 'plan';
      readonly plan: PlanVersion;
      readonly publishedVersion: number | null;
      readonly archivedAtMs: Ms | null;
    };

export type CatalogRefusal = {
  readonly code:
    | 'already_exists'
    | 'credit_type_not_found'
    | 'feature_not_found'
    | 'product_not_found'
    | 'plan_not_found'
    | 'credit_type_in_use'
    | 'credit_type_archived'
    | 'plan_archived'
    | 'no_draft'
    | 'rate_too_small'
    | 'idempotency_conflict';
  readonly detail: string;
  /** The published plans that use the credit type (`credit_type_in_use`). */
  readonly planIds?: readonly string[];
};

export type CatalogDecision = { readonly record: CatalogRecord } | { readonly refusal: CatalogRefusal };

export function refuseChange(
  code: CatalogRefusal['code'],
  detail: string,
  more: Pick<CatalogRefusal, 'planIds'> = {},
): { readonly refusal: CatalogRefusal } {
  return { refusal: { code, detail, ...more } };
}

export const taken = (what: string, id: string) => refuseChange('already_exists', `There is a ${what} ${id} already.`);
export const noCreditType = (id: string) => refuseChange('credit_type_not_found', `There is no credit type ${id}.`);
export const archivedCreditType = (id: string) =>
  refuseChange('credit_type_archived', `Credit type ${id} is archived: nothing new can use it.`);
export const tooSmall = (featureId: string) =>
  refuseChange('rate_too_small', `The rate of ${featureId} is below a millionth of a credit per unit.`);
