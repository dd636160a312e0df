import type { Change } from '../../../lib/pulumi/plan/diff/diff';
import type { Plan, PlannedResource, Urn } from '../../../lib/pulumi/plan/plan';
import { makeUrn } from '../../../lib/pulumi/plan/urn';

/** The stack `shop/dev` itself. */
export const STACK: Urn = 'urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev';

/** A resource of the stack, with what a test has to say of it. */
export function resource(
  type: string,
  name: string,
  { inputs = {}, parent = STACK, ...given }: Partial<PlannedResource> = {},
): PlannedResource {
  return {
    urn: makeUrn({ stack: 'dev', project: 'shop', parent, type, name }),
    type,
    name,
    custom: true,
    read: false,
    remote: false,
    parent,
    provider: undefined,
    inputs,
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    deletedWith: undefined,
    deleteBeforeReplace: false,
    ignoreChanges: [],
    replaceOnChanges: [],
    additionalSecretOutputs: [],
    aliases: [],
    customTimeouts: {},
    importId: undefined,
    version: undefined,
    ...given,
  };
}

export function component(name: string, given: Partial<PlannedResource> = {}): PlannedResource {
  return resource('acme:index:Shop', name, { custom: false, ...given });
}

/** A plan of `shop/dev`. */
export function planOf(resources: readonly PlannedResource[], given: Partial<Plan> = {}): Plan {
  const stack = { ...resource('pulumi:pulumi:Stack', 'shop-dev'), urn: STACK, parent: undefined, custom: false };
  return {
    format: 1,
    project: 'shop',
    stack: 'dev',
    resources: [stack, ...resources],
    outputs: {},
    messages: [],
    ...given,
  };
}

/** What happens to what, for short: `replace? db`. */
export function verbs(changes: readonly Change[]): readonly string[] {
  return changes.map(({ kind, isCertain, resource: { name } }) => `${kind}${isCertain ? '' : '?'} ${name}`);
}
