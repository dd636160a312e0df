const SECONDS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
const PART = /([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|µs|ms|s|m|h)/g;

/**
 * A duration as Go writes it, so that the same time is always the same text: `20m` and `1200s` are `20m0s`.
 * Undefined where the engine would refuse it.
 */
export function goDuration(duration: string): string | undefined {
  if (duration === '0') return '0s';
  if (duration === '' || duration.replace(PART, '') !== '') return undefined;
  const parts = [...duration.matchAll(PART)];
  const total = parts.reduce((sum, [, amount = '', unit = '']) => sum + Number(amount) * (SECONDS[unit] ?? 0), 0);
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = `${Number((total % 60).toFixed(9))}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
