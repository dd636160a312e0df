import { annotations, labels } from '../../../lib/checks/metadata/labels';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { core } from '../../manifest/inventory-of';
import { judged } from '../judged';

type Field = 'labels' | 'annotations';

const CHECKS = { labels, annotations };

function labelled(field: Field, map: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config', [field]: map } };
}

const BAD_KEYS = [
  '',
  '/a',
  'a/',
  'a/b/c',
  '-a',
  'a-',
  'a b',
  'ä',
  'a\n',
  'a'.repeat(64),
  '-x.com/a',
  'x..com/a',
  'x_y/a',
  `${'a'.repeat(254)}/a`,
];
const GOOD_KEYS = ['a', 'A_b.c-9', 'a'.repeat(63), 'example.com/a', 'x/a', `${'a'.repeat(253)}/${'a'.repeat(63)}`];

describe.each<Field>(['labels', 'annotations'])('%s', (field) => {
  test.each(GOOD_KEYS)('may have the key %j', (key) => {
    expect(judged(CHECKS[field], labelled(field, { [key]: '1' }))).toEqual([]);
  });

  test.each(BAD_KEYS)('fails when a key is %j', (key) => {
    expect(judged(CHECKS[field], labelled(field, { [key]: '1' }))).toMatchObject([
      {
        rule: `${field.slice(0, -1)}/illegal`,
        message: `'${key}' cannot be the key of a label or annotation.`,
      },
    ]);
  });

  test.each<Json>([1, true, null, ['a'], {}])('fails when a value is %j', (value) => {
    expect(judged(CHECKS[field], labelled(field, { a: value }))).toMatchObject([
      {
        rule: `${field.slice(0, -1)}/illegal`,
        message: `${JSON.stringify(value)} cannot be the value of the ${field.slice(0, -1)} 'a'.`,
      },
    ]);
  });

  test('fails once for each that is wrong', () => {
    expect(judged(CHECKS[field], labelled(field, { '-a': '1', b: '1', '-c': '1' }))).toHaveLength(2);
  });
});

test('fails when the prefix of a label has capitals', () => {
  expect(judged(labels, labelled('labels', { 'Example.com/a': '1' }))).toMatchObject([{ rule: 'label/illegal' }]);
});

test('the prefix of an annotation may have capitals', () => {
  expect(judged(annotations, labelled('annotations', { 'Example.com/a': '1' }))).toEqual([]);
});

test.each(['', 'a', 'A', '1', 'a.b_c-d', 'a'.repeat(63)])('a label may be %j', (value) => {
  expect(judged(labels, labelled('labels', { a: value }))).toEqual([]);
});

test.each(['a'.repeat(64), '-a', 'a-', 'a b', 'a/b', 'v1+2', ' ', 'a\n'])('fails when a label is %j', (value) => {
  expect(judged(labels, labelled('labels', { a: value }))).toMatchObject([
    { rule: 'label/illegal', pointer: '/metadata/labels/a' },
  ]);
});

test.each(['', 'a b', 'a'.repeat(5000), '{"a": 1}\n'])('an annotation may be %j', (value) => {
  expect(judged(annotations, labelled('annotations', { a: value }))).toEqual([]);
});

const bad = { metadata: { labels: { a: '-' } } };

test.each<[string, string, JsonObject, string]>([
  ['apps/v1', 'Deployment', { template: bad }, '/spec/template/metadata/labels/a'],
  ['batch/v1', 'CronJob', { jobTemplate: bad }, '/spec/jobTemplate/metadata/labels/a'],
  [
    'batch/v1',
    'CronJob',
    { jobTemplate: { spec: { template: bad } } },
    '/spec/jobTemplate/spec/template/metadata/labels/a',
  ],
  ['apps/v1', 'StatefulSet', { volumeClaimTemplates: [{}, bad] }, '/spec/volumeClaimTemplates/1/metadata/labels/a'],
])('fails when a template of a %s %s has an illegal label', (apiVersion, kind, spec, pointer) => {
  expect(judged(labels, { ...core(kind, 'it', { spec }), apiVersion })).toMatchObject([
    { rule: 'label/illegal', pointer },
  ]);
});

test('a Pod is judged once', () => {
  expect(judged(labels, { apiVersion: 'v1', kind: 'Pod', ...bad })).toHaveLength(1);
});

test.each<[Field, Json]>([
  ['labels', false],
  ['labels', 1],
  ['annotations', true],
])('in %s, the value %j only lacks its quotes', (field, value) => {
  expect(judged(CHECKS[field], labelled(field, { a: value }))).toMatchObject([
    { fix: 'Write the value as text, in quotes.' },
  ]);
});
