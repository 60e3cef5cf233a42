import { afterAll, beforeAll, expect, test } from 'vitest';
import { readExamples } from '../../server/reference/openapi/examples.js';
import { newDatabase, type TestDatabase } from '../support/postgres.js';
import type { Sandbox } from '../support/sandbox.js';
import { STEPS } from './operations/index.js';
import { exampleOf } from './operations/normal.js';
import { openStage, type OperationResult, runSteps } from './operations/run.js';

// operations.test.ts writes the examples on SQLite. The same answers here show that both engines agree.

const examples = readExamples();
let database: TestDatabase;
let sandbox: Sandbox;
let ran: readonly OperationResult[];

beforeAll(async () => {
  database = await newDatabase();
  sandbox = await openStage({ database: { url: database.url } });
  ran = await runSteps(sandbox, STEPS);
});
afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

test('the operations wrote to the database', async () => {
  expect((await database.query('SELECT FROM entries')).length).toBeGreaterThan(10);
});

test.each(STEPS.map(({ operationId }) => operationId))('%s answers on PostgreSQL as on SQLite', (operationId) => {
  const run = ran.find(({ step }) => step.operationId === operationId);
  expect(run && exampleOf(run)).toEqual(examples.get(operationId));
  expect(run).toBeDefined();
});
