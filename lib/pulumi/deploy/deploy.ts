import { log, output, RunError, runtime, type OutputInstance } from '@pulumi/pulumi';
import { App, type Chart } from 'cdk8s';
import { dependenciesOf, type Dependencies } from '../../manifest/dependencies';
import type { Finding } from '../../manifest/finding';
import type { InventoryObject } from '../../manifest/inventory';
import { openValuesIn } from '../../manifest/open-values';
import { reportText, summaryText } from '../../render/report';
import { synthesize, type Synthesis } from '../../synthesis';
import { currentRun, type Run } from '../run';
import type { Outputs } from '../tokens/object-inputs';
import { Deployment } from './deployment';
import { DeployError } from './error';
import { renderManifests, rendersManifests } from './manifests';
import type { DeployOptions } from './options';
import { providersOf, type Providers } from './providers';
import { Registration } from './registration';
import { elsewhere, notDeployed, notForKubernetes, unbound, usedNames } from './target-rules';

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
  const root = App.of(target);
  const run = currentRun();
  const synthesis = synthesize(root);
  const objects = synthesis.ordered.filter(({ stack }) => isWithin(stack, target.node.path));
  const outputs = outputsOf(run, options);
  const dependencies = dependenciesOf(synthesis);
  tell(synthesis, [
    ...openValuesIn(objects).flatMap((open) => (outputs.has(open.token.name) ? [] : [unbound(open)])),
    ...notForKubernetes(options.provider),
    ...usedNames(objects, run, options.name),
  ]);
  const providers = providersFor(options);
  const missing = outsidersOf(objects, dependencies).flatMap((outsider) => {
    const placement = run.placements.find(root, outsider.dependency);
    if (!placement) return [notDeployed(outsider)];
    return placement.provider === providers.main ? [] : [elsewhere(outsider)];
  });
  if (missing.length > 0) throw new DeployError(missing);
  const { checksums } = synthesis.inventory;
  return new Registration({ run, root, objects, dependencies, outputs, checksums, providers, options }).registered();
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

/** Throws where something is wrong; else tells the engine what its user should know. */
function tell({ findings, acknowledged }: Synthesis, more: readonly Finding[]): void {
  const all = [...findings, ...more];
  if (all.some(({ severity }) => severity === 'error')) throw new DeployError(all);
  const report = { findings, acknowledged };
  const text = `${summaryText(report)}\n\n${reportText(report, { folder: process.cwd() })}`;
  // What the SDK's own promises make of a message that cannot be delivered is an error of the program.
  if (findings.length > 0) void log.warn(text);
  else if (acknowledged.length > 0) void log.info(text);
}

/** What objects depend on that is not among them. */
function outsidersOf(objects: readonly InventoryObject[], dependencies: Dependencies) {
  const own = new Set(objects);
  return objects.flatMap((object) => {
    const others = dependencies.get(object) ?? [];
    return others.filter((dependency) => !own.has(dependency)).map((dependency) => ({ object, dependency }));
  });
}
