import { placeOf, type Identity } from '../../manifest/inventory';
import { forEachString, isList, isObject, objectAt, text, type Json } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';
import type { Context } from '../context';
import { may, namesFor, policyRulesOf, type PolicyRule } from '../policy-rules';

/** Kinds that something in the cluster may make for an object that nobody knows here. */
const MAKEABLE: ReadonlySet<KindName> = new Set([
  'Secret',
  'ConfigMap',
  'Service',
  'ServiceAccount',
  'PersistentVolumeClaim',
]);

/** Groups whose objects make nothing that others name, or of which it is known what. */
const QUIET: readonly RegExp[] = [
  /(^|\.)k8s\.io$/,
  /^(apps|batch|autoscaling|policy|extensions)?$/,
  /^(external-secrets\.io|cert-manager\.io|acme\.cert-manager\.io|trust\.cert-manager\.io|bitnami\.com)$/,
  /^(networking|security|telemetry|extensions)\.istio\.io$/,
  /^traefik\.(io|containo\.us)$/,
  /^(apps|route)\.openshift\.io$/,
  /^(keda\.sh|cilium\.io|kyverno\.io|wgpolicyk8s\.io|linkerd\.io|policy\.linkerd\.io)$/,
  /^(crd\.)?projectcalico\.org$/,
  /^(kustomize\.config\.k8s\.io|karpenter\.sh|snapshot\.storage\.k8s\.io)$/,
  /^(stackwright\.dev|configuration\.konghq\.com|projectcontour\.io)$/,
];
const QUIET_KINDS: ReadonlySet<KindName> = new Set([
  'ServiceMonitor.monitoring.coreos.com',
  'PodMonitor.monitoring.coreos.com',
  'Probe.monitoring.coreos.com',
  'PrometheusRule.monitoring.coreos.com',
  'AlertmanagerConfig.monitoring.coreos.com',
  'ScrapeConfig.monitoring.coreos.com',
  'Rollout.argoproj.io',
]);

/** Groups whose objects install others, in any namespace. */
const INSTALLING = /^(helm\.toolkit\.fluxcd\.io|kustomize\.toolkit\.fluxcd\.io|argoproj\.io|helm\.cattle\.io)$/;

const ANYWHERE = '*';

/**
 * What may make an object, as far as its name tells: a custom resource that names it or is called like it, or a program
 * that is told its name. Who knows neither had better say nothing.
 */
export class Guesses {
  readonly #context: Context;
  #mentioned: ReadonlySet<string> | undefined;
  #told: ReadonlySet<string> | undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Whether something in the tree may make an object that the tree does not have. */
  mayExist(wanted: Identity): boolean {
    if (!MAKEABLE.has(wanted.kind)) return false;
    return this.#isMentioned(wanted) || (isConfiguration(wanted.kind) && this.#isTold(wanted.name));
  }

  /** Whether a custom resource of a place is called so, or of a kind that is. */
  isNamed(place: string, name: string): boolean {
    this.#mentioned ??= mentionedIn(this.#context);
    return [place, ANYWHERE].some((it) => this.#mentioned?.has(`${it} ${name}-`));
  }

  #isMentioned(wanted: Identity): boolean {
    this.#mentioned ??= mentionedIn(this.#context);
    const mentioned = this.#mentioned;
    if (mentioned.size === 0) return false;
    const places = [placeOf(wanted), ANYWHERE];
    return places.some(
      (place) =>
        mentioned.has(`${place} ${wanted.name}`) ||
        startsOf(wanted.name).some((start) => mentioned.has(`${place} ${start}-`)),
    );
  }

  #isTold(name: string): boolean {
    this.#told ??= new Set([
      ...[...this.#context.pods].flatMap(({ containers }) => containers.flatMap(({ container }) => toldIn(container))),
      ...ROLES.flatMap((kind) => this.#context.ofKind(kind).flatMap(({ manifest }) => keptBy(policyRulesOf(manifest)))),
    ]);
    return this.#told.has(name);
  }
}

function isConfiguration(kind: KindName): boolean {
  return kind === 'Secret' || kind === 'ConfigMap';
}

/** `a` and `a-b` of `a-b-c`. */
function startsOf(name: string): readonly string[] {
  const parts = name.split('-');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('-'));
}

/** The names and kinds that custom resources have, with a `-` at the end, and all text in them. */
function mentionedIn({ objects }: Context): ReadonlySet<string> {
  const mentioned = new Set<string>();
  for (const object of objects) {
    const group = object.kind.slice(object.kind.indexOf('.') + 1);
    if (!object.kind.includes('.') || QUIET_KINDS.has(object.kind) || QUIET.some((quiet) => quiet.test(group)))
      continue;
    const place = INSTALLING.test(group) || object.namespace === undefined ? ANYWHERE : placeOf(object);
    mentioned.add(`${place} ${object.name}`);
    mentioned.add(`${place} ${object.name}-`);
    // Operators call what they make, and label its pods, by the kind too: `app.kubernetes.io/name: prometheus`.
    mentioned.add(`${place} ${object.kind.slice(0, object.kind.indexOf('.')).toLowerCase()}-`);
    forEachString(objectAt(object.manifest, 'spec'), (mention) => {
      if (mention.length < 254) mentioned.add(`${place} ${mention}`);
    });
  }
  return mentioned;
}

const TELLING = /secret|config-?map|certificate/i;

/** The names of Secrets and ConfigMaps that a program is told, as the one that it shall make: `--secret-name=…`. */
function toldIn(container: { readonly [key: string]: Json }): readonly string[] {
  const words = [...texts(container['command']), ...texts(container['args'])];
  const told = words.flatMap((word, index) => {
    if (!word.startsWith('-') || !TELLING.test(word)) return [];
    const equals = word.indexOf('=');
    return equals < 0 ? (words[index + 1] ?? []) : word.slice(equals + 1);
  });
  const variables = isList(container['env']) ? container['env'].filter(isObject) : [];
  const given = variables.flatMap(({ name, value }) =>
    TELLING.test(text(name).replaceAll('_', '')) ? text(value) : [],
  );
  return [...told, ...given].map((name) => name.slice(name.lastIndexOf('/') + 1)).filter((name) => name !== '');
}

const ROLES: readonly KindName[] = ['Role.rbac.authorization.k8s.io', 'ClusterRole.rbac.authorization.k8s.io'];

/** The names of Secrets and ConfigMaps that a role is for which may also create some: its holder makes them. */
function keptBy(entries: readonly (PolicyRule | undefined)[]): readonly string[] {
  const rules = entries.filter((entry) => entry !== undefined);
  return ['secrets', 'configmaps'].flatMap((resource) => {
    if (!may(rules, { verb: 'create', group: '', resource })) return [];
    const names = namesFor(rules, { verb: 'get', group: '', resource });
    return names === 'any' ? [] : names;
  });
}

function texts(list: Json | undefined): readonly string[] {
  return isList(list) ? list.filter((item) => typeof item === 'string') : [];
}
