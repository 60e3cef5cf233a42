import { format } from 'prettier';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROBLEMS } from '../../server/contract/index.js';
import { openApiDocument } from '../../server/reference/openapi/document.js';
import { OPERATIONS } from '../../server/reference/openapi/operations.js';
import type { Sandbox } from '../support/sandbox.js';
import { STEPS } from './operations/index.js';
import { exampleOf } from './operations/normal.js';
import { openStage, type OperationResult, runSteps } from './operations/run.js';

// Runs every operation of the contract; the answers are the examples of the OpenAPI document. Update them (twice for a
// new operation) with: npx vitest run --project unit test/http/operations.test.ts -u

const NAMES = OPERATIONS.map(({ operationId }) => operationId);
const document = openApiDocument();
const described = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as Record<string, { operationId: string }>).map(([method, operation]) => ({
    ...{ method, path, operation: operation as unknown as OperationDescription },
  })),
);
type OperationDescription = {
  operationId: string;
  summary?: string;
  tags?: string[];
  security?: object[];
  parameters?: { name: string; description?: string }[];
  responses: Record<
    string,
    { description: string; 'x-problems'?: string[]; content?: Record<string, { example?: unknown }> }
  >;
};

let sandbox: Sandbox;
let ran: readonly OperationResult[];

beforeAll(async () => {
  sandbox = await openStage();
  ran = await runSteps(sandbox, STEPS);
});
afterAll(() => sandbox.close());

test('every route of the contract has one step, and none has two', () => {
  expect(STEPS.map(({ operationId }) => operationId).sort()).toEqual([...NAMES].sort());
});

test('every route of the contract is mounted, and nothing else asks for a credential', () => {
  const mounted = new Set(
    sandbox.app.routes
      .filter(({ method, path }) => method !== 'ALL' && /^\/(customer\/)?v1\//.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`),
  );
  expect([...mounted].sort()).toEqual(described.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort());
});

describe('the OpenAPI example of', () => {
  test.each(NAMES)('%s equals its answer', async (operationId) => {
    const run = ran.find(({ step }) => step.operationId === operationId);
    expect(run, `${operationId} has no step in test/http/operations`).toBeDefined();
    if (!run) return;
    expect([run.status, run.body]).toEqual([run.step.status ?? 200, run.body]);
    const json = await format(JSON.stringify(exampleOf(run), null, 2), { parser: 'json', printWidth: 120 });
    await expect(json).toMatchFileSnapshot(`../../server/reference/openapi/examples/${operationId}.json`);
  });
});

describe('the OpenAPI document describes', () => {
  test.each(described)('$method $path with its parameters, answers and problems', ({ operation }) => {
    const { summary, tags, security, parameters = [], responses } = operation;
    expect({ summary, tags, security }).toEqual({
      summary: expect.any(String) as string,
      tags: [expect.any(String)],
      security: [expect.any(Object)],
    });
    expect(parameters.filter(({ description }) => description === undefined).map(({ name }) => name)).toEqual([]);
    for (const [status, { description, ...response }] of Object.entries(responses)) {
      expect(description).not.toBe('');
      if (Number(status) < 400) continue;
      const codes = response['x-problems'] ?? [];
      expect(codes.length).toBeGreaterThan(0);
      for (const code of codes) expect(PROBLEMS[code as keyof typeof PROBLEMS].status).toBe(Number(status));
    }
    for (const status of ['400', '401', '403', '429', '500', '503']) expect(Object.keys(responses)).toContain(status);
    const success = Object.entries(responses).filter(([status]) => Number(status) < 300);
    const examples = success.flatMap(([, { content }]) => Object.values(content ?? {}).map(({ example }) => example));
    expect(
      examples.some((example) => example !== undefined),
      `${operation.operationId} shows no answer`,
    ).toBe(true);
  });
});
