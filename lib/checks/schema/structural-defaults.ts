import { isList, isObject, objectAt, type Json, type JsonObject } from '../../manifest/json';

/** A value as the API server judges it: with its defaults, and without the nulls that stand for nothing. */
export function completed(value: Json, schema: JsonObject): Json {
  if (isObject(value)) return completedMap(value, schema);
  const items = schema['items'];
  if (!isList(value) || !isObject(items)) return value;
  return value.map((item) => completed(standIn(item, items) ?? item, items));
}

function completedMap(map: JsonObject, schema: JsonObject): JsonObject {
  const properties = objectAt(schema, 'properties');
  const fields = new Map<string, Json>();
  for (const key of new Set([...Object.keys(properties), ...Object.keys(map)])) {
    const own = Object.hasOwn(properties, key) ? properties[key] : schema['additionalProperties'];
    const value = Object.hasOwn(map, key) ? map[key] : undefined;
    const below = isObject(own) ? own : {};
    const found = isObject(own) || value === undefined ? standIn(value, below) : value;
    if (found !== undefined) fields.set(key, completed(found, below));
  }
  // No assignment: a field may be called `__proto__`.
  return Object.fromEntries(fields);
}

/** What a value counts as: nothing as its default, where there is one, and null as nothing, where it has no meaning. */
function standIn(value: Json | undefined, schema: JsonObject): Json | undefined {
  const isNothing = value === undefined || (value === null && schema['nullable'] !== true);
  return isNothing ? (schema['default'] ?? undefined) : value;
}
