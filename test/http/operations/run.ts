import { OPERATIONS } from '../../../server/reference/openapi/operations.js';
import type { AppOptions } from '../../../server/index.js';
import { openSandbox, type Sandbox, seed } from '../../support/sandbox.js';
import { given, type AnswerLookup, type Step } from './operation.js';

/** The sandbox clock stands still, so that ledger times are the same in every run. */
export const STANDING = '2026-08-01T09:00:00.000Z';

export type OperationResult = {
  readonly step: Step;
  readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
};

export const operation = (operationId: string) => {
  const found = OPERATIONS.find((candidate) => candidate.operationId === operationId);
  if (!found) throw new Error(`the contract has no route ${operationId}`);
  return found;
};

export const isForCustomers = (operationId: string): boolean =>
  operation(operationId).route.path.startsWith('/customer/');

/** A sandbox with a catalog and `bob`, who has credits. The steps create `acme`. */
export async function openStage(options: Partial<AppOptions> = {}): Promise<Sandbox> {
  const sandbox = await openSandbox(options);
  await sandbox.request('POST', '/v1/test-clock', { now: STANDING });
  await seed(sandbox);
  const grant = { customerId: 'bob', creditTypeId: 'ai-tokens', amount: '10', category: 'paid' };
  await sandbox.request('POST', '/v1/grants', grant);
  return sandbox;
}

export async function runSteps(sandbox: Sandbox, steps: readonly Step[]): Promise<readonly OperationResult[]> {
  const ran: OperationResult[] = [];
  const seen: AnswerLookup = (operationId) => {
    const found = ran.find(({ step }) => step.operationId === operationId);
    if (!found) throw new Error(`${operationId} did not run before`);
    return found.body as ReturnType<AnswerLookup>;
  };
  for (const step of steps) {
    await step.before?.(sandbox, seen);
    ran.push(await runStep(sandbox, step, seen));
  }
  return ran;
}

async function runStep(sandbox: Sandbox, step: Step, seen: AnswerLookup): Promise<OperationResult> {
  const { operationId } = step;
  const method = operation(operationId).route.method.toUpperCase();
  const path = given(step.path, seen);
  const body = step.body === undefined ? {} : { body: given(step.body, seen) };
  const request = { method, path, ...body };
  const token = isForCustomers(operationId) ? await sandbox.tokenFor('acme', ['read', 'purchase', 'settings']) : null;
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const answer = path.endsWith('/stream')
    ? await firstFrame(sandbox, path, headers)
    : await sandbox.request<unknown>(method, path, request.body, headers);
  const contentType = answer.headers.get('content-type')?.split(';')[0] ?? '';
  return { step, request, status: answer.status, contentType, body: answer.body };
}

/** Reads only the first event, because a stream does not end. */
async function firstFrame({ app }: Sandbox, path: string, headers: Readonly<Record<string, string>>) {
  const response = await app.request(path, { headers });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let body = '';
  while (reader && !body.includes('\n\n')) {
    const { value, done } = await reader.read();
    if (done) break;
    body += value;
  }
  await reader?.cancel();
  return { status: response.status, headers: response.headers, body };
}
