import type { InventoryObject } from '../manifest/inventory';
import { forEachScalar, type JsonPath } from '../manifest/json';
import { SECRET_MARK } from '../manifest/secret-marker';
import { isChangedToken, TOKEN_MARK } from '../manifest/tokens';

/** A text in an object, or the key of a field, that no API server should see. */
export interface StrangeText {
  readonly object: InventoryObject;
  readonly text: string;
  readonly at: JsonPath;
}

/** A number that no API server should see. */
export interface StrangeNumber {
  readonly object: InventoryObject;
  readonly at: JsonPath;
}

/** All that no API server should see. */
export interface Strange {
  readonly texts: readonly StrangeText[];
  readonly numbers: readonly StrangeNumber[];
}

/** What is left behind where something that is no text was used as one. */
const LEFTOVER = /Calling \[to(?:String|JSON)\] on an \[Output<|\[object (?:Object|Promise)\]/;
const STRANGE = new RegExp([SECRET_MARK, TOKEN_MARK, LEFTOVER.source].join('|'), 'i');
/** No mark is shorter, and most keys of fields are. */
const SHORTEST = SECRET_MARK.length;

/**
 * The texts that hold a mark of ours, or what JavaScript makes of values that are no text, and the numbers that were
 * marks of ours: one walk for all rules.
 */
export function strangeIn(objects: readonly InventoryObject[]): Strange {
  const texts: StrangeText[] = [];
  const numbers: StrangeNumber[] = [];
  for (const object of objects) {
    forEachScalar(object.manifest, (scalar, at) => {
      if (typeof scalar === 'number') {
        if (isChangedToken(scalar)) numbers.push({ object, at: [...at] });
      } else if (scalar.length >= SHORTEST && STRANGE.test(scalar)) texts.push({ object, text: scalar, at: [...at] });
    });
  }
  return { texts, numbers };
}

/** What stands in a text for a value that is none, if anything does. */
export function leftoverIn(text: string): string | undefined {
  return LEFTOVER.exec(text)?.[0];
}
