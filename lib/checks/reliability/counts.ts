import type { Json } from '../../manifest/json';

/** A whole number as it is given, or what the API takes where nothing is; undefined for anything else. */
export function count(value: Json | undefined, otherwise?: number): number | undefined {
  if (value === undefined || value === null) return otherwise;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}

/** What a number or a percentage comes to; undefined for anything else. */
export function share(value: Json | undefined, total: number, round: 'up' | 'down'): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? value : undefined;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  if (percent === undefined) return undefined;
  const part = (Number(percent) * total) / 100;
  return round === 'up' ? Math.ceil(part) : Math.floor(part);
}

/** `1 pod`, `2 pods`. */
export function pods(number: number): string {
  return `${number} ${number === 1 ? 'pod' : 'pods'}`;
}

/** A value for a message: text as it is. */
export function shown(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
