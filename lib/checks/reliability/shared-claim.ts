import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, isObject, objectAt, text, type Json } from '../../manifest/json';
import type { Reference } from '../../manifest/references';
import { check, type Breach } from '../check';
import type { Context, Pods } from '../context';
import { pods } from './counts';
import { stream, workload } from './examples';
import { HOSTNAME } from './placement';
import { replicasOf } from './replicas';
import { rolloutOf } from './rollout';

const claim = (mode: string): string =>
  [
    'apiVersion: v1',
    'kind: PersistentVolumeClaim',
    'metadata: { name: files, namespace: shop }',
    `spec: { accessModes: [${mode}], resources: { requests: { storage: 1Gi } } }`,
  ].join('\n');
const MOUNT = {
  spec: 'replicas: 3',
  pod: 'volumes: [{ name: files, persistentVolumeClaim: { claimName: files } }]',
  container: 'volumeMounts: [{ name: files, mountPath: /files }]',
};

/** A volume for one node, or one pod, that several want. */
export const sharedClaim = check(
  {
    id: 'reliability/shared-claim',
    pack: 'restricted',
    severity: 'error',
    title: 'Pods that may be on different nodes do not share a claim that only one node can mount.',
    why: 'A ReadWriteOnce volume is attached to one node: pods on any other wait for it for ever.',
    fix: 'Use a StatefulSet with `volumeClaimTemplates`, or a claim with `accessModes: [ReadWriteMany]`; for a single pod, `strategy: { type: Recreate }`.',
    fails: stream(workload(MOUNT), claim('ReadWriteOnce')),
    passes: stream(workload(MOUNT), claim('ReadWriteMany')),
  },
  (context) =>
    context.ofKind('PersistentVolumeClaim').flatMap((object) => {
      const mode = strictestMode(object);
      if (mode === undefined || (mode === 'ReadWriteOnce' && hasOneNode(context))) return [];
      const uses = usesOf(context, object);
      const here: Claim = { title: titleOf(object), mode };
      return [...uses.flatMap((use) => ofOne(context, use, here)), ...amongSeveral(uses, here)];
    }),
);

interface Claim {
  readonly title: string;
  readonly mode: 'ReadWriteOnce' | 'ReadWriteOncePod';
}

/** A workload that mounts the claim, and the field by which it does. */
interface Use {
  readonly object: InventoryObject;
  readonly at: Reference['at'];
  readonly made: Pods;
}

/** The mode that allows least, where no other allows more. */
function strictestMode({ manifest }: InventoryObject): Claim['mode'] | undefined {
  const modes: readonly Json[] = listOf(objectAt(manifest, 'spec')['accessModes']);
  if (modes.includes('ReadWriteMany') || modes.includes('ReadOnlyMany')) return undefined;
  return (['ReadWriteOncePod', 'ReadWriteOnce'] as const).find((mode) => modes.includes(mode));
}

function hasOneNode({ platform }: Context): boolean {
  return platform.nodes?.reduce((sum, { count }) => sum + count, 0) === 1;
}

function usesOf(context: Context, claim: InventoryObject): readonly Use[] {
  const byObject = new Map<InventoryObject, Use>();
  for (const { from, at } of context.referencesTo(claim)) {
    const made = context.podsOf(from);
    const isMount = at.at(-2) === 'persistentVolumeClaim' && from.kind !== 'PodTemplate';
    const isOff = replicasOf(context, from)?.max === 0;
    if (made && isMount && !isOff && !byObject.has(from)) byObject.set(from, { object: from, at, made });
  }
  return [...byObject.values()];
}

function ofOne(context: Context, { object, at, made }: Use, { title, mode }: Claim): readonly Breach[] {
  if (mode === 'ReadWriteOnce' && isTied(made)) return [];
  const who = titleOf(object);
  const one = mode === 'ReadWriteOnce' ? 'one node' : 'one pod';
  const common = { object, at, want: 'a claim of its own for each pod, or ReadWriteMany' };
  if (object.kind === 'DaemonSet.apps')
    return [{ ...common, message: `${who} makes a pod on each node, and ${title} (${mode}) is for ${one}.` }];
  const replicas = replicasOf(context, object);
  if (!replicas) return [];
  if (replicas.max > 1)
    return [{ ...common, message: `${who} makes ${pods(replicas.max)}, and ${title} (${mode}) is for ${one}.` }];
  const rollout = object.kind === 'Deployment.apps' ? rolloutOf(object, 1) : undefined;
  if (!rollout || rollout.unavailable > 0) return [];
  return [
    {
      ...common,
      message: `A rollout of ${who} starts the new pod while the old one has ${title} (${mode}), which is for ${one}.`,
      want: '`strategy: { type: Recreate }`',
      fix: 'Set `strategy: { type: Recreate }`, or use a StatefulSet.',
      ...(mode === 'ReadWriteOnce' ? { severity: 'warning' as const } : {}),
    },
  ];
}

/** Each workload after the first that wants the same claim. */
function amongSeveral(uses: readonly Use[], { title, mode }: Claim): readonly Breach[] {
  const scattered = mode === 'ReadWriteOnce' ? uses.filter(({ made }) => !isTied(made)) : uses;
  const lastingFirst = [...scattered].sort((a, b) => Number(isOneOff(a)) - Number(isOneOff(b)));
  const [first, ...others] = lastingFirst;
  if (!first) return [];
  return others.map((use) => ({
    object: use.object,
    at: use.at,
    message: `${titleOf(use.object)} mounts ${title} (${mode}), which ${titleOf(first.object)} mounts too.`,
    want: 'pods on the node of the others, or ReadWriteMany',
    fix: 'Give the claim `accessModes: [ReadWriteMany]`, or keep the pods together by a required podAffinity.',
    // What ends may run when the other does not.
    ...(isOneOff(use) ? { severity: 'warning' as const } : {}),
  }));
}

function isOneOff({ object, made }: Use): boolean {
  return object.kind === 'Job.batch' || object.kind === 'CronJob.batch' || made.spec['restartPolicy'] === 'Never';
}

/** Whether the node of pods is chosen by a name, or by other pods. */
function isTied({ spec }: Pods): boolean {
  const terms = listOf(objectAt(spec, 'affinity', 'podAffinity')['requiredDuringSchedulingIgnoredDuringExecution']);
  return (
    HOSTNAME in objectAt(spec, 'nodeSelector') ||
    text(spec['nodeName']) !== '' ||
    terms.some((term) => isObject(term) && term['topologyKey'] === HOSTNAME)
  );
}

function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}
