import fc from 'fast-check';
import { Context } from '../../../lib/checks/context';
import { VALIDATION } from '../../../lib/checks/validation';
import { isObject, replacedAt, type Json, type JsonObject } from '../../../lib/manifest/json';
import { referencesIn } from '../../../lib/manifest/references';
import { BASES } from '../../cluster/checks/validation-objects';
import { inventoryOf } from '../../manifest/inventory-of';

const json: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 2 })
  .map((value): unknown => value)
  .filter(isJson);

function isJson(value: unknown): value is Json {
  return value !== undefined;
}

/** The paths to all values in an object. */
function pathsIn(value: Json, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  const children: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : isObject(value)
      ? Object.entries(value)
      : [];
  return [path, ...children.flatMap(([step, child]) => pathsIn(child, [...path, step]))];
}

function found(object: JsonObject): number {
  const inventory = inventoryOf([object]);
  const context = new Context(inventory, referencesIn(inventory));
  return VALIDATION.flatMap((check) => check.judge(context)).length;
}

test.each(Object.entries(BASES))('nothing is wrong with a valid object: %s', (_name, { object }) => {
  expect(found(object)).toBe(0);
});

test('any JSON may stand anywhere', () => {
  const broken = fc
    .constantFrom(...Object.values(BASES).map(({ object }) => object))
    .chain((object) => {
      const paths = pathsIn(object).filter(([first]) => first === 'spec' || first === 'data' || first === 'rules');
      return fc.tuple(fc.constant(object), fc.constantFrom(...(paths.length > 0 ? paths : [['spec']])), json);
    })
    .map(([object, path, value]) => replacedAt(object, path, value));

  fc.assert(
    fc.property(broken, (object) => isObject(object) && found(object) >= 0),
    { numRuns: 500 },
  );
});
