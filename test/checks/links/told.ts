import { findingOf } from '../../../lib/checks/check';
import { Context } from '../../../lib/checks/context';
import { exampleText } from '../../../lib/checks/example';
import { LINKS } from '../../../lib/checks/links';
import type { Platform } from '../../../lib/checks/platform';
import type { Finding } from '../../../lib/manifest/finding';
import { referencesIn } from '../../../lib/manifest/references';
import { inventoryOf } from '../../manifest/inventory-of';
import { parse } from '../../support/objects';

/** What all rules on links say of objects in YAML, those without the namespace of their own apart. */
export function told(yaml: string, platform: Platform = {}): readonly Finding[] {
  const inventory = inventoryOf(parse(exampleText(yaml)));
  const context = new Context(inventory, referencesIn(inventory), platform);
  return LINKS.flatMap((check) => check.judge(context))
    .map(findingOf)
    .filter(({ rule }) => rule !== 'link/namespace');
}

/** The rules that objects in YAML break, once for each finding. */
export function broken(yaml: string, platform: Platform = {}): readonly string[] {
  return told(yaml, platform).map(({ rule }) => rule);
}

/** Objects of YAML after each other. */
export function stream(...objects: readonly string[]): string {
  return objects.map((object) => exampleText(object)).join('---\n');
}

/** A Pod in the namespace `shop` whose container has more fields. */
export function podWith(container: string, spec = ''): string {
  return `
    apiVersion: v1
    kind: Pod
    metadata: { name: web, namespace: shop, labels: { app: web } }
    spec: { containers: [{ name: web, image: web:1, ${container} }], ${spec} }
  `;
}

/** An object in the namespace `shop`. */
export function object(type: string, name: string, fields = ''): string {
  const slash = type.lastIndexOf('/');
  return `
    apiVersion: ${slash < 0 ? 'v1' : type.slice(0, slash)}
    kind: ${type.slice(slash + 1)}
    metadata: { name: ${name}, namespace: shop }
    ${fields}
  `;
}
