import fc, { type Arbitrary } from 'fast-check';
import type { Json, JsonObject } from 'stackwright';
import { findingOf } from '../../../lib/checks/check';
import { Context } from '../../../lib/checks/context';
import { exampleText } from '../../../lib/checks/example';
import { RELIABILITY } from '../../../lib/checks/reliability';
import { isList, isObject, objectAt, replacedAt, type JsonPath } from '../../../lib/manifest/json';
import { referencesIn } from '../../../lib/manifest/references';
import { inventoryOf } from '../../manifest/inventory-of';
import { parse } from '../../support/objects';

const examples = RELIABILITY.flatMap(({ rules }) =>
  rules.flatMap(({ fails, passes }) => [fails, passes].map((yaml) => parse(exampleText(yaml)))),
);

/** Every place in a value. */
function pathsIn(value: Json, path: JsonPath = []): readonly JsonPath[] {
  const children = isList(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return [path, ...children.flatMap(([step, child]) => pathsIn(child, [...path, step]))];
}

const anything: Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, 0, -1, 1.5, '', '5%', [], {}, [null], [{}], { a: null }, ['a', 1]),
  fc.string(),
);

/** An example in which something stands at the place of something else. */
const broken = fc
  .record({ objects: fc.constantFrom(...examples), value: anything, index: fc.nat(), place: fc.nat() })
  .map(({ objects, value, index, place }): readonly JsonObject[] => {
    const chosen = index % objects.length;
    const object = objects[chosen] ?? {};
    const paths = pathsIn(object).slice(1);
    const path = paths[place % paths.length] ?? [];
    return objects.map((each, number) => (number === chosen ? objectAt(replacedAt(object, path, value)) : each));
  });

test('whatever stands in an object, no check fails to read it', () => {
  fc.assert(
    fc.property(broken, (objects) => {
      const inventory = inventoryOf(objects);
      const context = new Context(inventory, referencesIn(inventory));
      for (const check of RELIABILITY) check.judge(context).map(findingOf);
    }),
    { numRuns: 1000 },
  );
});
