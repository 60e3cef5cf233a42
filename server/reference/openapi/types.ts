import type { OpenAPIHono } from '@hono/zod-openapi';

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
export type OpenApiOperation = NonNullable<NonNullable<NonNullable<OpenApiDocument['paths']>[string]>['get']>;
