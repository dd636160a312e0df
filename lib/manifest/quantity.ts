const PATTERN = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;
const BINARY: readonly string[] = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** Whether text is an amount as the API writes it: `250m`, `1.5`, `256Mi`, `1e3`. */
export function isQuantity(text: string): boolean {
  return PATTERN.test(text);
}

/**
 * What an amount is worth, for comparing two of them: equal amounts are equal, however they are written; NaN for text
 * that is no amount.
 */
export function amountOf(text: string): number {
  const [, number = 'NaN', unit = ''] = PATTERN.exec(text) ?? [];
  const binary = BINARY.indexOf(unit);
  if (binary >= 0) return Number(number) * 2 ** (10 * (binary + 1));
  // Left to the parser of numbers, because a product of decimal fractions is not exact.
  return Number(number + (unit in DECIMAL ? `e${DECIMAL[unit]}` : unit));
}

const LARGEST_BINARY = (2n ** 63n - 1n) * 1000n;
const LONGEST = 64;
const LARGEST_EXPONENT = 100;

/**
 * What an amount is worth in thousandths, exactly. As in the API server, what is left of a thousandth counts as a whole
 * one. Undefined for what is no amount.
 */
export function exactAmount(value: unknown): bigint | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  const [, number, unit = ''] = (text.length <= LONGEST && PATTERN.exec(text)) || [];
  if (number === undefined) return undefined;
  const [whole = '', fraction = ''] = number.replace(/^[+-]/, '').split('.');
  const digits = BigInt(whole + fraction);
  const binary = BINARY.indexOf(unit);
  const exponent = (binary >= 0 ? 0 : (DECIMAL[unit] ?? Number(unit.slice(1)))) + 3 - fraction.length;
  if (Math.abs(exponent) > LARGEST_EXPONENT) return undefined;
  const scaled = binary >= 0 ? digits << BigInt(10 * (binary + 1)) : digits;
  const thousandths = exponent >= 0 ? scaled * 10n ** BigInt(exponent) : dividedUp(scaled, 10n ** BigInt(-exponent));
  const size = binary >= 0 && thousandths > LARGEST_BINARY ? LARGEST_BINARY : thousandths;
  return number.startsWith('-') ? -size : size;
}

function dividedUp(amount: bigint, divisor: bigint): bigint {
  return (amount + divisor - 1n) / divisor;
}
