/** Words to describe an interface with, as OpenAPI 3.1 has them. */

export const text = { type: 'string' };
export const int = { type: 'integer' };
/** A value that may be missing. */
export const maybe = (type: 'string' | 'integer') => ({ type: [type, 'null'] });
export const day = { type: 'string', format: 'date' };
export const maybeDay = { ...maybe('string'), format: 'date' };
export const list = (items: object) => ({ type: 'array', items });
/** A schema described elsewhere, by its name. */
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const parameter = (where: 'query' | 'path') => (name: string, schema: object, description: string) => ({
  name,
  in: where,
  required: where === 'path',
  schema,
  description,
});
export const query = parameter('query');
export const inPath = parameter('path');

/** An answer that carries the named schema. */
export const answer = (name: string, description: string) => ({
  description,
  content: { 'application/json': { schema: ref(name) } },
});
