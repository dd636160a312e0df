import type { ProviderResource } from '@pulumi/pulumi';
import type { IConstruct } from 'constructs';
import type { Finding } from '../../manifest/finding';
import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { pointer } from '../../manifest/json';
import type { OpenValue } from '../../manifest/open-values';
import type { Run } from '../run';
import { componentName, registeredName, STACK } from './names';
import type { DeployOptions } from './options';
import { isSameCluster } from './providers';

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

/** That nobody can tell where to deploy to. Types do not allow it, but not every program is type-checked. */
export function noTarget(options: DeployOptions): readonly Finding[] {
  const { cluster, provider }: Partial<DeployOptions> = options;
  const common = { rule: 'deploy/target', severity: 'error', path: '' } as const;
  const fix = 'Pass `cluster: { name, kubeconfig }`, or the `provider` of a cluster.';
  if (!cluster) {
    const want = 'a cluster or a provider';
    return provider ? [] : [{ ...common, message: 'deploy is told neither a cluster nor a provider.', want, fix }];
  }
  return (['name', 'kubeconfig'] as const)
    .filter((field) => isMissing(cluster[field]))
    .map((field) => ({ ...common, message: `The cluster has no ${field}.`, want: WANTED[field], fix }));
}

const WANTED = {
  name: 'a text that tells it from every other cluster, and is known before it is there',
  kubeconfig: 'the text of a kubeconfig: without one, the provider would take whatever cluster this machine is set to',
};

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
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

/** A cluster that is another than the one of its name, or that is deployed to in another way. */
export function otherCluster({ cluster, adopt = false }: DeployOptions, run: Run): readonly Finding[] {
  const known = cluster && run.clusters.get(cluster.name);
  if (!known) return [];
  const common = { severity: 'error', path: '' } as const;
  if (!isSameCluster(known.cluster, cluster))
    return [
      {
        ...common,
        rule: 'deploy/same-cluster-name',
        message: `There are two clusters of the name '${cluster.name}', with another kubeconfig, resource or dependsOn.`,
        want: 'a name of its own for each cluster, and one object for one cluster',
        fix: 'Make the cluster once and pass it to every deploy, or give the other one another name.',
      },
    ];
  if (known.adopt === adopt) return [];
  return [
    {
      ...common,
      rule: 'deploy/adopt',
      message: `The cluster '${cluster.name}' was deployed to with \`adopt: ${known.adopt}\`, and now with \`adopt: ${adopt}\`.`,
      want: 'the same for all that is deployed to one cluster',
      fix: 'Pass the same `adopt` each time.',
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

interface Target {
  readonly run: Run;
  readonly root: IConstruct;
  /** Undefined: nothing is deployed there yet. */
  readonly provider: ProviderResource | undefined;
}

/** What is deployed after what depends on it, or to another cluster. */
export function misplaced(outsiders: readonly Outsider[], { run, root, provider }: Target): readonly Finding[] {
  return outsiders.flatMap((outsider) => {
    const placement = run.placements.find(root, outsider.dependency);
    if (!placement) return [notDeployed(outsider)];
    return placement.provider === provider ? [] : [elsewhere(outsider)];
  });
}

/** What is to be there before an object, and is not deployed. */
function notDeployed({ object, dependency }: Outsider): Finding {
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
function elsewhere({ object, dependency }: Outsider): Finding {
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
