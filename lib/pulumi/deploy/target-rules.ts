import type { ProviderResource } from '@pulumi/pulumi';
import type { Finding } from '../../manifest/finding';
import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { pointer } from '../../manifest/json';
import type { OpenValue } from '../../manifest/open-values';
import type { Run } from '../run';
import { componentName, registeredName, STACK } from './names';

/** A parameter to which nobody gave a value. */
export function unbound({ token, object, at }: OpenValue): Finding {
  return {
    rule: 'token/unbound',
    severity: 'error',
    ...placeOf(object),
    pointer: pointer(at),
    message: `The value of '${token.name}' is not known to this program.`,
    want: 'a value for every parameter, and tokens that this run of the program made',
    fix: `Pass it to deploy: \`values: { '${token.name}': … }\`.`,
  };
}

/** A provider that knows nothing of Kubernetes. */
export function notForKubernetes(provider: ProviderResource | undefined): readonly Finding[] {
  const type: unknown = provider && Reflect.get(provider, '__pulumiType');
  if (provider === undefined || type === 'pulumi:providers:kubernetes') return [];
  return [
    {
      rule: 'deploy/provider',
      severity: 'error',
      path: '',
      message: `The provider is one of ${typeof type === 'string' ? type : 'an unknown type'}.`,
      want: 'a provider of Kubernetes: pulumi:providers:kubernetes',
      fix: 'Pass the provider of the cluster, or the cluster itself.',
    },
  ];
}

/** Stacks and objects whose resources would have the names of others in the program. */
export function usedNames(
  objects: readonly InventoryObject[],
  run: Run,
  prefix: string | undefined,
): readonly Finding[] {
  const stacks = [...new Set(objects.map(({ stack }) => stack))];
  const sameStacks = stacks.filter((stack) => run.registered.has(`${STACK} ${componentName(stack, prefix)}`));
  if (sameStacks.length > 0)
    return sameStacks.map((stack) => usedName(stack, `A stack '${componentName(stack, prefix)}'`));
  const known = new Set(run.registered);
  return objects.flatMap((object) => {
    const name = registeredName(object, prefix);
    if (!known.has(name)) {
      known.add(name);
      return [];
    }
    return [{ ...usedName(object.path, titleOf(object)), ...placeOf(object) }];
  });
}

function usedName(path: string, what: string): Finding {
  return {
    rule: 'deploy/same-name',
    severity: 'error',
    path,
    message: `${what} is deployed by this program already.`,
    want: 'each stack and object once, or with a name of its own for each cluster',
    fix: "Deploy it once; or, to another cluster, pass `name: '…'` to deploy.",
  };
}

/** An object that is not part of what is deployed, and what waits for it. */
export interface Outsider {
  readonly object: InventoryObject;
  readonly dependency: InventoryObject;
}

/** What is to be there before an object, and is not deployed. */
export function notDeployed({ object, dependency }: Outsider): Finding {
  return {
    rule: 'deploy/order',
    severity: 'error',
    ...placeOf(object),
    message: `${titleOf(object)} comes after ${titleOf(dependency)} of the stack '${dependency.stack}', which is not deployed yet.`,
    want: 'what an object depends on before it',
    fix: `Deploy the app as a whole, or '${dependency.stack}' first.`,
  };
}

/** What depends on an object in another cluster. */
export function elsewhere({ object, dependency }: Outsider): Finding {
  return {
    rule: 'deploy/other-cluster',
    severity: 'error',
    ...placeOf(object),
    message: `${titleOf(object)} depends on ${titleOf(dependency)} of the stack '${dependency.stack}', which is deployed to another cluster.`,
    want: 'objects that refer to each other in one cluster',
    fix: 'Pass the same cluster or provider for both stacks.',
  };
}

function placeOf(object: InventoryObject): Pick<Finding, 'path' | 'trace' | 'object'> {
  return { path: object.path, trace: object.trace, object: titleOf(object) };
}
