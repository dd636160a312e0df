import { ignoredFailures } from '../../../lib/checks/security/failure-policies';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { judged } from '../judged';

const configuration = (kind: string, fields: JsonObject): JsonObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name: 'web' },
  ...fields,
});
const webhooks = (...policies: readonly Json[]): JsonObject => ({
  webhooks: policies.map((failurePolicy, index) => ({ name: `${index}.shop.example`, failurePolicy })),
});

test('each validating webhook that may fall silent is told', () => {
  const object = configuration('ValidatingWebhookConfiguration', webhooks('Fail', 'Ignore'));

  expect(judged(ignoredFailures, object)).toMatchObject([
    {
      severity: 'warning',
      message: "ValidatingWebhookConfiguration web lets requests pass where the webhook '1.shop.example' fails.",
      pointer: '/webhooks/1/failurePolicy',
      got: '"Ignore"',
    },
  ]);
});

test('so is a policy whose expression may fail', () => {
  const object = configuration('ValidatingAdmissionPolicy', { spec: { failurePolicy: 'Ignore' } });

  expect(judged(ignoredFailures, object)).toMatchObject([{ pointer: '/spec/failurePolicy' }]);
});

test.each([
  configuration('ValidatingWebhookConfiguration', { webhooks: [{ name: 'web.shop.example' }, null] }),
  configuration('ValidatingWebhookConfiguration', { webhooks: 'Ignore' }),
  configuration('ValidatingAdmissionPolicy', { spec: {} }),
  // Defaults may be left out; what has to be there is validated.
  configuration('MutatingWebhookConfiguration', webhooks('Ignore')),
])('nothing is told of %j', (object) => {
  expect(judged(ignoredFailures, object)).toEqual([]);
});
