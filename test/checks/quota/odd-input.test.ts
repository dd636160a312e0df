import fc from 'fast-check';
import { Context } from '../../../lib/checks/context';
import { exampleText } from '../../../lib/checks/example';
import { QUOTA } from '../../../lib/checks/quota';
import { isList, isObject, replacedAt, type Json, type JsonPath } from '../../../lib/manifest/json';
import { referencesIn } from '../../../lib/manifest/references';
import { inventoryOf } from '../../manifest/inventory-of';
import { parse } from '../../support/objects';

const manifests = QUOTA.flatMap(({ rules }) => rules).flatMap(({ fails }) => parse(exampleText(fails)));

/** Every place in a value. */
function pathsIn(value: Json, path: JsonPath = []): readonly JsonPath[] {
  const children = isList(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return [path, ...children.flatMap(([step, child]) => pathsIn(child, [...path, step]))];
}

const odd = fc.constantFrom<Json>(
  null,
  0,
  -1,
  1.5,
  1e300,
  true,
  '',
  'x',
  '-5',
  '1e99',
  '25%',
  [],
  [null],
  {},
  { a: null },
);

/** The objects of all examples, with something odd in some places of the spec. */
const oddManifests = fc.tuple(
  ...manifests.map((manifest) => {
    const paths = pathsIn(manifest['spec'] ?? null);
    const places = fc.array(fc.tuple(fc.constantFrom(...paths), odd), { maxLength: 2 });
    return places.map((all) => {
      const spec = all.reduce<Json>(
        (value, [path, replacement]) => replacedAt(value, path, replacement),
        manifest['spec'] ?? null,
      );
      return { ...manifest, spec };
    });
  }),
);

test('odd values anywhere are left to other rules', () => {
  const nodes = [{ count: 3, cpu: 'lots', memory: '8Gi' }];
  fc.assert(
    fc.property(oddManifests, (objects) => {
      const inventory = inventoryOf(objects);
      const context = new Context(inventory, referencesIn(inventory), { nodes });
      for (const check of QUOTA) expect(() => check.judge(context)).not.toThrow();
    }),
    { numRuns: 300 },
  );
});
