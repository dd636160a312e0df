import { isList, isObject, objectAt, text, type Json, type JsonObject } from '../../../manifest/json';
import { podTemplateOf } from '../../../manifest/pods';
import type { DestroyRule, Destruction } from './destruction';
import { shared } from './finding';
import { titleOf, type KubernetesObject } from './objects';

const CONFIGURATIONS = [
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'MutatingWebhookConfiguration.admissionregistration.k8s.io',
];

/** Webhooks that are still asked when nobody is left to answer: then nothing that they watch can be deleted. */
export const webhooks: DestroyRule = (destruction) =>
  CONFIGURATIONS.flatMap((kind) => destruction.objects.of(kind)).flatMap((configuration) =>
    required(configuration).flatMap((webhook) =>
      unanswered(destruction, configuration, objectAt(webhook, 'clientConfig', 'service')).flatMap((backend) =>
        shared({
          rule: 'destroy/webhook',
          severity: watches(webhook, 'DELETE') ? 'error' : 'warning',
          objects: [configuration],
          problem: `${titleOf(backend)} may be gone while '${text(webhook['name'])}' still asks it: ${
            watches(webhook, 'DELETE') ? 'every deletion that it watches fails' : 'finalizers cannot be removed'
          }.`,
          fix: `Let ${titleOf(configuration)} depend on ${titleOf(backend)}, and be really deleted.`,
        }),
      ),
    ),
  );

/** Parts of the API that are still announced when nobody is left to serve them: then no Namespace can be deleted. */
export const apiServices: DestroyRule = (destruction) =>
  destruction.objects.of('APIService.apiregistration.k8s.io').flatMap((service) =>
    unanswered(destruction, service, objectAt(service.manifest, 'spec', 'service')).flatMap((backend) =>
      shared({
        rule: 'destroy/api-service',
        severity: 'error',
        objects: [service],
        problem: `${titleOf(backend)}, which serves it, may be deleted first: the deletion of every Namespace then hangs.`,
        fix: `Let ${titleOf(service)} depend on ${titleOf(backend)}, and be really deleted.`,
      }),
    ),
  );

/** The webhooks whose silence is taken for a no, and that watch what a deletion does. */
function required({ manifest }: KubernetesObject): readonly JsonObject[] {
  const { webhooks: listed } = manifest;
  return (isList(listed) ? listed.filter(isObject) : []).filter(
    (webhook) => webhook['failurePolicy'] !== 'Ignore' && (watches(webhook, 'DELETE') || watches(webhook, 'UPDATE')),
  );
}

function watches({ rules }: JsonObject, operation: string): boolean {
  return (
    isList(rules) &&
    rules.some((rule) => {
      const { operations } = objectAt(rule);
      return isList(operations) && (operations.includes('*') || operations.includes(operation));
    })
  );
}

/** The first of what answers (a Service and the workloads behind it) that may be gone before those who ask it. */
function unanswered(
  destruction: Destruction,
  asking: KubernetesObject,
  { name, namespace }: JsonObject,
): readonly KubernetesObject[] {
  const at = { kind: 'Service', name: text(name), namespace: text(namespace, 'default') };
  const service = destruction.objects.near(asking, at);
  if (!service) return [];
  const backends = [service, ...behind(destruction, service)];
  return backends.filter((backend) => mayGoFirst(destruction, backend, asking)).slice(0, 1);
}

function mayGoFirst(destruction: Destruction, backend: KubernetesObject, asking: KubernetesObject): boolean {
  const [first, last] = [destruction.endOf(backend.resource), destruction.endOf(asking.resource)];
  // Whoever asks and whoever answers may vanish together, with all that there is.
  const together = first !== undefined && first.at === last?.at && !last.orderly;
  return !together && !destruction.isBefore(asking.resource, backend.resource);
}

function behind({ objects }: Destruction, service: KubernetesObject): readonly KubernetesObject[] {
  const selector = Object.entries(objectAt(service.manifest, 'spec', 'selector'));
  if (selector.length === 0) return [];
  return objects.all.filter(({ kind, namespace, manifest, place }) => {
    if (namespace !== service.namespace || place !== service.place) return false;
    const labels: Readonly<Record<string, Json>> = objectAt(podTemplateOf(kind, manifest), 'metadata', 'labels');
    return selector.every(([key, value]) => labels[key] === value);
  });
}
