import { isList, isObject, type JsonObject } from '../../manifest/json';

/** Tells whether the value at hand fits another schema. */
type Fits = (schema: JsonObject) => boolean;

/** What `anyOf`, `oneOf` and `not` say against the value at hand. */
export function alternatives(schema: JsonObject, fits: Fits): string | undefined {
  const any = schemasAt(schema, 'anyOf');
  if (any.length > 0 && !any.some(fits))
    return `fits none of the ${any.length} forms that it may have${requiredIn(any)}`;
  const one = schemasAt(schema, 'oneOf');
  if (one.length > 0) {
    const fitting = one.filter(fits).length;
    if (fitting === 0) return `fits none of the ${one.length} forms that it may have${requiredIn(one)}`;
    if (fitting > 1) return `fits ${fitting} of the forms of which it must have one${requiredIn(one)}`;
  }
  const not = schema['not'];
  if (isObject(not) && Object.keys(not).length > 0 && fits(not)) return 'has a form that its definition rules out';
  return undefined;
}

function schemasAt(schema: JsonObject, key: string): readonly JsonObject[] {
  const list = schema[key];
  return isList(list) ? list.filter(isObject) : [];
}

/** The fields that tell the forms apart, where each just asks for some: `: it has 'a' or 'b'`. */
function requiredIn(forms: readonly JsonObject[]): string {
  const fields = forms.map(({ required }) => (isList(required) ? required.map(String) : []));
  return fields.some((names) => names.length === 0)
    ? ''
    : `: with ${fields.map((names) => names.join(' and ')).join(', or ')}`;
}
