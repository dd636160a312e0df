import { isObject, type Json } from '../../manifest/json';
import { exactAmount } from '../../manifest/quantity';

/** Amounts by resource, in thousandths: `cpu`, `requests.memory`, `pods`. */
export type Amounts = ReadonlyMap<string, bigint>;

export const NOTHING: Amounts = new Map();

/** The number of things, as an amount. */
export const ONE = 1000n;

/** The amounts of a resource list; undefined where something in it is no amount. */
export function amountsIn(list: Json | undefined): Amounts | undefined {
  if (list === undefined || list === null) return NOTHING;
  if (!isObject(list)) return undefined;
  const amounts = new Map<string, bigint>();
  for (const [resource, value] of Object.entries(list)) {
    const amount = typeof value === 'string' ? (parsed.get(value) ?? parse(value)) : exactAmount(value);
    if (amount === undefined) return undefined;
    amounts.set(resource, amount);
  }
  return amounts;
}

// Most containers ask for one of few amounts: each text is read once.
const parsed = new Map<string, bigint>();

function parse(text: string): bigint | undefined {
  const amount = exactAmount(text);
  if (amount !== undefined) parsed.set(text, amount);
  return amount;
}

/** The sum, by resource. */
export function plus(...all: readonly Amounts[]): Amounts {
  const sum = new Map<string, bigint>();
  for (const amounts of all)
    for (const [resource, amount] of amounts) sum.set(resource, (sum.get(resource) ?? 0n) + amount);
  return sum;
}

/** What is left of the first, by its resources. */
export function minus(all: Amounts, taken: Amounts): Amounts {
  return new Map([...all].map(([resource, amount]) => [resource, amount - (taken.get(resource) ?? 0n)] as const));
}

/** The larger one of each resource. */
export function larger(a: Amounts, b: Amounts): Amounts {
  const largest = new Map(a);
  for (const [resource, amount] of b) {
    const other = largest.get(resource);
    if (other === undefined || amount > other) largest.set(resource, amount);
  }
  return largest;
}

/** What the first says, and of other resources what the second says. */
export function orElse(first: Amounts, second: Amounts): Amounts {
  return new Map([...second, ...first]);
}

/** The same of so many. */
export function times(amounts: Amounts, count: number): Amounts {
  return new Map([...amounts].map(([resource, amount]) => [resource, amount * BigInt(count)] as const));
}

/** How often one amount is in another, and which resource is the scarcest; undefined: as often as one likes. */
export function fitting(
  usage: Amounts,
  room: Amounts,
): { readonly count: bigint; readonly scarcest: string } | undefined {
  let found: { readonly count: bigint; readonly scarcest: string } | undefined;
  for (const [resource, amount] of usage) {
    const left = room.get(resource);
    if (left === undefined || amount <= 0n) continue;
    const count = left < 0n ? 0n : left / amount;
    if (!found || count < found.count) found = { count, scarcest: resource };
  }
  return found;
}

const BINARY = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'];
const DECIMAL = ['E', 'P', 'T', 'G', 'M', 'k'];
const BYTES = /(^|[./])(memory|storage|ephemeral-storage)$|hugepages-/;

/** An amount as a person would write it: `1500m` of cpu, `256Mi` of memory, `3` pods. */
export function written(resource: string, amount: bigint): string {
  if (amount < 0n) return `-${written(resource, -amount)}`;
  if (amount % ONE !== 0n) return `${amount}m`;
  const whole = amount / ONE;
  return BYTES.test(resource) ? bytes(whole) : String(whole);
}

function bytes(amount: bigint): string {
  if (amount === 0n) return '0';
  for (const [index, unit] of BINARY.entries()) {
    const size = 1024n ** BigInt(BINARY.length - index);
    if (amount % size === 0n) return `${amount / size}${unit}`;
  }
  for (const [index, unit] of DECIMAL.entries()) {
    const size = 1000n ** BigInt(DECIMAL.length - index);
    if (amount % size === 0n) return `${amount / size}${unit}`;
  }
  return String(amount);
}
