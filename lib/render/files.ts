import type { Finding } from '../manifest/finding';
import { groupBy } from '../manifest/group';
import type { InventoryObject } from '../manifest/inventory';
import { toYaml } from './yaml';

/** The text of each stack's file by its name; a stack without objects has none. */
export function manifestFiles(ordered: readonly InventoryObject[], extension: string): Map<string, string> {
  const byFile = groupBy(ordered, ({ stack }) => fileOf(stack, extension));
  return new Map([...byFile].map(([file, objects]) => [file, toYaml(objects.map(({ manifest }) => manifest))]));
}

function fileOf(stack: string, extension: string): string {
  return stack.replaceAll('/', '-') + extension;
}

/** Stacks whose files would be one file, on a disk that takes capital and small letters for the same too. */
export function sharedFiles(ordered: readonly InventoryObject[], extension: string): readonly Finding[] {
  const stacks = [...new Set(ordered.map(({ stack }) => stack))].sort();
  return [...groupBy(stacks, (stack) => fileOf(stack, extension).toLowerCase()).values()].flatMap(
    ([first, ...others]) =>
      others.map((other) => ({
        rule: 'stack/same-file',
        severity: 'error',
        path: other,
        message: `The stack '${other}' would be written to '${fileOf(other, extension)}', the file of the stack '${first}'.`,
        want: 'a file for each stack',
        fix: 'Give one of the two another id.',
      })),
  );
}

/** Which construct made an object, for the validation plugins that `cdk8s synth` runs. */
export function constructMetadata(ordered: readonly InventoryObject[]): string {
  const resources = Object.fromEntries(ordered.map(({ name, path }) => [name, { path }]));
  return `${JSON.stringify({ version: '1.0.0', resources }, undefined, 2)}\n`;
}
