import { reachedBy } from '../../lib/manifest/field-pattern';
import type { Json } from '../../lib/manifest/json';

const manifest: Json = {
  kind: 'Pod',
  spec: { volumes: [{ configMap: { name: 'a' } }, { secret: {} }, { configMap: { name: 'b' } }], nodeName: null },
  rules: [{ paths: [{ port: 1 }, { port: 2 }] }, { paths: [] }, {}],
};

test.each<[string, readonly (readonly [Json, readonly (string | number)[]])[]]>([
  ['kind', [['Pod', ['kind']]]],
  ['spec.nodeName', [[null, ['spec', 'nodeName']]]],
  [
    'spec.volumes[].configMap',
    [
      [{ name: 'a' }, ['spec', 'volumes', 0, 'configMap']],
      [{ name: 'b' }, ['spec', 'volumes', 2, 'configMap']],
    ],
  ],
  [
    'rules[].paths[].port',
    [
      [1, ['rules', 0, 'paths', 0, 'port']],
      [2, ['rules', 0, 'paths', 1, 'port']],
    ],
  ],
])('%s reaches %j', (pattern, expected) => {
  expect(reachedBy(pattern, manifest)).toEqual(expected);
});

test.each([
  'missing',
  'spec.missing.name',
  'kind.name',
  'spec[]',
  'kind[]',
  'spec.volumes.configMap',
  'spec.nodeName.a',
])('%s reaches nothing', (pattern) => {
  expect(reachedBy(pattern, manifest)).toEqual([]);
});
