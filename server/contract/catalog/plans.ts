import { createRoute, z } from '@hono/zod-openapi';
import { problems, writeProblems } from '../shared/problems.js';
import { answer, ARCHIVED, body, forHost, IdempotencyHeaders, page, PAGE } from '../shared/route.js';
import { Amount, AmountInput, Id, Instant, PositiveAmountInput, Text } from '../shared/scalars.js';

const Consumption = z
  .array(z.strictObject({ featureId: Id, credits: PositiveAmountInput, units: PositiveAmountInput }))
  .min(1, 'must price at least one feature')
  .max(200)
  .refine((rates) => new Set(rates.map((rate) => rate.featureId)).size === rates.length, 'must name each feature once');

const terms = {
  name: Text(100),
  productId: Id.optional().openapi({
    description: 'If absent, the product of the previous version, or "default" for the first version.',
  }),
  type: z.enum(['free', 'paid']),
  billingModel: z.enum(['prepaid', 'recurring']),
  creditTypeId: Id,
  consumption: Consumption,
  limit: z
    .enum(['hard', 'soft'])
    .openapi({ description: 'hard: enforced usage stops at zero. soft: usage may take the balance below zero.' }),
  overdraftLimit: AmountInput.optional().openapi({
    description: 'How far below zero enforced usage may go with a soft limit. Unlimited if absent.',
  }),
};

type FloorTerms = { limit?: 'hard' | 'soft' | undefined; overdraftLimit?: string | undefined };
const floorNeedsSoft = (plan: FloorTerms) => !(plan.overdraftLimit !== undefined && plan.limit === 'hard');
const floorMessage = { path: ['overdraftLimit'], message: 'is allowed for the limit "soft" only' };

export const NewPlan = z
  .strictObject({ id: Id, ...terms })
  .refine(floorNeedsSoft, floorMessage)
  .openapi('NewPlan');

/** All terms of a new draft. The published version stays in force until the draft is published. */
export const PlanDraft = z.strictObject(terms).refine(floorNeedsSoft, floorMessage).openapi('PlanDraft');

/** One version of a plan. Published versions never change. Each subscription is tied to one version. */
export const Plan = z
  .object({
    id: z.string(),
    version: z.number().int(),
    status: z.enum(['draft', 'published']),
    publishedVersion: z.number().int().nullable().openapi({ description: 'The version that new subscriptions get.' }),
    archivedAt: Instant.nullable().openapi({
      description: 'When the plan was archived. It accepts no new subscriptions.',
    }),
    productId: z.string(),
    name: z.string(),
    type: z.enum(['free', 'paid']),
    billingModel: z.enum(['prepaid', 'recurring']),
    creditTypeId: z.string(),
    consumption: z.array(z.object({ featureId: z.string(), credits: Amount, units: Amount })),
    limit: z.enum(['hard', 'soft']),
    overdraftLimit: Amount.nullable(),
    createdAt: Instant,
    publishedAt: Instant.nullable(),
  })
  .openapi('Plan');
export type Plan = z.infer<typeof Plan>;

const path = { params: z.object({ id: Id }) };

export const createPlan = createRoute({
  method: 'post',
  path: '/v1/plans',
  summary: 'Create a plan as a draft',
  ...forHost('catalog'),
  request: { headers: IdempotencyHeaders, body: body(NewPlan) },
  responses: {
    201: answer(Plan, 'The draft'),
    ...writeProblems(
      'invalid_request',
      'idempotency_key_required',
      'not_found',
      'already_exists',
      'idempotency_conflict',
      'credit_type_archived',
    ),
  },
});

export const draftPlan = createRoute({
  method: 'put',
  path: '/v1/plans/{id}/draft',
  summary: 'Write the next version of a plan, or replace the draft',
  ...forHost('catalog'),
  request: { ...path, body: body(PlanDraft) },
  responses: {
    200: answer(Plan, 'The draft'),
    ...writeProblems('invalid_request', 'not_found', 'credit_type_archived'),
  },
});

export const publishPlan = createRoute({
  method: 'post',
  path: '/v1/plans/{id}/publish',
  summary: 'Publish the draft of a plan',
  ...forHost('catalog'),
  request: { ...path, headers: IdempotencyHeaders },
  responses: {
    200: answer(Plan, 'The published version'),
    ...writeProblems(
      'idempotency_key_required',
      'not_found',
      'no_draft',
      'plan_archived',
      'credit_type_archived',
      'idempotency_conflict',
      'rate_too_small',
    ),
  },
});

export const archivePlan = createRoute({
  method: 'post',
  path: '/v1/plans/{id}/archive',
  summary: 'Archive a plan, so that it accepts no new subscriptions or versions',
  description: 'Current subscriptions and grants do not change. Archiving it again changes nothing.',
  ...forHost('catalog'),
  request: { ...path, headers: IdempotencyHeaders },
  responses: {
    200: answer(Plan, 'The newest version of the plan'),
    ...writeProblems('idempotency_key_required', 'not_found', 'idempotency_conflict'),
  },
});

export const unarchivePlan = createRoute({
  method: 'post',
  path: '/v1/plans/{id}/unarchive',
  summary: 'Unarchive a plan',
  ...forHost('catalog'),
  request: { ...path, headers: IdempotencyHeaders },
  responses: {
    200: answer(Plan, 'The newest version of the plan'),
    ...writeProblems('idempotency_key_required', 'not_found', 'credit_type_archived', 'idempotency_conflict'),
  },
});

export const listPlans = createRoute({
  method: 'get',
  path: '/v1/plans',
  summary: 'List plans, each at its newest version',
  ...forHost('read'),
  request: {
    query: z.strictObject({
      productId: Id.optional().openapi({ description: 'Only plans of this product.' }),
      ...ARCHIVED,
      ...PAGE,
    }),
  },
  responses: { 200: answer(page(Plan), 'Plans by id'), ...problems('invalid_request') },
});

export const getPlan = createRoute({
  method: 'get',
  path: '/v1/plans/{id}',
  summary: 'Read the newest version of a plan, or a given one',
  ...forHost('read'),
  request: {
    ...path,
    query: z.strictObject({
      version: z
        .string()
        .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1')
        .transform(Number)
        .optional()
        .openapi({ type: 'integer' }),
    }),
  },
  responses: { 200: answer(Plan, 'The plan'), ...problems('not_found') },
});

export const listPlanVersions = createRoute({
  method: 'get',
  path: '/v1/plans/{id}/versions',
  summary: 'List the versions of a plan, newest first',
  ...forHost('read'),
  request: { ...path, query: z.strictObject(PAGE) },
  responses: { 200: answer(page(Plan), 'Versions'), ...problems('invalid_request', 'not_found') },
});
