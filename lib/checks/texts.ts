import type { InventoryObject } from '../manifest/inventory';
import { forEachString, type JsonPath } from '../manifest/json';
import { SECRET_MARK } from '../manifest/secret-marker';
import { TOKEN_MARK } from '../manifest/tokens';

/** A text in an object, or the key of a field, that no API server should see. */
export interface StrangeText {
  readonly object: InventoryObject;
  readonly text: string;
  readonly at: JsonPath;
}

/** What is left behind where something that is no text was used as one. */
const LEFTOVER = /Calling \[to(?:String|JSON)\] on an \[Output<|\[object (?:Object|Promise)\]/;
const STRANGE = new RegExp([SECRET_MARK, TOKEN_MARK, LEFTOVER.source].join('|'), 'i');

/** The texts that hold a mark of ours, or what JavaScript makes of values that are no text: one walk for all rules. */
export function strangeTextsIn(objects: readonly InventoryObject[]): readonly StrangeText[] {
  const found: StrangeText[] = [];
  for (const object of objects) {
    forEachString(object.manifest, (text, at) => {
      if (STRANGE.test(text)) found.push({ object, text, at: [...at] });
    });
  }
  return found;
}

/** What stands in a text for a value that is none, if anything does. */
export function leftoverIn(text: string): string | undefined {
  return LEFTOVER.exec(text)?.[0];
}
