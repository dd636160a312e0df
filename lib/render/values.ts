import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Mistake } from '../manifest/finding';
import { isObject, type JsonObject } from '../manifest/json';
import type { RequiredValues } from '../manifest/open-values';

/** The values of tokens, or why there are none. This room reads them, and writes which ones a program needs. */
export type Values = { readonly values: JsonObject } | { readonly mistake: Mistake };

/** The values in a JSON file, such as `pulumi stack output --json` prints. */
export function readValues(file: string): Values {
  try {
    const values: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isObject(values) ? { values } : { mistake: unusable(file, 'It holds no JSON object.') };
  } catch (error) {
    return { mistake: unusable(file, error instanceof Error ? error.message : String(error)) };
  }
}

function unusable(file: string, reason: string): Mistake {
  return {
    rule: 'token/unreadable-values',
    message: `The values in '${file}' cannot be read. ${reason}`,
    want: 'a JSON file with the value of each token: { "database.address": "…" }',
    fix: 'Correct the file, or STACKWRIGHT_VALUES, which names it.',
  };
}

const NAME = 'required-values.json';

// A program may have several apps that share a folder: what one of them needs is needed.
const needed = new Map<string, RequiredValues>();

/**
 * Writes which values a program needs to `required-values.json`, beside the output folder: in it, `kubectl apply -f`
 * would take the file for a manifest. A program that needs none writes none.
 */
export function writeRequiredValues(folder: string, required: RequiredValues): void {
  if (Object.keys(required).length === 0) return;
  const file = join(dirname(folder), NAME);
  const all = { ...needed.get(file), ...required };
  needed.set(file, all);
  mkdirSync(dirname(folder), { recursive: true });
  writeFileSync(file, `${JSON.stringify(all, undefined, 2)}\n`);
}
