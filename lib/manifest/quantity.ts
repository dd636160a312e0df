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
