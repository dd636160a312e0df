import { isList, isObject } from '../../../manifest/json';
import type { Json, JsonObject } from '../../../manifest/json';
import type { DeclaredMember } from './members';
import { choicesOf, shapeOf } from './shapes';
import { madeUpNumber, madeUpText, zonesOf } from './texts';
import type { Property, Subject } from './texts';
import { typeOf } from './type';
import type { DeclaredType } from './type';

/** Where values are made: for whom, and in the words of which SDK. */
export interface Making {
  readonly subject: Subject;
  /** Folder of the SDK. */
  readonly root: string;
}

/** Objects in objects, deeper than any program looks; some types contain themselves. */
const DEPTH = 5;
const MARKERS = ['$value', '4dabf18193072939515e22adb298388d'];

/** Whether an object stands for a value that is secret, unknown or no plain data, and is handed on as it is. */
export function standsForValue(object: JsonObject): boolean {
  return MARKERS.some((key) => key in object);
}

/** A value of the declared type; undefined where no plain data fits. */
export function madeUp(member: DeclaredMember, making: Making): Json | undefined {
  return new Maker(making).value(typeOf(member.type), member, DEPTH);
}

/** What was given, with all that a provider adds inside of it: the id of a group in a block of network settings. */
export function completed(given: Json, member: DeclaredMember, making: Making): Json {
  return new Maker(making).complete(given, typeOf(member.type), DEPTH);
}

/** The value, unless it stands for one that nobody here may know. */
export function plainOr<Other>(value: Json | undefined, otherwise: Other): Json | Other {
  return value === undefined || (isObject(value) && standsForValue(value)) ? otherwise : value;
}

class Maker {
  private readonly making: Making;

  constructor(making: Making) {
    this.making = making;
  }

  value(type: DeclaredType, property: Property, depth: number): Json | undefined {
    switch (type.kind) {
      case 'text':
        return madeUpText(this.making.subject, property);
      case 'number':
        return madeUpNumber(this.making.subject, property);
      case 'boolean':
        return true;
      case 'literal':
        return type.value;
      case 'record':
        // The tags that a resource has in the end are, without the provider's own, those that it was given.
        return property.name === 'tagsAll' ? plainOr(this.making.subject.inputs['tags'], {}) : {};
      case 'any':
        return {};
      case 'list':
        return this.list(type.of, property, depth);
      case 'union':
        return this.first(type.of, property, depth);
      case 'named':
        return this.named(type.name, depth);
      case 'none':
        return undefined;
    }
  }

  complete(given: Json, type: DeclaredType, depth: number): Json {
    if (type.kind === 'list') return isList(given) ? given.map((item) => this.complete(item, type.of, depth)) : given;
    if (type.kind === 'union') return type.of.reduce((value, option) => this.complete(value, option, depth), given);
    const shape = type.kind === 'named' && isObject(given) ? shapeOf(type.name, this.making.root) : undefined;
    if (!shape || !isObject(given) || depth === 0 || standsForValue(given)) return given;
    return this.object(shape, given, depth);
  }

  /** An output that a provider may leave open is only made up where nothing was given at all. */
  private object(shape: readonly DeclaredMember[], given: JsonObject | undefined, depth: number): JsonObject {
    const values: Record<string, Json> = { ...given };
    for (const member of shape) {
      const own = values[member.name];
      const type = typeOf(member.type);
      if (own !== undefined) values[member.name] = this.complete(own, type, depth - 1);
      else if (!member.optional || !given) {
        const value = this.value(type, member, depth - 1);
        if (value !== undefined) values[member.name] = value;
      }
    }
    return values;
  }

  private list(of: DeclaredType, property: Property, depth: number): Json | undefined {
    if (of.kind === 'text' && /^(?:availability)?zones?(?:Names?)?$/i.test(property.name))
      return zonesOf(this.making.subject.region);
    const value = this.value(of, property, depth);
    return value === undefined ? undefined : [value];
  }

  /** Where there is a choice, what is spelled out is the more telling. */
  private first(options: readonly DeclaredType[], property: Property, depth: number): Json | undefined {
    const sorted = [...options].sort((a, b) => Number(b.kind === 'literal') - Number(a.kind === 'literal'));
    for (const option of sorted) {
      const value = this.value(option, property, depth);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private named(name: string, depth: number): Json | undefined {
    if (depth === 0) return {};
    if (name.startsWith('enums.')) return choicesOf(name, this.making.root)[0];
    const shape = shapeOf(name, this.making.root);
    return shape && this.object(shape, undefined, depth);
  }
}
