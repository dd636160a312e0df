import { randomInt } from 'node:crypto';

/**
 * The seeds of generated cases: one that is the same in every run, and one of this run alone. `SEED=…` runs with that
 * one again.
 */
export function seeds(): readonly number[] {
  const given = process.env['SEED'];
  const own = given === undefined ? randomInt(2 ** 31) : Number(given);
  process.stderr.write(`Generated cases: SEED=${own}\n`);
  return [1, own];
}
