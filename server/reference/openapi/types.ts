import type { OpenAPIHono } from '@hono/zod-openapi';

/** The OpenAPI 3.1 document, as the library that makes it types it. */
export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
export type OpenApiOperation = NonNullable<NonNullable<NonNullable<OpenApiDocument['paths']>[string]>['get']>;
