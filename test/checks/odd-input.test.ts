import fc from 'fast-check';
import { exampleText } from '../../lib/checks/example';
import { checkManifests } from '../../lib/checks/input/check-manifests';
import { CHECKS } from '../../lib/checks/rules';
import { isList, isObject, replacedAt, type Json, type JsonObject, type JsonPath } from '../../lib/manifest/json';
import { parse } from '../support/objects';

/** The objects of every example, wrong and right. */
const examples = CHECKS.flatMap(({ rules }) => rules)
  .flatMap(({ fails, passes, platform = {} }) => [fails, passes].map((text) => ({ text, platform })))
  .map(({ text, platform }) => ({ objects: parse(exampleText(text)), platform }));

/** Every place in a value, keys that every object inherits among them. */
function pathsIn(value: Json, path: JsonPath = []): readonly JsonPath[] {
  const children = isList(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  const inherited = isObject(value) ? [[...path, 'constructor']] : [];
  return [path, ...inherited, ...children.flatMap(([step, child]) => pathsIn(child, [...path, step]))];
}

const odd = fc.oneof(
  fc.constantFrom<Json>(null, true, 0, -1, 1.5, 1e300, [], [null], [[]], [{}], {}, { a: null }),
  fc.constantFrom('', ' ', 'x', '-5', '1e99', '25%', '$(A)', '*', '__proto__', 'constructor', 'toString'),
);

/** An object with something odd in one place or another. */
function oddly(object: JsonObject): fc.Arbitrary<JsonObject> {
  const place = fc.tuple(fc.constantFrom(...pathsIn(object).slice(1)), odd);
  return fc
    .array(place, { maxLength: 2 })
    .map((places) => places.reduce<Json>((value, [path, replacement]) => replacedAt(value, path, replacement), object))
    .filter(isObject);
}

const cases = fc
  .constantFrom(...examples)
  .chain(({ objects, platform }) => fc.tuple(...objects.map(oddly)).map((manifests) => ({ manifests, platform })));

test('no check fails, whatever stands anywhere', () => {
  fc.assert(
    fc.property(cases, ({ manifests, platform }) => {
      const { findings } = checkManifests(manifests, { ...platform, pack: 'production' });

      expect(findings.filter(({ rule }) => rule === 'check/failed')).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

const pod = (spec: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { containers: [{ name: 'web', image: 'registry.example/web:1.0.0' }], ...spec },
});
const INHERITED: readonly JsonObject[] = ['constructor', '__proto__', 'toString'].flatMap(
  (name): readonly JsonObject[] => [
    pod({ nodeSelector: { [name]: 'x' }, topologySpreadConstraints: [{ topologyKey: name, maxSkew: 1 }] }),
    pod({ volumes: [{ name: 'data', [name]: {} }], hostNetwork: name, activeDeadlineSeconds: `5 ${name}` }),
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web', namespace: 'shop' }, type: name },
    { apiVersion: name, kind: name, metadata: { name: 'web', namespace: 'shop' } },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { scaleTargetRef: { kind: name, name }, maxReplicas: 2, metrics: [{ type: name }] },
    },
  ],
);

test.each(INHERITED)('what every object inherits is in no table: %j', (manifest) => {
  const { findings } = checkManifests([manifest], { pack: 'production' });

  expect(findings.filter(({ rule, want }) => rule === 'check/failed' || typeof (want ?? '') !== 'string')).toEqual([]);
});
