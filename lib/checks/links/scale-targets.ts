import { titleOf } from '../../manifest/inventory';
import { objectAt } from '../../manifest/json';
import { groupOf, kindName, type KindName } from '../../manifest/kinds';
import type { Reference } from '../../manifest/references';
import { check, type Breach } from '../check';
import { exampleDeployment } from './examples';
import { lost } from './missing';
import { Targets } from './targets';

const autoscaler = (target: string): string => `
      ---
      apiVersion: autoscaling.k8s.io/v1
      kind: VerticalPodAutoscaler
      metadata: { name: web, namespace: shop }
      spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: ${target} } }`;
const web = exampleDeployment('web');

/** Kinds with pods whose number nobody can set. */
const UNSCALABLE: ReadonlySet<KindName> = new Set(['DaemonSet.apps', 'Job.batch', 'CronJob.batch', 'Pod', 'Service']);
/** What each of those that scale may have for a target beside. */
const ALSO: ReadonlyMap<KindName, readonly KindName[]> = new Map([
  ['VerticalPodAutoscaler.autoscaling.k8s.io', ['DaemonSet.apps', 'Job.batch', 'CronJob.batch', 'Pod']],
]);

const APPS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet'];
const SCALERS = [
  'HorizontalPodAutoscaler.autoscaling',
  'VerticalPodAutoscaler.autoscaling.k8s.io',
  'ScaledObject.keda.sh',
];

/** Autoscalers of what is not there, or cannot be scaled. */
export const scaleTargets = check(
  {
    id: 'link/scale-target',
    pack: 'baseline',
    severity: 'error',
    title: 'What an autoscaler scales exists, and can be scaled.',
    why: 'The autoscaler does nothing.',
    fix: 'Name a Deployment or StatefulSet of the same namespace, with the group and version of its API.',
    fails: `${web}${autoscaler('wbe')}`,
    passes: `${web}${autoscaler('web')}`,
  },
  (context) => {
    const targets = Targets.of(context);
    return SCALERS.flatMap((kind) => context.ofKind(kind))
      .flatMap((object) => context.referencesFrom(object))
      .filter(({ at }) => at[1] === 'scaleTargetRef' || at[1] === 'targetRef')
      .flatMap((reference) => mistaken(reference, targets));
  },
);

function mistaken(reference: Reference, targets: Targets): readonly Breach[] {
  const { from, at, kind } = reference;
  const holder = objectAt(from.manifest, ...at.slice(0, -1));
  const short = kind.replace(/\..*/, '');
  if (UNSCALABLE.has(kind) && !ALSO.get(from.kind)?.includes(kind)) {
    return [
      {
        object: from,
        at: [...at.slice(0, -1), 'kind'],
        message: `${titleOf(from)} scales ${titleOf(reference)}, but a ${short} cannot be scaled.`,
        want: 'a Deployment or StatefulSet, or another kind with a number of replicas',
      },
    ];
  }
  if (targets.reached(reference)) return [];
  const right = kindName('apps', short);
  const isOtherGroup = APPS.includes(short) && groupOfKind(kind) !== 'apps';
  if (!isOtherGroup || !targets.reached({ ...reference, kind: right })) return [lost(reference, targets)];
  const given = holder['apiVersion'];
  return [
    {
      object: from,
      at: [...at.slice(0, -1), 'apiVersion'],
      message: `${titleOf(from)} scales a ${short} of ${typeof given === 'string' ? `'${given}'` : 'no apiVersion'}, where there is none.`,
      want: "'apps/v1'",
      fix: 'Say `apiVersion: apps/v1`.',
    },
  ];
}

function groupOfKind(kind: KindName): string {
  return groupOf(`${kind.slice(kind.indexOf('.') + 1)}/`);
}
