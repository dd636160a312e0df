import type { IConstruct } from 'constructs';
import { report, type Finding } from './finding';
import type { JsonPath } from './json';
import { textToken } from './tokens';

/** A value that is not there yet, put where plain data belongs. */
export interface RawValue {
  readonly at: JsonPath;
  readonly what: 'an Output of Pulumi' | 'a promise';
}

/** The token that stands in for a raw value once it is reported, so that the construct can go on. */
export const RAW_VALUE = 'raw-value';
const STAND_IN = textToken(RAW_VALUE);

/** The values in plain data that are not there yet. Constructs and other objects of a class are not looked into. */
export function rawValuesIn(value: unknown, at: JsonPath = []): readonly RawValue[] {
  if (typeof value !== 'object' || value === null) return [];
  const what = rawValue(value);
  if (what) return [{ at, what }];
  if (Array.isArray(value)) return value.flatMap((item, index) => rawValuesIn(item, [...at, index]));
  if (Object.getPrototypeOf(value) !== Object.prototype) return [];
  return Object.entries(value).flatMap(([key, child]) => rawValuesIn(child, [...at, key]));
}

function rawValue(value: object): RawValue['what'] | undefined {
  if (value instanceof Promise) return 'a promise';
  // By its mark, as the SDK itself tells its own: who writes YAML has no SDK, and there may be several.
  return Reflect.get(value, '__pulumiOutput') === true ? 'an Output of Pulumi' : undefined;
}

/** What to do about one. */
export const RAW_FIX =
  'Pass `token(output)`, or `token.number(output)` for a number. A promise becomes a token likewise, or is awaited first.';

/**
 * The properties of a construct without values that are not there yet: these are reported. Types do not allow them, but
 * not every program is type-checked before it runs.
 */
export function withoutRawValues<T extends object>(scope: IConstruct, props: T): T {
  reportRawValues(scope, props);
  return settled(props);
}

/** Reports the values in the properties of a construct that are not there yet. */
export function reportRawValues(scope: IConstruct, props: object): void {
  for (const { at, what } of rawValuesIn(props)) {
    report(scope, {
      rule: 'token/raw-output',
      message: `The property ${at.join('.')} is ${what}.`,
      want: 'plain data, and tokens',
      fix: RAW_FIX,
    });
  }
}

/** The properties with something harmless in the places of values that are not there yet. */
export function settled<T extends object>(props: T): T {
  return rawValuesIn(props).length === 0 ? props : Object.assign({}, props, withStandIns(props));
}

function withStandIns(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (rawValue(value)) return STAND_IN;
  if (Array.isArray(value)) return value.map(withStandIns);
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withStandIns(child)]));
}

/** The findings without what only follows from a raw value that is reported already. */
export function withoutFollowers(findings: readonly Finding[]): readonly Finding[] {
  if (!findings.some(({ rule }) => rule === 'token/raw-output')) return findings;
  const traces = [`<${RAW_VALUE}>`, `'${RAW_VALUE}'`, STAND_IN];
  return findings.filter(({ message, got = '', object = '' }) =>
    traces.every((trace) => ![message, got, object].some((text) => text.includes(trace))),
  );
}
