import { objectAt } from '../../manifest/json';
import type { KindName } from '../../manifest/kinds';
import { isNumberToken, tokenOfNumber } from '../../manifest/tokens';
import { check } from '../check';

/** The fields below `spec` that say how many pods there are. */
const COUNTS: ReadonlyMap<KindName, readonly string[]> = new Map([
  ['Deployment.apps', ['replicas']],
  ['StatefulSet.apps', ['replicas']],
  ['ReplicaSet.apps', ['replicas']],
  ['ReplicationController', ['replicas']],
  ['Job.batch', ['completions', 'parallelism']],
  ['HorizontalPodAutoscaler.autoscaling', ['maxReplicas', 'minReplicas']],
  ['ScaledObject.keda.sh', ['maxReplicaCount', 'minReplicaCount']],
]);

/** Numbers of pods that nobody knows when it is judged what fits. */
export const countsFromTokens = check(
  {
    id: 'token/in-count',
    pack: 'baseline',
    severity: 'error',
    title: 'The number of pods is known before anything is deployed.',
    why: 'Whether a rollout fits the quota and the nodes, and survives a drain, is judged by it.',
    fix: 'Pass a plain number; what differs from one place to another belongs in the settings of the program.',
    fails: `
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        replicas: 8135790000000001
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: web, image: 'registry.example/web:1.0.0' }] }
    `,
    passes: `
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        replicas: 1
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: web, image: 'registry.example/web:1.0.0' }] }
    `,
  },
  ({ objects }) =>
    objects.flatMap((object) =>
      (COUNTS.get(object.kind) ?? []).flatMap((field) => {
        const value = objectAt(object.manifest, 'spec')[field];
        if (typeof value !== 'number' || !isNumberToken(value)) return [];
        const name = tokenOfNumber(value)?.name;
        const message = `${name === undefined ? 'A value' : `The value of '${name}'`}, which is known only later, is a number of pods.`;
        return [{ object, at: ['spec', field], message, want: 'a plain number' }];
      }),
    ),
);
