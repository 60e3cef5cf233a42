import type { Catalog, PlanVersion } from '../catalog/catalog.js';
import type { Result } from '../commands/result.js';
import { refuse } from '../commands/context.js';
import { publishedOf } from '../catalog/plans.js';

/** @param version `null` for the published one */
export function findOffered(planId: string, version: number | null, catalog: Catalog): PlanVersion | Result {
  const versions = catalog.plans.get(planId);
  if (!versions) return refuse('plan_not_found', `There is no plan ${planId}.`);
  if (catalog.archivedPlans.has(planId)) {
    return refuse('plan_archived', `Plan ${planId} is archived: it takes no new subscription.`);
  }
  if (version === null) {
    return publishedOf(versions) ?? refuse('plan_not_published', `Plan ${planId} has no published version.`);
  }
  const named = versions.find((candidate) => candidate.version === version);
  if (!named) return refuse('plan_not_found', `Plan ${planId} has no version ${version}.`);
  if (named.publishedAtMs !== null) return named;
  return refuse('plan_not_published', `Version ${version} of plan ${planId} is a draft.`);
}
