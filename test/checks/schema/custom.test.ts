import { objects } from '../../../lib/checks/schema/objects';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { inventoryOf } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';

function definition(spec: JsonObject, version: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets', singular: 'widget' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec, status: { type: 'object', properties: { ready: { type: 'boolean' } } } },
            },
          },
          ...version,
        },
      ],
    },
  };
}

function widget(spec: Json, more: JsonObject = {}): JsonObject {
  return { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a', namespace: 'shop' }, spec, ...more };
}

/** What breaks when a field `x` of a spec has this schema and this value. */
function broken(x: JsonObject, value: Json): readonly string[] {
  const schema = { type: 'object', properties: { x } };
  const found = judgedBy(objects, inventoryOf([widget({ x: value })]), { definitions: [definition(schema)] });
  return found.map(({ rule, pointer }) => `${rule.replace('schema/', '')} ${(pointer ?? '').replace('/spec/', '')}`);
}

test.each<[JsonObject, readonly Json[], readonly Json[], string]>([
  [{ type: 'string' }, ['a', ''], [1, true, [], {}], 'wrong-type'],
  [{ type: 'integer' }, [1, -1], [1.5, '1', true], 'wrong-type'],
  [{ type: 'number' }, [1, 1.5], ['1'], 'wrong-type'],
  [{ type: 'boolean' }, [true], ['true', 1], 'wrong-type'],
  [{ type: 'array', items: { type: 'string' } }, [[], ['a']], [{}, 'a'], 'wrong-type'],
  [{ type: 'object' }, [{}], [[], 'a'], 'wrong-type'],
  [{ 'x-kubernetes-int-or-string': true }, [1, 'a'], [true, 1.5, {}], 'wrong-type'],
  [{ type: 'string', enum: ['a', 'b'] }, ['a'], ['c'], 'wrong-value'],
  [{ type: 'string', pattern: '^[a-z]+$' }, ['abc'], ['A', ''], 'wrong-value'],
  [{ type: 'string', minLength: 2, maxLength: 3 }, ['ab', '😀😀😀'], ['a', 'abcd'], 'wrong-value'],
  [{ type: 'integer', minimum: 1, maximum: 3 }, [1, 3], [0, 4], 'wrong-value'],
  [{ type: 'integer', minimum: 1, exclusiveMinimum: true }, [2], [1], 'wrong-value'],
  [{ type: 'integer', format: 'int32' }, [5], [2 ** 31], 'wrong-value'],
  [{ type: 'number', multipleOf: 0.5 }, [1.5], [1.2], 'wrong-value'],
  [{ type: 'string', format: 'date-time' }, ['2026-01-31T12:00:00Z'], ['2026-01-31'], 'wrong-value'],
  [{ type: 'string', format: 'ipv4' }, ['10.0.0.1'], ['10.0.0.256', '10.0.0'], 'wrong-value'],
  [{ type: 'string', format: 'ipv6' }, ['::1'], ['10.0.0.1', 'fe80::1%eth0'], 'wrong-value'],
  [{ type: 'string', format: 'cidr' }, ['10.0.0.0/8', '::/0'], ['10.0.0.0', '10.0.0.0/33'], 'wrong-value'],
  [{ type: 'string', format: 'mac' }, ['00:1b:63:84:45:e6'], ['00:1b:63:84:45'], 'wrong-value'],
  [{ type: 'string', format: 'uri' }, ['https://a.example', '/a', 'urn:a'], ['a.example', ''], 'wrong-value'],
  [{ type: 'string', format: 'email' }, ['a@b', 'Jo <a@b.example>'], ['a', '@b'], 'wrong-value'],
  [{ type: 'string', format: 'duration' }, ['5s', '1h30m', '5 minutes', 'PT5S', '0'], ['5', 's'], 'wrong-value'],
  [{ type: 'string', format: 'hostname' }, ['a.example', 'localhost'], ['a b', 'http://a', 'a_b'], 'wrong-value'],
  [{ type: 'string', format: 'one of its own' }, ['x'], [], 'wrong-value'],
  [{ type: 'array', items: {}, minItems: 1, maxItems: 2 }, [[1], [1, 2]], [[], [1, 2, 3]], 'wrong-value'],
  [{ type: 'array', items: {}, 'x-kubernetes-list-type': 'set' }, [['a', 'b']], [['a', 'a']], 'wrong-value'],
  [
    { type: 'object', additionalProperties: { type: 'integer' }, maxProperties: 1 },
    [{ a: 1 }],
    [{ a: 1, b: 2 }],
    'wrong-value',
  ],
  [{ type: 'object', properties: { a: {} }, required: ['a'] }, [{ a: 1 }], [{}, { a: null }], 'missing-field'],
  [{ type: 'object', properties: { a: {} } }, [{ a: 1 }, {}], [{ b: 1 }], 'unknown-field'],
  [
    { type: 'object', properties: { a: {}, b: {} }, oneOf: [{ required: ['a'] }, { required: ['b'] }] },
    [{ a: 1 }],
    [{}, { a: 1, b: 1 }],
    'wrong-value',
  ],
  [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, ['a', 1], [true], 'wrong-value'],
  [{ type: 'string', not: { enum: ['a'] } }, ['b'], ['a'], 'wrong-value'],
  [{ type: 'string', allOf: [{ maxLength: 1 }] }, ['a'], ['ab'], 'wrong-value'],
])('%j takes %j, not %j', (schema, right, wrong, rule) => {
  for (const value of right) expect([value, broken(schema, value)]).toEqual([value, []]);
  for (const value of wrong)
    expect([value, broken(schema, value).join()]).toEqual([value, expect.stringContaining(rule)]);
});

test('nothing is as good as absent, where the schema gives it no meaning', () => {
  expect(broken({ type: 'string' }, null)).toEqual([]);
  expect(broken({ type: 'string', nullable: true }, null)).toEqual([]);
  expect(broken({ type: 'array', items: { type: 'string' } }, [null])).toEqual(['wrong-type x/0']);
});

test('null counts as the default of its place, and else not at all', () => {
  const map = { type: 'object', additionalProperties: { type: 'integer' } };

  expect(broken({ ...map, maxProperties: 1 }, { a: 1, b: null })).toEqual([]);
  expect(broken({ ...map, minProperties: 1 }, { b: null })).toEqual(['wrong-value x']);
  expect(broken({ type: 'array', items: { type: 'integer', default: 2 } }, [null])).toEqual([]);
});

test('what a default brings with it is judged too', () => {
  const inner = { type: 'object', required: ['a'], properties: { a: { type: 'string', default: 'b' } } };

  expect(broken({ type: 'object', required: ['y'], properties: { y: { ...inner, default: {} } } }, {})).toEqual([]);
});

test('a field with a default is never missing', () => {
  expect(broken({ type: 'object', required: ['a'], properties: { a: { type: 'string', default: 'b' } } }, {})).toEqual(
    [],
  );
});

test('unknown fields are kept where the schema says so, and only there', () => {
  const open = { 'x-kubernetes-preserve-unknown-fields': true };

  expect(broken({ type: 'object', ...open }, { a: { b: 1 } })).toEqual([]);
  expect(broken({ type: 'object', ...open, properties: { a: { type: 'object' } } }, { a: { b: 1 }, c: 1 })).toEqual([
    'unknown-field x/a/b',
  ]);
  expect(broken({ type: 'object', additionalProperties: true }, { a: 1 })).toEqual([]);
  expect(broken({ type: 'array', items: { type: 'object' } }, [{ a: 1 }])).toEqual(['unknown-field x/0/a']);
});

test('a field may be called as what all objects have', () => {
  const named: JsonObject = JSON.parse('{ "__proto__": 1 }') as JsonObject;

  expect(broken({ type: 'object', additionalProperties: { type: 'string' } }, named)).toEqual([
    'wrong-type x/__proto__',
  ]);
});

test('where an unknown field belongs is said, as far as the definition tells', () => {
  const fields = { type: 'object', properties: { image: { type: 'string' }, replicas: { type: 'integer' } } };
  const spec = { type: 'object', properties: { web: fields, size: { type: 'integer' } } };
  const fixOf = (value: JsonObject) =>
    judgedBy(objects, inventoryOf([widget(value)]), { definitions: [definition(spec)] }).map(({ fix }) => fix);

  expect(fixOf({ image: 'a' })).toEqual(["Move it into 'web'."]);
  expect(fixOf({ web: { size: 1 } })).toEqual(['Move it up to where the definition has it.']);
  expect(fixOf({ web: { imgae: 'a' } })).toEqual(["Write 'image'."]);
  expect(fixOf({ web: { colour: 'a' } })).toEqual(['Remove it, or move it to where it belongs.']);
});

test('an object in an object has what objects have', () => {
  const embedded = { type: 'object', 'x-kubernetes-embedded-resource': true };

  expect(broken(embedded, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } })).toEqual([]);
  expect(broken(embedded, { apiVersion: 'v1', spec: {} })).toEqual(['unknown-field x/spec', 'missing-field x/kind']);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['^[[:alpha:]]+$', ['abc'], ['a1']],
  ['^[^[:space:]]+$', ['abc'], ['a b']],
  ['^[]a]+$', ['a]'], ['b']],
  ['(?i)^abc$', ['ABC'], ['ab']],
  ['^(?i)abc$', ['ABC'], ['ab']],
  ['(?s)^a.b$', ['a\nb'], ['ab']],
  ['^a.b$', ['a\rb'], ['a\nb']],
  ['\\Aa+\\z', ['aa'], ['aa\n', 'b']],
  ['^(?P<x>a+)b$', ['ab'], ['b']],
  ['^\\pL+$', ['é'], ['1']],
  ['^\\x{41}$', ['A'], ['x']],
  ['^\\s$', [' '], ['\u00a0']],
  ['^[\\w.\\-]+$', ['a-b'], ['a/b']],
  ['(?i:a)b', ['Ab'], ['AB']],
  ['(?U)^a+$', ['aa'], ['b']],
  ['^\\Q[\\E$', ['['], ['a']],
])('the pattern %j is read as Go reads it', (pattern, right, wrong) => {
  for (const text of right) expect([text, broken({ type: 'string', pattern }, text)]).toEqual([text, []]);
  for (const text of wrong)
    expect([text, broken({ type: 'string', pattern }, text)]).toEqual([text, ['wrong-value x']]);
});

test('a pattern that Go does not read is told in its definition, and asks nothing', () => {
  expect(broken({ type: 'string', pattern: '^(?!a)' }, 'a')).toEqual([]);
});

test('no pattern takes longer than its text is long', () => {
  const text = `${'a'.repeat(100_000)}!`;

  expect(broken({ type: 'string', pattern: '^(a+)+$' }, text)).toEqual(['wrong-value x']);
});

test('a status that is written on its own is not judged, apart from its fields', () => {
  const schema = { type: 'object' };
  const wrong = widget({}, { status: { ready: 'no' } });
  const separate = definition(schema, { subresources: { status: {} } });

  expect(judged(objects, definition(schema), wrong)).toMatchObject([{ rule: 'schema/wrong-type' }]);
  expect(judged(objects, separate, wrong)).toEqual([]);
  expect(judged(objects, separate, widget({}, { status: { read: true } }))).toMatchObject([
    { rule: 'schema/unknown-field', fix: "Write 'ready'." },
  ]);
});

test('the metadata is that of any object', () => {
  const labelled = { ...widget({}), metadata: { name: 'a', label: {} } };

  expect(judged(objects, definition({ type: 'object' }), labelled)).toMatchObject([
    { rule: 'schema/unknown-field', pointer: '/metadata/label', fix: "Write 'labels'." },
  ]);
});

test('a definition in the tree counts, not the one that the cluster has', () => {
  const old = definition({ type: 'object', properties: { a: { type: 'string' } } });
  const young = definition({ type: 'object', properties: { b: { type: 'string' } } });
  const inventory = inventoryOf([young, widget({ b: 'x' })]);

  expect(judgedBy(objects, inventory, { definitions: [old] })).toEqual([]);
});

test('a version without a schema, or that is not served, is not judged', () => {
  expect(
    judged(objects, definition({}, { schema: {}, served: true }), widget({ any: 1 })).map(({ rule }) => rule),
  ).toEqual([
    'schema/missing-field', // of the definition itself
  ]);
  expect(judged(objects, definition({ type: 'object' }, { served: false }), widget({ any: 1 }))).toEqual([]);
});
