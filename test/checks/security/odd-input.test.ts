import fc from 'fast-check';
import type { Check } from '../../../lib/checks/check';
import { exampleText } from '../../../lib/checks/example';
import { NETWORK } from '../../../lib/checks/network';
import { SECURITY } from '../../../lib/checks/security';
import { isList, isObject, replacedAt, type Json, type JsonObject, type JsonPath } from '../../../lib/manifest/json';
import { parse } from '../../support/objects';
import { judged } from '../judged';

const CHECKS: readonly Check[] = [...SECURITY, ...NETWORK];
const ALL: Check = { rules: [], judge: (context) => CHECKS.flatMap((check) => check.judge(context)) };
const objects = CHECKS.flatMap(({ rules }) => rules).flatMap(({ fails }) => parse(exampleText(fails)));

/** Every place in a value below its top. */
function places(value: Json, path: JsonPath = []): readonly JsonPath[] {
  const children: readonly (readonly [string | number, Json])[] = isList(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return children.flatMap(([key, child]) => [[...path, key], ...places(child, [...path, key])]);
}

/** Examples in which one place holds something else. */
const odd = fc.constantFrom(...objects).chain((object) =>
  fc
    .record({
      path: fc.constantFrom(...places(object).filter(([first]) => first !== 'kind' && first !== 'apiVersion')),
      value: fc.constantFrom<Json>(null, '', 'x', -1, true, [], {}, [null], ['x', [1]], [{}], { name: 5, x: null }),
    })
    .map(({ path, value }): JsonObject => {
      const replaced = replacedAt(object, path, value);
      return isObject(replaced) ? replaced : {};
    }),
);

test('no check throws, whatever stands in a manifest', () => {
  fc.assert(
    fc.property(fc.array(odd, { minLength: 1, maxLength: 4 }), (manifests) => {
      expect(() => judged(ALL, ...manifests)).not.toThrow();
    }),
    { numRuns: 500 },
  );
});
