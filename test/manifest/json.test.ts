import * as fc from 'fast-check';
import {
  canonicalText,
  contentHash,
  forEachString,
  objectAt,
  pointer,
  replacedAt,
  text,
  valueAt,
  type Json,
  type JsonPath,
} from '../../lib/manifest/json';
import { applyOperation } from '../../lib/manifest/json-patch';

const value: Json = { spec: { ports: [{ name: 'http', port: 80 }], selector: null } };

/** Any JSON, as data of its own. */
const json: fc.Arbitrary<Json> = fc.letrec<{ json: Json; list: Json[]; object: Record<string, Json> }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('json'), { maxLength: 3 }),
  object: fc.dictionary(fc.string({ maxLength: 3 }), tie('json'), { maxKeys: 3, noNullPrototype: true }),
})).json;

function reversed(each: Json): Json {
  if (Array.isArray(each)) return each.map(reversed);
  if (typeof each !== 'object' || each === null) return each;
  return Object.fromEntries(
    Object.entries(each)
      .reverse()
      .map(([key, child]): [string, Json] => [key, reversed(child)]),
  );
}

test.each<[JsonPath, Json | undefined]>([
  [[], value],
  [['spec', 'ports', 0, 'port'], 80],
  [['spec', 'selector'], null],
  [['spec', 'ports', 1], undefined],
  [['spec', 'ports', '0'], undefined],
  [['spec', 'missing', 'deep'], undefined],
  [['spec', 'selector', 'app'], undefined],
  [['constructor'], undefined],
])('the value at %j is %j', (path, expected) => {
  expect(valueAt(value, path)).toEqual(expected);
});

test.each<[string, Json | undefined]>([
  ['text', 'a'],
  ['a list', ['a']],
  ['null', null],
  ['nothing', undefined],
])('%s is read as an empty object', (_name, given) => {
  expect(objectAt(given)).toEqual({});
});

test.each<Json | undefined>([undefined, null, 1, true, {}, []])(
  '%j is read as the text that is given instead',
  (given) => {
    expect(text(given, 'otherwise')).toBe('otherwise');
  },
);

test('a replacement at a path leaves the rest as it is', () => {
  expect(replacedAt(value, ['spec', 'ports', 0, 'port'], 8080)).toEqual({
    spec: { ports: [{ name: 'http', port: 8080 }], selector: null },
  });
});

test('a replacement makes the objects on the way that are missing', () => {
  expect(replacedAt({ a: 1 }, ['metadata', 'annotations', 'x'], 'y')).toEqual({
    a: 1,
    metadata: { annotations: { x: 'y' } },
  });
});

test('a replacement does not change the original', () => {
  const before = structuredClone(value);

  replacedAt(value, ['spec', 'ports', 0, 'port'], 8080);

  expect(value).toEqual(before);
});

test.each<[JsonPath, string]>([
  [[], ''],
  [['spec', 'ports', 0], '/spec/ports/0'],
  [['metadata', 'annotations', 'a.b/c~d'], '/metadata/annotations/a.b~1c~0d'],
])('the path %j is the pointer %j', (path, expected) => {
  expect(pointer(path)).toBe(expected);
});

test('a pointer finds the key that it was made of, whatever the key', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (outer, inner) => {
      const document = Object.fromEntries([[outer, Object.fromEntries([[inner, 'here']])]]);
      const operation = { op: 'test', path: pointer([outer, inner]), value: 'here' } as const;
      expect(applyOperation(document, operation)).toBe(document);
    }),
  );
});

test('every text is visited with its path, keys included', () => {
  const visited: [string, string][] = [];

  forEachString({ a: ['x', 1, { b: 'y' }], c: null }, (each, path) => visited.push([each, pointer(path)]));

  expect(visited).toEqual([
    ['a', '/a'],
    ['x', '/a/0'],
    ['b', '/a/2/b'],
    ['y', '/a/2/b'],
    ['c', '/c'],
  ]);
});

test('the canonical text is the same for another order of keys', () => {
  fc.assert(fc.property(json, (each) => canonicalText(each) === canonicalText(reversed(each))));
});

test('the canonical text is JSON of the same value', () => {
  fc.assert(
    fc.property(json, (each) => {
      expect(JSON.parse(canonicalText(each))).toEqual(each);
    }),
  );
});

test('different values have different hashes', () => {
  fc.assert(
    fc.property(json, json, (a, b) => (contentHash(a) === contentHash(b)) === (canonicalText(a) === canonicalText(b))),
  );
});

test('a hash can end a name', () => {
  fc.assert(fc.property(json, (each) => /^[a-z0-9]{10}$/.test(contentHash(each))));
});

test('a hash is the same for ever', () => {
  expect(contentHash({ PORT: '4000' })).toBe('bx2rrlwskb');
});
