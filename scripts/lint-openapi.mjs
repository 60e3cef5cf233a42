// Lints the OpenAPI document of the built server, because the built document is published.
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { openApiDocument } from '../dist/server/reference/openapi/document.js';

const config = await createConfig({
  extends: ['recommended-strict'],
  rules: {
    // The running server adds the address under which it is mounted.
    'no-empty-servers': 'off',
    'no-server-example.com': 'off',
    'operation-operationId-unique': 'error',
    'operation-operationId-url-safe': 'error',
    'operation-description': 'off',
    // The generator writes a schema with a refinement as a composition of one reference.
    'no-illogical-composition-keywords': 'off',
    'operation-tag-defined': 'error',
    'tag-description': 'error',
    'tags-alphabetical': 'error',
    'parameter-description': 'error',
    'no-invalid-media-type-examples': { severity: 'error', allowAdditionalProperties: false },
    'no-invalid-parameter-examples': 'error',
    'no-invalid-schema-examples': 'error',
  },
});
const source = JSON.stringify(openApiDocument(), null, 2);
const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config });

for (const { severity, ruleId, message, location } of problems) {
  console.error(`${severity} ${ruleId}: ${message} at ${location[0]?.pointer ?? '#'}`);
}
console.log(
  problems.length === 0 ? 'The OpenAPI document is fine.' : `${problems.length} problems in the OpenAPI document.`,
);
process.exit(problems.length > 0 ? 1 : 0);
