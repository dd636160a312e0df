import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { isObject, objectAt } from '../../manifest/json';
import { selects, podLabels } from '../../manifest/selections';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { lost } from './missing';
import { Targets } from './targets';

const stateful = (serviceName: string): string => `
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: db, namespace: shop }
      spec:
        serviceName: ${serviceName}
        selector: { matchLabels: { app: db } }
        template:
          metadata: { labels: { app: db } }
          spec: { containers: [{ name: db, image: registry.example/db:1.0.0 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: db, namespace: shop }
      spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }`;

/** StatefulSets whose pods get no names of their own. */
export const statefulSetServices = check(
  {
    id: 'link/stateful-set-service',
    pack: 'baseline',
    severity: 'error',
    title: 'The Service of a StatefulSet exists, is headless, and selects its pods.',
    why: 'The pods do not get the DNS names by which clients, and they themselves, find each of them.',
    fix: 'Name a Service with `clusterIP: None` that selects the labels of the pods.',
    fails: stateful('database'),
    passes: stateful('db'),
  },
  (context) => {
    const targets = Targets.of(context);
    return context.ofKind('StatefulSet.apps').flatMap((object) => judged(object, context, targets));
  },
);

function judged(object: InventoryObject, context: Context, targets: Targets): readonly Breach[] {
  const at = ['spec', 'serviceName'];
  const reference = context.referencesFrom(object).find((it) => it.kind === 'Service' && it.at[1] === 'serviceName');
  if (!reference) return unnamed(object, at);
  const target = targets.reached(reference);
  if (!target) {
    // The pods run without it. A headless Service of theirs under another name tells that they should have names.
    const isMeant = context.selectionsOf(object).some(({ from }) => isHeadless(from));
    return [{ ...lost(reference, targets), severity: isMeant ? 'error' : 'warning' }];
  }
  const spec = target.object && objectAt(target.object.manifest, 'spec');
  if (!target.object || !spec || spec['type'] === 'ExternalName') return [];
  const service = titleOf(target.object);
  const selector = spec['selector'];
  if (isObject(selector) && !selects({ matchLabels: selector }, podLabels(object))) {
    return [
      {
        object,
        at,
        message: `${service}, the Service of ${titleOf(object)}, does not select its pods.`,
        want: 'a Service that selects labels of the pods',
      },
    ];
  }
  if (isHeadless(target.object)) return [];
  return [
    {
      object,
      at,
      severity: 'warning',
      message: `${service}, the Service of ${titleOf(object)}, is not headless, so that single pods have no DNS names.`,
      want: 'a headless Service',
      fix: 'Name a Service with `clusterIP: None`; keep this one beside it where clients need one address for all.',
    },
  ];
}

function isHeadless({ kind, manifest }: InventoryObject): boolean {
  return kind === 'Service' && objectAt(manifest, 'spec')['clusterIP'] === 'None';
}

/** Newer versions of Kubernetes take it as the wish for no names. */
function unnamed(object: InventoryObject, at: readonly string[]): readonly Breach[] {
  return [
    {
      object,
      at,
      severity: 'warning',
      pack: 'restricted',
      message: `${titleOf(object)} names no Service, so that its pods have no DNS names.`,
      want: 'the name of a headless Service',
    },
  ];
}
