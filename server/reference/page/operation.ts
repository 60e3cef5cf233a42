import { html } from 'hono/html';
import { type ProblemCode, PROBLEMS } from '../../contract/index.js';
import type { OpenApiDocument, OpenApiOperation } from '../openapi/types.js';
import { type Field, fieldsOf, type Schema } from './schema.js';

export type OperationEntry = { readonly method: string; readonly path: string; readonly operation: OpenApiOperation };

type Content = Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>;
type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema };
type Answer = {
  readonly description: string;
  readonly content?: Content;
  readonly 'x-problems'?: readonly ProblemCode[];
};

export function operationSection(document: OpenApiDocument, { method, path, operation }: OperationEntry) {
  const { operationId, summary, description } = operation;
  const answers = Object.entries(operation.responses ?? {}) as [string, Answer][];
  const successes = answers.filter(([status]) => Number(status) < 400);
  const asked = operation['x-example-request'] as string | undefined;
  const { requestBody } = operation;
  const body =
    requestBody && 'content' in requestBody ? (requestBody.content as Content)['application/json'] : undefined;
  return html`<article id="${operationId}">
    <h3>${summary}</h3>
    <p class="route">
      <code><b>${method.toUpperCase()}</b> ${path}</code>
    </p>
    <p class="needs">${credentialOf(operation)}</p>
    ${description === undefined ? '' : html`<p>${description}</p>`}
    ${parametersTable((operation.parameters ?? []) as Parameter[])}
    ${body?.schema ? fieldsTable('Body', fieldsOf(document, body.schema)) : ''}
    ${
      asked === undefined
        ? ''
        : html`<h4>Example</h4>
            <pre tabindex="0">${asked}${pretty(body?.example)}</pre>`
    }
    ${successes.map(([status, answer]) => successPart(document, status, answer))} ${problemsTable(answers)}
  </article>`;
}

function credentialOf({ security }: OpenApiOperation): string {
  const [needed] = security ?? [];
  const [scheme, scopes = []] = Object.entries(needed ?? {})[0] ?? [];
  const credential = scheme === 'customerToken' ? 'a customer token' : 'an API key';
  return `Needs ${credential} with the scope ${scopes.join(', ')}.`;
}

function successPart(document: OpenApiDocument, status: string, { description, content = {} }: Answer) {
  return Object.entries(content).map(
    ([type, { schema, example }]) =>
      html`<h4>${status}: ${description} <small>(${type})</small></h4>
        ${example === undefined ? '' : html`<pre tabindex="0">${pretty(example).trimStart()}</pre>`}
        ${schema ? fieldsTable('Fields of the answer', fieldsOf(document, schema)) : ''}`,
  );
}

function parametersTable(parameters: readonly Parameter[]) {
  return rowsTable(
    'Parameters',
    parameters.map(({ name, in: place, required, description = '', schema }) => ({
      path: name,
      type: `${place}, ${schema?.enum ? schema.enum.map(String).join(' | ') : String(schema?.type ?? 'string')}`,
      isRequired: required ?? false,
      description,
    })),
    true,
  );
}

const fieldsTable = (title: string, fields: readonly Field[]) => rowsTable(title, fields, title === 'Body');

function rowsTable(title: string, fields: readonly Field[], isOpen: boolean) {
  if (fields.length === 0) return '';
  return html`<details ${isOpen ? 'open' : ''}>
    <summary>${title}</summary>
    <table>
      <thead>
        <tr>
          <th>Name</th>
          <th>Type</th>
          <th>Meaning</th>
        </tr>
      </thead>
      <tbody>
        ${fields.map(
          ({ path, type, isRequired, description }) =>
            html`<tr>
              <td><code>${path}</code>${isRequired ? '' : ' (optional)'}</td>
              <td>${type}</td>
              <td>${description}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

function problemsTable(answers: readonly [string, Answer][]) {
  const codes = answers.flatMap(([, answer]) => answer['x-problems'] ?? []);
  return html`<details>
    <summary>Problems</summary>
    <table>
      <thead>
        <tr>
          <th>Code</th>
          <th>Status</th>
          <th>Meaning</th>
        </tr>
      </thead>
      <tbody>
        ${codes.map(
          (code) =>
            html`<tr>
              <td><code>${code}</code></td>
              <td>${PROBLEMS[code].status}</td>
              <td>${PROBLEMS[code].title}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

function pretty(value: unknown): string {
  if (value === undefined) return '';
  return `\n\n${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}`;
}
