import { oneOf } from '../../manifest/finding';
import {
  canonicalText,
  isList,
  isObject,
  objectAt,
  text,
  type Json,
  type JsonObject,
  type JsonPath,
} from '../../manifest/json';
import type { Mistake } from './mistakes';
import { unknownFields } from './structural-fields';
import { mistakeInPattern } from './structural-patterns';
import { valueMistakes } from './structural-values';

/**
 * What keeps the schema of a custom resource from being structural
 * (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema).
 */
export function structuralMistakes(schema: JsonObject, at: JsonPath): readonly Mistake[] {
  const walk = new StructuralWalk();
  walk.root(schema, at);
  return walk.mistakes;
}

/** What JSON schema knows and a custom resource may not have. */
const UNSUPPORTED = ['$ref', '$schema', 'id', 'definitions', 'dependencies', 'patternProperties', 'additionalItems'];

/** What is said of a value once, beside the alternatives that it has, and never in one of them. */
const ONLY_OUTSIDE = [
  ...['type', 'additionalProperties', 'default', 'nullable', 'title', 'description'],
  ...['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource', 'x-kubernetes-int-or-string'],
  ...['x-kubernetes-list-type', 'x-kubernetes-list-map-keys', 'x-kubernetes-map-type'],
];

const ALTERNATIVES = ['allOf', 'anyOf', 'oneOf'];

/** The one set of forms that may have types: that of a whole number or text. */
const EITHER = canonicalText([{ type: 'integer' }, { type: 'string' }]);

class StructuralWalk {
  readonly mistakes: Mistake[] = [];

  root(schema: JsonObject, at: JsonPath): void {
    const type = text(schema['type']);
    if (type !== '' && type !== 'object')
      this.#add([...at, 'type'], `The root of the schema is of the type '${type}'`, "'object'");
    this.#metadata(schema, at);
    this.#schema(schema, at, 'The root of the schema');
  }

  #schema(schema: JsonObject, at: JsonPath, title: string): void {
    const isOpen =
      schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
    if (text(schema['type']) === '' && !isOpen) this.#add([...at, 'type'], `${title} has no type`, TYPES);
    this.#unsupported(schema, at, title);
    this.#default(schema, at, title);
    this.#parts(schema, at, title);
    this.#extensions(schema, at, title);
    this.#alternatives(schema, at);
  }

  /** Every object has the same metadata: a definition restricts no more than its name. */
  #metadata(schema: JsonObject, at: JsonPath): void {
    const metadata = objectAt(schema, 'properties', 'metadata');
    const place = [...at, 'properties', 'metadata'];
    if (metadata['x-kubernetes-preserve-unknown-fields'] === true || isObject(metadata['additionalProperties']))
      this.#add(place, 'The metadata is left open, and is known', '`type: object`');
    for (const name of Object.keys(objectAt(metadata, 'properties')))
      if (name !== 'name' && name !== 'generateName')
        this.#add(
          [...place, 'properties', name],
          `The definition says what '${name}' is in metadata`,
          "'name' and 'generateName'",
        );
  }

  #unsupported(schema: JsonObject, at: JsonPath, title: string): void {
    for (const keyword of UNSUPPORTED)
      if (isSaid(schema[keyword]))
        this.#add([...at, keyword], `${title} has '${keyword}', which no definition may have`);
    const mistake = mistakeInPattern(text(schema['pattern']));
    if (mistake !== undefined)
      this.#add(
        [...at, 'pattern'],
        `${title} has a pattern that the API server cannot read (${mistake})`,
        'a regular expression as Go has them',
      );
    if (schema['uniqueItems'] === true)
      this.#add([...at, 'uniqueItems'], `${title} has 'uniqueItems'`, "'x-kubernetes-list-type: set'");
    if (schema['x-kubernetes-preserve-unknown-fields'] === false)
      this.#add(
        [...at, 'x-kubernetes-preserve-unknown-fields'],
        `${title} preserves no unknown fields`,
        'true, or none',
      );
  }

  /** What stands in for no value is a value itself. */
  #default(schema: JsonObject, at: JsonPath, title: string): void {
    const { default: standard } = schema;
    if (standard === undefined || standard === null) return;
    const [first] = [
      ...valueMistakes(standard, schema),
      ...(isObject(standard) ? unknownFields(standard, schema) : []),
    ];
    if (first) this.#add([...at, 'default'], `${title} has a default that it does not allow itself: ${first.message}`);
  }

  /** What the value is made of: fields, values of a map, items. */
  #parts(schema: JsonObject, at: JsonPath, title: string): void {
    const { properties, additionalProperties, items } = schema;
    for (const [name, property] of Object.entries(objectAt(properties)))
      // A field of nothing is there all the same, with a schema that says nothing.
      if (isObject(property) || property === null)
        this.#schema(objectAt(property), [...at, 'properties', name], `The field '${name}'`);
    if (isObject(additionalProperties)) {
      const place = [...at, 'additionalProperties'];
      if (Object.keys(objectAt(properties)).length > 0)
        this.#add(place, `${title} has both 'properties' and 'additionalProperties'`, 'one of the two');
      this.#schema(additionalProperties, place, `What is in ${lower(title)}`);
    }
    if (isObject(items)) this.#schema(items, [...at, 'items'], `An item of ${lower(title)}`);
    else if (isList(items)) this.#add([...at, 'items'], `${title} has a list of schemas for its items`, 'one schema');
    else if (schema['type'] === 'array')
      this.#add([...at, 'items'], `${title} is a list of nothing`, 'a schema of its items');
  }

  #extensions(schema: JsonObject, at: JsonPath, title: string): void {
    const { type, 'x-kubernetes-list-type': listType, 'x-kubernetes-list-map-keys': keys } = schema;
    if (isGiven(listType) && type !== 'array')
      this.#add([...at, 'x-kubernetes-list-type'], `${title} has a list type, and is no list`);
    if (isGiven(schema['x-kubernetes-map-type']) && type !== 'object')
      this.#add([...at, 'x-kubernetes-map-type'], `${title} has a map type, and is no map`);
    const names = isList(keys) ? keys.map((key) => text(key)) : [];
    if (listType === 'map' && names.length === 0)
      this.#add(
        [...at, 'x-kubernetes-list-map-keys'],
        `${title} does not say what tells its items apart`,
        'names of fields',
      );
    if (listType !== 'map' && names.length > 0)
      this.#add(
        [...at, 'x-kubernetes-list-map-keys'],
        `${title} has keys for its items, and no 'x-kubernetes-list-type: map'`,
      );
    if (schema['x-kubernetes-embedded-resource'] === true && type !== 'object')
      this.#add([...at, 'type'], `${title} is an object of its own, and of another type`, "'object'");
    if (listType === 'map') this.#keys(names, schema, at);
  }

  /** What tells the items of a list apart is in each of them. */
  #keys(keys: readonly string[], schema: JsonObject, at: JsonPath): void {
    const items = objectAt(schema, 'items');
    const required = isList(items['required']) ? items['required'] : [];
    for (const key of keys) {
      const property = objectAt(items, 'properties')[key];
      const place = [...at, 'items', 'properties', key];
      if (!isObject(property)) this.#add(place, `The key '${key}' is no field of the items`);
      else if (!required.includes(key) && !isGiven(property['default']))
        this.#add([...at, 'items', 'required'], `The key '${key}' is neither required nor has it a default`);
    }
  }

  #alternatives(schema: JsonObject, at: JsonPath): void {
    for (const keyword of ALTERNATIVES) {
      const forms = schema[keyword];
      if (!isList(forms) || canonicalText(forms) === EITHER) continue;
      for (const [index, form] of forms.entries()) if (isObject(form)) this.#nested(form, [...at, keyword, index]);
    }
    const { not } = schema;
    if (isObject(not)) this.#nested(not, [...at, 'not']);
  }

  /** One of the alternatives that a value has: it restricts the structure, which stands outside. */
  #nested(form: JsonObject, at: JsonPath): void {
    const title = 'A form of the value';
    for (const keyword of ONLY_OUTSIDE)
      if (isSaid(form[keyword]))
        this.#add([...at, keyword], `${title} has '${keyword}', which is said beside the forms`);
    this.#unsupported(form, at, title);
    for (const [name, property] of Object.entries(objectAt(form, 'properties')))
      if (isObject(property)) this.#nested(property, [...at, 'properties', name]);
    const { items } = form;
    if (isObject(items)) this.#nested(items, [...at, 'items']);
    this.#alternatives(form, at);
  }

  #add(at: JsonPath, message: string, want?: string): void {
    this.mistakes.push({ kind: 'definition', at, message, ...(want === undefined ? {} : { want }) });
  }
}

const TYPES = oneOf(['object', 'array', 'string', 'integer', 'number', 'boolean']);

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** Whether more is said than nothing. */
function isSaid(value: Json | undefined): boolean {
  return isGiven(value) && value !== false && !(isObject(value) && Object.keys(value).length === 0);
}

function lower(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
