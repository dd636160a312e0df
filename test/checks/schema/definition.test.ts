import { objects } from '../../../lib/checks/schema/objects';
import { isObject, objectAt, replacedAt, type Json, type JsonObject, type JsonPath } from '../../../lib/manifest/json';
import { judged } from '../judged';

const SCHEMA: JsonPath = ['spec', 'versions', 0, 'schema', 'openAPIV3Schema'];
const FIELD: JsonPath = [...SCHEMA, 'properties', 'spec'];

const definition: JsonObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object' } } } },
      },
    ],
  },
};

/** Where the definition is wrong when the value at a path is another one. */
function wrong(path: JsonPath, value: Json): readonly string[] {
  const changed = replacedAt(definition, path, value);
  const found = judged(objects, isObject(changed) ? changed : {}).filter(({ rule }) => rule === 'schema/definition');
  return found.map(({ pointer = '' }) => pointer.replace(/.*openAPIV3Schema(?:\/properties\/spec)?/, ''));
}

test('a definition as the server takes it breaks nothing', () => {
  expect(judged(objects, definition)).toEqual([]);
});

test.each<[JsonPath, Json, string]>([
  [['metadata', 'name'], 'widget.example.com', '/metadata/name'],
  [['spec', 'names', 'singular'], 'Widget', '/spec/names/singular'],
  [['spec', 'names', 'listKind'], 'Widget', '/spec/names/listKind'],
  [['spec', 'names', 'shortNames'], ['w', 'W'], '/spec/names/shortNames/1'],
  [['spec', 'versions', 0, 'name'], '1', '/spec/versions/0/name'],
  [['spec', 'versions', 0, 'storage'], false, '/spec/versions'],
  [['spec', 'versions', 0, 'deprecationWarning'], 'It goes.', '/spec/versions/0/deprecationWarning'],
])('at %j, %j is wrong', (path, value, place) => {
  expect(wrong(path, value)).toEqual([place]);
});

test('of the versions, one is stored', () => {
  const version = { served: true, schema: { openAPIV3Schema: { type: 'object' } } };
  const versions = (...stored: readonly boolean[]) =>
    stored.map((storage, index) => ({ ...version, name: `v${index + 1}`, storage }));

  expect(wrong(['spec', 'versions'], versions(true, false))).toEqual([]);
  expect(wrong(['spec', 'versions'], versions(true, true))).toEqual(['/spec/versions']);
});

test('a group of Kubernetes needs an approval', () => {
  const inGroup = (group: string, annotations: JsonObject = {}) =>
    judged(objects, {
      ...definition,
      metadata: { name: `widgets.${group}`, annotations },
      spec: { ...objectAt(definition, 'spec'), group },
    }).map(({ pointer }) => pointer);

  expect(inGroup('widgets.k8s.io')).toEqual(['/spec/group']);
  expect(inGroup('widgets.k8s.io', { 'api-approved.kubernetes.io': 'https://example.com/1' })).toEqual([]);
  expect(inGroup('widgets.x-k8s.io')).toEqual([]);
  expect(inGroup('widgets')).toEqual(['/spec/group']);
});

test.each<[JsonObject, string]>([
  [{ properties: { a: { type: 'string' } } }, '/type'],
  [{ type: 'object', properties: { a: {} } }, '/properties/a/type'],
  [{ type: 'object', properties: { a: null } }, '/properties/a/type'],
  [{ type: 'array' }, '/items'],
  [{ type: 'array', items: {} }, '/items/type'],
  [
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'string' } },
    '/additionalProperties',
  ],
  [{ type: 'object', $ref: '#/definitions/a' }, '/$ref'],
  [{ type: 'object', patternProperties: { a: { type: 'string' } } }, '/patternProperties'],
  [{ type: 'array', items: { type: 'string' }, uniqueItems: true }, '/uniqueItems'],
  [{ type: 'object', 'x-kubernetes-preserve-unknown-fields': false }, '/x-kubernetes-preserve-unknown-fields'],
  [{ type: 'object', 'x-kubernetes-list-type': 'set' }, '/x-kubernetes-list-type'],
  [{ type: 'string', 'x-kubernetes-map-type': 'atomic' }, '/x-kubernetes-map-type'],
  [{ type: 'string', pattern: '^(?!a)' }, '/pattern'],
  [{ type: 'string', pattern: '(a' }, '/pattern'],
  [{ type: 'string', pattern: 'a{1001}' }, '/pattern'],
  [{ type: 'string', enum: ['a'], default: 'b' }, '/default'],
  [{ type: 'object', properties: { a: { type: 'string' } }, default: { b: 1 } }, '/default'],
  [{ type: 'object', anyOf: [{ type: 'object' }] }, '/anyOf/0/type'],
  [{ type: 'object', not: { properties: { a: { default: 1 } } } }, '/not/properties/a/default'],
])('%j is not structural', (schema, place) => {
  expect(wrong(FIELD, schema)).toEqual([place]);
});

test.each<[JsonObject]>([
  [{ 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] }],
  [{ type: 'string', 'x-kubernetes-int-or-string': true }], // as generators write it
  [{ 'x-kubernetes-preserve-unknown-fields': true }],
  [{ type: 'object', additionalProperties: { type: 'string' } }],
  [{ type: 'object', properties: { $ref: { type: 'string' }, default: { type: 'string' } } }], // names of fields
  [{ type: 'object', properties: { a: { type: 'string' } }, oneOf: [{ required: ['a'] }] }],
  [{ type: 'string', pattern: '^(?:a|b)$', format: 'anything' }],
  [{ type: 'object', properties: { a: { type: 'string', default: 'x' } }, required: ['a'], default: {} }],
])('%j is structural', (schema) => {
  expect(wrong(FIELD, schema)).toEqual([]);
});

test('the items of a list are told apart by fields that each of them has', () => {
  const list = (items: JsonObject, ...keys: readonly string[]): JsonObject => ({
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': keys,
    items: {
      type: 'object',
      properties: { name: { type: 'string' }, port: { type: 'integer', default: 1 } },
      ...items,
    },
  });

  expect(wrong(FIELD, list({ required: ['name'] }, 'name', 'port'))).toEqual([]);
  expect(wrong(FIELD, list({}, 'name'))).toEqual(['/items/required']);
  expect(wrong(FIELD, list({}, 'id'))).toEqual(['/items/properties/id']);
  expect(wrong(FIELD, list({}))).toEqual(['/x-kubernetes-list-map-keys']);
  expect(wrong([...FIELD], { ...list({ required: ['name'] }, 'name'), 'x-kubernetes-list-type': 'set' })).toEqual([
    '/x-kubernetes-list-map-keys',
  ]);
});

test('of metadata, a definition restricts the name alone', () => {
  const metadata = (schema: JsonObject) => wrong([...SCHEMA, 'properties', 'metadata'], schema);

  expect(metadata({ type: 'object', properties: { name: { type: 'string', maxLength: 9 } } })).toEqual([]);
  expect(metadata({ type: 'object', properties: { labels: { type: 'object' } } })).toEqual([
    '/properties/metadata/properties/labels',
  ]);
  expect(metadata({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true })).toEqual(['/properties/metadata']);
});
