import { resolve } from 'node:path';
import * as cdk8s from 'cdk8s';
import type { Construct } from 'constructs';
import { setPlatform, type Platform } from './checks/platform';
import { chosenName, generatedName } from './manifest/chosen-name';
import { report, sorted, SynthesisError, type Finding } from './manifest/finding';
import { markImplicit } from './manifest/implicit';
import type { JsonObject } from './manifest/json';
import { KubeObject } from './manifest/kube-object';
import { LABELS, mistakeIn } from './manifest/label-rules';
import { isAllowed, nameRule } from './manifest/names';
import { openValuesIn, unresolved } from './manifest/open-values';
import { usePack, type PackName } from './manifest/policy';
import { tracedLabels } from './manifest/provenance';
import { reportRawValues, settled } from './manifest/raw-values';
import { setTokenValues } from './manifest/token-values';
import { takesColour } from './render/colour';
import { constructMetadata, manifestFiles, sharedFiles } from './render/files';
import { restoreOutputOnFailure } from './render/kept-output';
import { writeOutput } from './render/output';
import { reportText, summaryText, type Report } from './render/report';
import { readValues, writeRequiredValues } from './render/values';
import { toYaml } from './render/yaml';
import { synthesize, type Synthesis } from './synthesis';

export interface AppProps extends Pick<
  cdk8s.AppProps,
  'outdir' | 'outputFileExtension' | 'recordConstructMetadata' | 'resolvers'
> {
  /** What is known of the cluster; the checks judge by it. @default - any cluster of the newest version */
  readonly platform?: Platform;
  /**
   * The values of tokens, where plain manifests are rendered; names with dots find values in nested objects.
   * @default - those in the JSON file that STACKWRIGHT_VALUES names
   */
  readonly values?: JsonObject;
}

/**
 * The root of a program. `synth` turns the tree into one YAML file for each stack.
 *
 * @example
 * const app = new App();
 * new KubeNative(new Stack(app, 'kube-native', { namespace: 'kube-native' }), 'kube-native', settings);
 * app.synth();
 */
export class App extends cdk8s.App {
  readonly #recordsMetadata: boolean;

  /**
   * @param props - `outdir`: the folder to write (default: CDK8S_OUTDIR, else `dist`); `outputFileExtension` (default:
   * `.k8s.yaml`); `resolvers`: further resolvers of cdk8s; `platform`: the cluster that the objects are for; `values`:
   * those of the tokens
   */
  constructor(props: AppProps = {}) {
    super(props);
    if (props.platform) setPlatform(this, props.platform);
    this.#setValues(props.values);
    this.#recordsMetadata = props.recordConstructMetadata ?? process.env['CDK8S_RECORD_CONSTRUCT_METADATA'] === 'true';
    // `cdk8s synth` sets it, and has deleted the folder by now.
    if (process.env['CDK8S_OUTDIR'] !== undefined) restoreOutputOnFailure(resolve(this.outdir));
  }

  /**
   * Checks the whole tree and writes `<stack>.k8s.yaml` for every stack, all or none; files of stacks that are gone
   * are removed. Warnings, and what is acknowledged, are told on stderr.
   * @throws SynthesisError with every mistake in the tree. Nothing is written then.
   */
  override synth(): void {
    const { findings, ...rest } = rendering(synthesize(this));
    writeRequiredValues(resolve(this.outdir), rest.requiredValues);
    const shared = sharedFiles(rest.ordered, this.outputFileExtension);
    const { ordered, ...report } = checked({ ...rest, findings: [...findings, ...shared] });
    const files = manifestFiles(ordered, this.outputFileExtension);
    if (this.#recordsMetadata) files.set('construct-metadata.json', constructMetadata(ordered));
    writeOutput({ folder: resolve(this.outdir), files });
    process.stderr.write(textOf(report, { summary: summaryText(report), isColoured: takesColour(process.stderr) }));
  }

  #setValues(given: JsonObject | undefined): void {
    const file = process.env['STACKWRIGHT_VALUES'];
    const read = given ? { values: given } : file ? readValues(resolve(file)) : { values: {} };
    if ('mistake' in read) report(this, read.mistake);
    else setTokenValues(this, read.values);
  }

  /** All objects as one YAML stream, in the order in which they are created. */
  override synthYaml(): string {
    return toYaml(checked(rendering(synthesize(this))).ordered.map(({ manifest }) => manifest));
  }
}

export interface StackProps {
  /**
   * The namespace of its namespaced objects. The Namespace itself is part of the stack, unless it is one that every
   * cluster has, or a construct of the app declares it.
   * @default - left to whoever applies the objects
   */
  readonly namespace?: string;
  /**
   * Whether the stack makes its Namespace. Of several stacks in one namespace, one does.
   * @default true
   */
  readonly createNamespace?: boolean;
  /**
   * The Pod Security Standard that the Namespace enforces.
   * @default 'restricted'
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurity?: 'restricted' | 'baseline' | 'privileged';
  /** The rules that its objects are judged by. @default - those of the platform: 'restricted' */
  readonly pack?: PackName;
  /** Labels for every object of the stack (not for its pods). */
  readonly labels?: Readonly<Record<string, string>>;
}

function isNamespace(name: string | undefined): name is string {
  return name !== undefined && isAllowed(name, nameRule('Namespace'));
}

const IN_EVERY_CLUSTER = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/**
 * What is applied together: one file of YAML. A chart of cdk8s, so that constructs of cdk8s and cdk8s-plus live in it;
 * their objects get readable names, and cluster-scoped ones no namespace.
 */
export class Stack extends cdk8s.Chart {
  constructor(scope: Construct, id: string, given: StackProps = {}) {
    const props = settled(given);
    const { createNamespace = true, podSecurity = 'restricted', labels = {} } = props;
    // What is illegal is reported once, and not again by each object in the stack.
    const namespace = isNamespace(props.namespace) ? props.namespace : undefined;
    const legal = Object.entries(labels).filter(([key, value]) => mistakeIn(LABELS, key, value) === undefined);
    super(scope, id, { ...(namespace === undefined ? {} : { namespace }), labels: Object.fromEntries(legal) });
    reportRawValues(this, given);
    for (const [key, value] of Object.entries(labels)) {
      const mistake = mistakeIn(LABELS, key, value);
      if (mistake) report(this, mistake);
    }
    if (props.pack) usePack(this, props.pack);
    if (namespace !== props.namespace) chosenName(this, props.namespace, 'Namespace');
    if (namespace === undefined || !createNamespace || IN_EVERY_CLUSTER.includes(namespace)) return;
    markImplicit(
      new KubeObject(this, 'Namespace', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: namespace,
          // Nothing of this stack alone: another one may share the namespace.
          labels: {
            'app.kubernetes.io/managed-by': 'stackwright',
            'pod-security.kubernetes.io/enforce': podSecurity,
          },
        },
      }),
    );
  }

  /** Labels for every object, with the line of the program that asks for them. */
  override get labels(): Record<string, string> {
    return tracedLabels(super.labels);
  }

  override generateObjectName(apiObject: cdk8s.ApiObject): string {
    return generatedName(apiObject);
  }

  /**
   * The objects of this stack in the order in which they are created; what `Testing.synth` of cdk8s returns.
   * @throws SynthesisError with the mistakes in this stack and in what it is part of; those of other stacks are left to
   * them.
   */
  override toJson(): JsonObject[] {
    const { ordered, findings, acknowledged, ...rest } = rendering(synthesize(cdk8s.App.of(this)));
    const stack = this.node.path;
    const isOwn = ({ path }: Finding): boolean => isWithin(path, stack) || isWithin(stack, path);
    checked({ ordered, findings: findings.filter(isOwn), acknowledged: acknowledged.filter(isOwn), ...rest });
    return ordered.filter((object) => object.stack === stack).map(({ manifest }) => manifest);
  }
}

/** Whether a construct path is another one or below it; all are below the app, whose path is empty. */
function isWithin(path: string, other: string): boolean {
  return other === '' || path === other || path.startsWith(`${other}/`);
}

/** What becomes plain manifests: nothing in it may wait for a value. */
function rendering({ findings, ...synthesis }: Synthesis): Synthesis {
  return { ...synthesis, findings: [...findings, ...openValuesIn(synthesis.ordered).map(unresolved)] };
}

function checked(synthesis: Synthesis): Synthesis {
  const errors = synthesis.findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return synthesis;
  const summary = `${summaryText(synthesis)}: nothing was written`;
  throw new SynthesisError(sorted(errors), textOf(synthesis, { summary }));
}

/** What there is to report, below a line that sums it up; no text where there is nothing. */
function textOf(report: Report, style: { readonly summary: string; readonly isColoured?: boolean }): string {
  const text = reportText(report, { folder: process.cwd(), ...style });
  return text === '' ? '' : `${style.summary}\n\n${text}\n`;
}
