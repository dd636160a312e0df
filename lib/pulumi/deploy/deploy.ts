import { log, output, RunError, runtime, type OutputInstance, type ProviderResource } from '@pulumi/pulumi';
import { App, type Chart } from 'cdk8s';
import { dependenciesOf, type Dependencies } from '../../manifest/dependencies';
import type { Finding } from '../../manifest/finding';
import type { InventoryObject } from '../../manifest/inventory';
import { listsInText, openValuesIn } from '../../manifest/open-values';
import { reportText, summaryText } from '../../render/report';
import { synthesize, type Synthesis } from '../../synthesis';
import { DeployError } from '../error';
import { currentRun, type Run } from '../run';
import type { Outputs } from '../tokens/object-inputs';
import { Deployment } from './deployment';
import { renderManifests, rendersManifests } from './manifests';
import type { DeployOptions } from './options';
import { providersOf, type Providers } from './providers';
import { Registration } from './registration';
import { misplaced, notForKubernetes, noTarget, otherCluster, unbound, usedNames, type Outsider } from './target-rules';

/**
 * Makes a resource of every object of an app, or of one of its stacks: one for each, below a component for each stack.
 * An object waits for what it needs, and for nothing else; it is deleted before that.
 *
 * @throws DeployError with every mistake in the tree. Nothing is registered then.
 *
 * @example
 * const app = new App();
 * new KubeNative(new Stack(app, 'kube-native', { namespace: 'kube-native' }), 'kube-native', settings);
 * deploy(app, { cluster });
 */
export function deploy(target: App | Chart, options: DeployOptions): Deployment {
  const root = App.of(target);
  if (rendersManifests()) {
    renderManifests(root, options);
    return new Deployment(new Map(), new Map());
  }
  if (!runtime.hasMonitor()) throw new RunError(NO_ENGINE);
  return registered(target, options);
}

const NO_ENGINE =
  'deploy registers resources with Pulumi, which does not run this program. Start it with `pulumi up`, or see what it would do with `npx stackwright plan`.';

function registered(target: App | Chart, options: DeployOptions): Deployment {
  const lost = noTarget(options);
  if (lost.length > 0) throw new DeployError(lost);
  const root = App.of(target);
  const run = currentRun();
  const synthesis = synthesize(root);
  const objects = synthesis.ordered.filter(({ stack }) => isWithin(stack, target.node.path));
  const outputs = outputsOf(run, options);
  const dependencies = dependenciesOf(synthesis);
  const open = openValuesIn(objects);
  tell(target, synthesis, [
    ...open.flatMap((value) => (outputs.has(value.token.name) ? [] : [unbound(value)])),
    ...listsInText(open),
    ...notForKubernetes(options.provider),
    ...otherCluster(options, run),
    ...usedNames(objects, run, options.name),
    ...misplaced(outsidersOf(objects, dependencies), { run, root, provider: knownProvider(options, run) }),
  ]);
  const { ordered, inventory } = synthesis;
  const providers = providersFor(options);
  const { checksums } = inventory;
  const task = { run, root, objects, ordered, dependencies, outputs, checksums, providers, options };
  return new Registration(task).registered();
}

function isWithin(path: string, other: string): boolean {
  return other === '' || path === other || path.startsWith(`${other}/`);
}

/** The Outputs of this run, and those that are given for parameters. */
function outputsOf({ outputs }: Run, { values = {} }: DeployOptions): Outputs {
  const given = Object.entries(values).map(([name, value]): [string, OutputInstance<unknown>] => [name, output(value)]);
  return new Map([...outputs, ...given]);
}

function providersFor(options: DeployOptions): Providers {
  if (options.provider) return { main: options.provider };
  return providersOf(options.cluster, { adopt: options.adopt ?? false, parent: options.parent });
}

/** The provider that is made already, where one is. */
function knownProvider({ provider, cluster }: DeployOptions, { clusters }: Run): ProviderResource | undefined {
  return cluster ? clusters.get(cluster.name)?.providers.main : provider;
}

/** Throws where something is wrong in the tree; else tells the engine what its user should know of this part of it. */
function tell({ node }: App | Chart, synthesis: Synthesis, more: readonly Finding[]): void {
  const all = [...synthesis.findings, ...more];
  if (all.some(({ severity }) => severity === 'error')) throw new DeployError(all);
  const isOwn = ({ path }: Finding): boolean => isWithin(path, node.path) || isWithin(node.path, path);
  const [findings, acknowledged] = [synthesis.findings.filter(isOwn), synthesis.acknowledged.filter(isOwn)];
  const report = { findings, acknowledged };
  const text = `${summaryText(report)}\n\n${reportText(report, { folder: process.cwd() })}`;
  // What the SDK's own promises make of a message that cannot be delivered is an error of the program.
  if (findings.length > 0) void log.warn(text);
  else if (acknowledged.length > 0) void log.info(text);
}

/** What objects depend on that is not among them. */
function outsidersOf(objects: readonly InventoryObject[], dependencies: Dependencies): readonly Outsider[] {
  const own = new Set(objects);
  return objects.flatMap((object) => {
    const others = dependencies.get(object) ?? [];
    return others.filter((dependency) => !own.has(dependency)).map((dependency) => ({ object, dependency }));
  });
}
