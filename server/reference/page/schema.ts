import type { OpenApiDocument } from '../openapi/types.js';
import { parameterDescription } from '../openapi/parameters.js';

export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
};

export type Field = {
  /** The path from the root, such as `unit.singular` or `data[].id`. */
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
};

/** Deeper fields are only in the OpenAPI document. */
const DEEPEST = 4;

export function fieldsOf(document: OpenApiDocument, schema: Schema): readonly Field[] {
  const resolve = (found: Schema): Schema => {
    const name = found.$ref?.split('/').at(-1);
    const named = name === undefined ? undefined : (document.components?.schemas?.[name] as Schema | undefined);
    const whole = named ? { ...named, ...(found.description && { description: found.description }) } : found;
    return whole.allOf ? merged(whole, whole.allOf.map(resolve)) : whole;
  };
  const alternatives = ({ anyOf, oneOf }: Schema) => (anyOf ?? oneOf ?? []).map(resolve);
  /** Ignores the alternative `null`. */
  const parts = (whole: Schema): Schema =>
    alternatives(whole).find(({ properties, items }) => properties ?? items) ?? whole;

  const walk = (found: Schema, path: string, depth: number): Field[] => {
    const whole = parts(resolve(found));
    if (whole.items && path !== '') return walk(whole.items, `${path}[]`, depth);
    if (depth > DEEPEST) return [];
    return Object.entries(whole.properties ?? {}).flatMap(([name, property]) => {
      const own = path === '' ? name : `${path}.${name}`;
      const resolved = resolve(property);
      const field = {
        path: own,
        type: typeOf(resolved, alternatives(resolved)),
        isRequired: whole.required?.includes(name) ?? false,
        description: resolved.description ?? (name.endsWith('Id') ? parameterDescription(name) : undefined) ?? '',
      };
      return [field, ...walk(property, own, depth + 1)];
    });
  };
  return walk(schema, '', 1);
}

function merged(whole: Schema, all: readonly Schema[]): Schema {
  return {
    ...(Object.assign({}, ...all) as Schema),
    ...(whole.description && { description: whole.description }),
    properties: Object.assign({}, ...all.map(({ properties }) => properties), whole.properties) as Record<
      string,
      Schema
    >,
    required: all.flatMap(({ required = [] }) => required),
  };
}

function typeOf(schema: Schema, alternatives: readonly Schema[]): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (alternatives.length > 0) return [...new Set(alternatives.map((each) => typeOf(each, [])))].join(' | ');
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['any']);
  return types.map((type) => (schema.format !== undefined && type === 'string' ? schema.format : type)).join(' | ');
}
