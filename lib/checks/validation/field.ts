import type { InventoryObject } from '../../manifest/inventory';
import { childOf, isList, isObject, text, valueAt, type Json, type JsonPath } from '../../manifest/json';
import type { Breach } from '../check';

/** What is said of a field beside its message. */
export interface Advice {
  /** What is allowed. */
  readonly want?: string;
  /** What to do. */
  readonly fix?: string;
}

/**
 * A field of an object, whether or not it is there. Rules look at many fields that are not: only those of which
 * something is said are asked for their path.
 */
export class Field {
  readonly object: InventoryObject;
  readonly value: Json | undefined;
  readonly #parent: Field | undefined;
  readonly #steps: JsonPath | string | number;

  constructor(object: InventoryObject, at: JsonPath | string | number = [], parent?: Field) {
    this.object = object;
    this.#steps = at;
    this.#parent = parent;
    this.value = typeof at === 'object' ? valueAt(object.manifest, at) : childOf(parent?.value, at);
  }

  /** The path to it in the object. */
  get at(): JsonPath {
    const steps = this.#steps;
    return typeof steps === 'object' ? steps : [...(this.#parent?.at ?? []), steps];
  }

  /** A field below this one. */
  get(...path: JsonPath): Field {
    return fieldBelow(this, path);
  }

  /** The items of a list. */
  get items(): readonly Field[] {
    const { value } = this;
    return isList(value) && value.length > 0 ? value.map((_, index) => new Field(this.object, index, this)) : NONE;
  }

  /** The fields of an object. */
  get fields(): readonly Field[] {
    const { value } = this;
    return isObject(value) ? Object.keys(value).map((key) => new Field(this.object, key, this)) : NONE;
  }

  /** The last step of the path. */
  get key(): string {
    const steps = this.#steps;
    return String(typeof steps === 'object' ? (steps.at(-1) ?? '') : steps);
  }

  /** The API server takes null for nothing. */
  get isGiven(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** Whether there is text, a number or an item in it. */
  get isFilled(): boolean {
    const { value } = this;
    if (isList(value)) return value.length > 0;
    return isObject(value) ? Object.keys(value).length > 0 : this.isGiven && value !== '';
  }

  get text(): string {
    return text(this.value);
  }

  get number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }

  /** What keeps others from being understood as they were meant. */
  breach(message: string, advice: Advice = {}): Breach {
    return { object: this.object, at: this.at, message, ...advice };
  }
}

const NONE: readonly Field[] = [];

/** A loop, as fields are asked for by the thousand: `reduce` would make a function for each. */
function fieldBelow(field: Field, path: JsonPath): Field {
  let below = field;
  for (const step of path) below = new Field(field.object, step, below);
  return below;
}
