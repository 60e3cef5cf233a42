import { readdirSync, readFileSync } from 'node:fs';
import type { OpenApiOperation } from './types.js';

export type Example = {
  readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
  readonly response: { readonly status: number; readonly contentType: string; readonly body: unknown };
};

const FOLDER = new URL('./examples/', import.meta.url);

/** Ids and times are normalized, so that each run gives the same text. The tests run each example. */
export function readExamples(): ReadonlyMap<string, Example> {
  return new Map(
    readdirSync(FOLDER)
      .filter((file) => file.endsWith('.json'))
      .map((file) => {
        const example = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Example;
        return [file.slice(0, -'.json'.length), example] as const;
      }),
  );
}

export function withExample(operation: OpenApiOperation, { request, response }: Example): void {
  const { requestBody } = operation;
  const asked = requestBody && 'content' in requestBody ? requestBody.content['application/json'] : undefined;
  if (asked && request.body !== undefined) asked.example = request.body;
  const answer = operation.responses?.[response.status] as
    { content?: Record<string, { example?: unknown }> } | undefined;
  const content = answer?.content?.[response.contentType];
  if (content) content.example = response.body;
  // OpenAPI has no field for a full path with its query.
  operation['x-example-request'] = `${request.method} ${request.path}`;
}
