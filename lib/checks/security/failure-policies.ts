import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { isList, objectAt, text, type JsonPath } from '../../manifest/json';
import { check } from '../check';
import type { Context } from '../context';

const GROUP = 'admissionregistration.k8s.io';

const example = (failurePolicy: string): string => `
      apiVersion: ${GROUP}/v1
      kind: ValidatingWebhookConfiguration
      metadata: { name: web }
      webhooks:
        - name: web.shop.example
          failurePolicy: ${failurePolicy}
          clientConfig: { url: https://admission.example/validate }
          admissionReviewVersions: [v1]
          sideEffects: None
          rules: [{ apiGroups: [shop.example], apiVersions: [v1], operations: [CREATE], resources: [orders] }]`;

/** Validation that can be had to fall silent. */
export const ignoredFailures = check(
  {
    id: 'security/admission-failure-ignored',
    pack: 'production',
    severity: 'warning',
    title: 'Validating webhooks and policies refuse what they cannot judge.',
    why: 'With `Ignore`, every object is let in while the webhook does not answer in time.',
    fix: 'Set `failurePolicy: Fail`, with several replicas of the webhook, and rules that leave its own namespace out.',
    fails: example('Ignore'),
    passes: example('Fail'),
  },
  (context) =>
    policiesIn(context).map(({ object, at, name }) => ({
      object,
      at,
      message: `${titleOf(object)} lets requests pass where ${name} fails.`,
      want: 'Fail',
    })),
);

/** Each failure policy that is `Ignore`; what only sets defaults, as mutating webhooks do, may well be left out. */
function policiesIn(
  context: Context,
): readonly { readonly object: InventoryObject; readonly at: JsonPath; readonly name: string }[] {
  const webhooks = context.ofKind(`ValidatingWebhookConfiguration.${GROUP}`).flatMap((object) => {
    const list = object.manifest['webhooks'];
    if (!isList(list)) return [];
    return list.map((webhook, index) => ({
      object,
      at: ['webhooks', index, 'failurePolicy'],
      name: `the webhook '${text(objectAt(webhook)['name'])}'`,
      policy: objectAt(webhook)['failurePolicy'],
    }));
  });
  const policies = context.ofKind(`ValidatingAdmissionPolicy.${GROUP}`).map((object) => ({
    object,
    at: ['spec', 'failurePolicy'],
    name: 'its expression',
    policy: objectAt(object.manifest, 'spec')['failurePolicy'],
  }));
  return [...webhooks, ...policies].filter(({ policy }) => policy === 'Ignore');
}
