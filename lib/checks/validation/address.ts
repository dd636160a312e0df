import { isIP, isIPv4, isIPv6 } from 'node:net';
import type { Breach } from '../check';
import type { Context } from '../context';
import type { Field } from './field';

/** An IPv4 address as older versions of the API server take it: with leading zeros in its parts. */
const PADDED = /^\d+\.\d+\.\d+\.\d+$/;

/** Whether text is an address; versions before 1.36 take leading zeros, and IPv4 addresses in IPv6. */
export function isAddress(text: string, context: Context): boolean {
  if (context.isAtLeast('1.36')) return isIP(text) !== 0 && !text.includes('%') && !isMapped(text);
  return isIP(withoutZeros(text)) !== 0 && !text.includes('%');
}

/** `::ffff:10.0.0.1`. */
function isMapped(text: string): boolean {
  return /^::ffff:\d+\./i.test(text);
}

function withoutZeros(text: string): string {
  return PADDED.test(text) ? text.split('.').map(Number).join('.') : text;
}

/** An address with the length of its prefix, as bits. */
export interface Range {
  readonly address: bigint;
  readonly bits: 32 | 128;
  readonly prefix: number;
}

/** What a CIDR says; undefined where it is none. */
export function rangeOf(cidr: string): Range | undefined {
  const [, text = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(cidr) ?? [];
  const address = withoutZeros(text);
  const bits = isIPv4(address) ? 32 : isIPv6(address) && !address.includes('%') ? 128 : undefined;
  const prefix = Number(length);
  if (bits === undefined || length === '' || (length.length > 1 && length.startsWith('0')) || prefix > bits)
    return undefined;
  return { address: numberOf(address, bits), bits, prefix };
}

/** Whether one range is in another, and smaller. */
export function isInside(inner: Range, outer: Range): boolean {
  return (
    inner.bits === outer.bits &&
    inner.prefix > outer.prefix &&
    networkOf(inner, outer.prefix) === networkOf(outer, outer.prefix)
  );
}

function networkOf({ address, bits }: Range, prefix: number): bigint {
  return address >> BigInt(bits - prefix);
}

function numberOf(address: string, bits: 32 | 128): bigint {
  if (bits === 32) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  return groupsOf(address).reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): readonly string[] {
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_match, ...parts: string[]) => {
    const [a, b, c, d] = parts.slice(0, 4).map(Number);
    return `${((a ?? 0) * 256 + (b ?? 0)).toString(16)}:${((c ?? 0) * 256 + (d ?? 0)).toString(16)}`;
  });
  const [head = '', tail] = plain.split('::');
  const start = head === '' ? [] : head.split(':');
  const end = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...start, ...Array<string>(Math.max(8 - start.length - end.length, 0)).fill('0'), ...end];
}

/** That text is no address. */
export function noAddress(field: Field, context: Context): readonly Breach[] {
  if (typeof field.value !== 'string' || isAddress(field.text, context)) return [];
  return [field.breach(`'${field.text}' is no IP address.`, { want: 'an IPv4 or IPv6 address' })];
}

/** That text is no range of addresses; since 1.36 also one that starts inside of its range. */
export function noRange(field: Field, context: Context): readonly Breach[] {
  if (typeof field.value !== 'string') return [];
  const text = field.text.trim();
  const range = rangeOf(text);
  const want = "a range of addresses as in '10.0.0.0/8'";
  if (!range) {
    const fix =
      isIP(text) === 0
        ? 'Write the range with the length of its prefix.'
        : `Write '${text}/${isIPv4(text) ? 32 : 128}' for this address alone.`;
    return [field.breach(`'${text}' is no range of addresses.`, { want, fix })];
  }
  if (!context.isAtLeast('1.36') || isStrict(text, range)) return [];
  return [field.breach(`'${text}' has bits after its prefix.`, { want })];
}

function isStrict(text: string, { address, bits, prefix }: Range): boolean {
  const rest = BigInt(bits - prefix);
  const hasPadding = PADDED.test(text.split('/')[0] ?? '') && /(^|\.)0\d/.test(text);
  return (address >> rest) << rest === address && !hasPadding && !isMapped(text);
}
