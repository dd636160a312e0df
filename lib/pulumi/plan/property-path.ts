import { isList, isObject, type Json, type JsonPath } from '../../manifest/json';

/** One step of a property path: a key, an index, or `*` for all keys or elements. */
export type PropertyStep = string | number;

/** The steps of a property path, as `ignoreChanges` and `replaceOnChanges` take it. */
export type PropertyPath = readonly PropertyStep[];

/** Any key or element; a symbol would not survive JSON, and no engine lets a key be called so. */
const ANY = '*';

const STEP = /\.?(?:([^.[\]"]+)|\["((?:[^"\\]|\\.)*)"\]|\[(\*|\d+)\])/y;

/**
 * The steps of a path in Pulumi's syntax: `spec.template.*`, `rules[0].port`, `tags["kubernetes.io/name"]`,
 * `containers[*].image`.
 * @returns undefined for what is no path
 */
export function parsePropertyPath(path: string): PropertyPath | undefined {
  const steps: PropertyStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const found = STEP.exec(path);
    if (!found) return undefined;
    const [, key, quoted, index] = found;
    if (quoted !== undefined) steps.push(quoted.replaceAll(/\\(.)/gs, '$1'));
    else if (index !== undefined && index !== ANY) steps.push(Number(index));
    else steps.push(key ?? ANY);
  }
  return steps;
}

/** A path in Pulumi's syntax: `metadata.labels["app.kubernetes.io/name"]`, `ports[0].name`. */
export function propertyPathText(path: JsonPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (/^[^.[\]"\s*]+$/.test(step)) return index === 0 ? step : `.${step}`;
      return `["${step.replaceAll(/["\\]/g, '\\$&')}"]`;
    })
    .join('');
}

/** Whether a place is at a path, or below it: `spec` contains `spec.replicas`. */
export function contains(pattern: PropertyPath, path: JsonPath): boolean {
  return pattern.length <= path.length && pattern.every((step, index) => matches(step, path[index]));
}

/**
 * Whether a pattern means something of what changed at a path: the place itself, something above it, or something
 * below it that either value has.
 */
export function touches(pattern: PropertyPath, path: JsonPath, values: readonly (Json | undefined)[]): boolean {
  const common = Math.min(pattern.length, path.length);
  if (!pattern.slice(0, common).every((step, index) => matches(step, path[index]))) return false;
  const rest = pattern.slice(common);
  return values.some((value) => reaches(rest, value));
}

function matches(pattern: PropertyStep, step: PropertyStep | undefined): boolean {
  return pattern === ANY || pattern === step;
}

function reaches(pattern: PropertyPath, value: Json | undefined): boolean {
  const [step, ...rest] = pattern;
  if (value === undefined) return false;
  if (step === undefined) return true;
  return childrenAt(value, step).some((child) => reaches(rest, child));
}

function childrenAt(value: Json, step: PropertyStep): readonly Json[] {
  if (isList(value)) return step === ANY ? value : value.filter((_, index) => index === step);
  if (!isObject(value)) return [];
  if (step === ANY) return Object.values(value);
  const child = Object.hasOwn(value, step) ? value[step] : undefined;
  return child === undefined ? [] : [child];
}
