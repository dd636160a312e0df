import { isList, isObject, type Json, type JsonObject } from '../../../manifest/json';
import { isSecret, isUnknown, placesOf } from '../markers';
import type { PlannedResource } from '../plan';
import { packageOf } from '../urn';
import { onOneLine } from './style';

/** How much of the inputs is told: one line for each, all of them, or nothing. */
export type InputDetail = 'short' | 'all' | 'none';

/** How wide a shortened line is, in characters. */
const WIDTH = 100;

/** The inputs of a resource as lines; short, without what its type says already. */
export function inputLines({ type, inputs }: PlannedResource, detail: InputDetail): readonly string[] {
  if (detail === 'all' || packageOf(type) !== 'kubernetes') return valueLines(inputs, detail);
  const { apiVersion: _version, kind: _kind, ...rest } = inputs;
  return valueLines(rest, detail);
}

/** The fields of an object as lines of YAML: one for each field, as wide as may be, or all that there is. */
export function valueLines(object: JsonObject, detail: InputDetail): readonly string[] {
  if (detail === 'none') return [];
  if (detail === 'all') return blockLines(object);
  return Object.entries(object).map(([key, value]) => shortLine(keyText(key), value));
}

/**
 * A value on one line: `{ app: web, ports: [80, (known after apply)] }`.
 * @param depth - how many levels of objects and lists are told; what is in deeper ones is `{…}` or `[…]`
 */
export function flowText(value: Json, depth = Infinity): string {
  if (isUnknown(value)) return '(known after apply)';
  if (isSecret(value)) return '[secret]';
  if (!isList(value) && !isObject(value)) return scalarText(value);
  if (Object.keys(value).length === 0) return isList(value) ? '[]' : '{}';
  if (isList(value)) return depth > 0 ? `[${value.map((item) => flowText(item, depth - 1)).join(', ')}]` : '[…]';
  if (depth <= 0) return '{…}';
  const fields = Object.entries(value).map(([key, child]) => `${keyText(key)}: ${flowText(child, depth - 1)}`);
  return `{ ${fields.join(', ')} }`;
}

/** A line with as much of a value as there is room for, the outer levels first; it says what is not known yet. */
function shortLine(key: string, value: Json): string {
  const whole = `${key}: ${flowText(value)}`;
  if (fits(whole)) return whole;
  const unknown = placesOf(value, isUnknown).length;
  const remark = unknown === 0 ? '' : `  (${unknown} known after apply)`;
  const found = [4, 3, 2, 1].map((depth) => `${key}: ${flowText(value, depth)}${remark}`).find(fits);
  return found ?? shortened(`${key}: ${flowText(value, 1)}`, WIDTH);
}

function fits(line: string): boolean {
  return line.length <= WIDTH;
}

/** Text that is cut where it is longer than it may be, and then says how long it was. */
export function shortened(text: string, width: number): string {
  const letters = Array.from(text);
  if (letters.length <= width) return text;
  const length = `… (${letters.length} characters)`;
  return `${letters.slice(0, Math.max(0, width - length.length)).join('')}${length}`;
}

function blockLines(value: Json): readonly string[] {
  if (isList(value)) return value.flatMap(itemLines);
  if (!isObject(value)) return [flowText(value)];
  return Object.entries(value).flatMap(([key, child]) => {
    if (isFlat(child)) return [`${keyText(key)}: ${flowText(child)}`];
    return [`${keyText(key)}:`, ...blockLines(child).map((line) => `  ${line}`)];
  });
}

function itemLines(item: Json): readonly string[] {
  if (isFlat(item)) return [`- ${flowText(item)}`];
  return blockLines(item).map((line, index) => `${index === 0 ? '-' : ' '} ${line}`);
}

/** Whether a value is best told on one line. */
function isFlat(value: Json): boolean {
  if (!isObject(value) && !isList(value)) return true;
  return isUnknown(value) || isSecret(value) || Object.keys(value).length === 0;
}

function keyText(key: string): string {
  return /^[\w$./-]+$/.test(key) ? key : onOneLine(JSON.stringify(key));
}

function scalarText(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  return onOneLine(isPlain(value) ? value : JSON.stringify(value));
}

/** Whether text can stand without quotes, and is not taken for something else. */
function isPlain(text: string): boolean {
  return (
    /^[A-Za-z0-9_$./][^\p{Cc},{}[\]"'#]*$/u.test(text) &&
    !/: |:$| $|^(?:true|false|null|yes|no|on|off|~)$|^[\d.+-]+(?:e\d+)?$/i.test(text)
  );
}
