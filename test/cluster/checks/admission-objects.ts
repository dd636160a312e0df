import type { JsonObject } from '../../../lib/manifest/json';
import type { Base, Value } from './validation-objects';

const rule = { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] };

const SELECTORS: readonly Value[] = [
  {},
  { matchLabels: { 'a b': 'c' } },
  { matchExpressions: [{ key: 'a', operator: 'In' }] },
  { matchExpressions: [{ key: 'a', operator: 'Exists' }] },
];

/** What may be made of a rule that says which requests are looked at. */
function ruleEdits(path: string): Base['edits'] {
  return {
    [`${path}.operations`]: [['*'], ['*', 'CREATE'], ['CREATE', 'DELETE'], ['create']],
    [`${path}.apiGroups`]: [[''], ['*'], ['*', 'apps'], []],
    [`${path}.apiVersions`]: [['*', 'v1'], ['v1', 'v1beta1'], ['']],
    [`${path}.resources`]: [
      ['*'],
      ['*', 'pods'],
      ['*', 'pods/log'],
      ['*/*'],
      ['*/*', 'pods'],
      ['pods', 'pods/*'],
      ['pods/*', 'pods/log'],
      ['*/scale', 'pods/scale'],
      [''],
    ],
  };
}

const policy = (kind: string, spec: JsonObject): JsonObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name: 'web' },
  spec,
});

/** Valid objects of admission. */
export const admission: Readonly<Record<string, Base>> = {
  webhook: {
    object: {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'web' },
      webhooks: [
        {
          name: 'pods.policy.example',
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          clientConfig: { service: { name: 'policy', namespace: 'shop' } },
          rules: [rule],
        },
      ],
    },
    edits: {
      ...ruleEdits('webhooks.0.rules.0'),
      webhooks: [[], undefined],
      'webhooks.0.name': ['policy', 'policy.example', 'Pods.policy.example', 'a.b.c'],
      'webhooks.0.sideEffects': ['Some', 'Unknown', 'NoneOnDryRun'],
      'webhooks.0.timeoutSeconds': [0, 1, 30, 31],
      'webhooks.0.admissionReviewVersions': [['v2'], ['v2', 'v1'], ['v1beta1'], []],
      'webhooks.0.namespaceSelector': SELECTORS,
      'webhooks.0.objectSelector': SELECTORS,
      'webhooks.0.clientConfig': [
        undefined,
        {},
        { url: 'https://policy.example' },
        { url: 'https://policy.example:8443/pods/' },
        { url: 'http://policy.example' },
        { url: 'policy.example' },
        { url: 'https://policy.example/?a=b' },
        { url: 'https://a@policy.example' },
        { url: 'https://policy.example/#a' },
        { url: 'https://policy.example', service: { name: 'policy', namespace: 'shop' } },
      ],
      'webhooks.0.clientConfig.service.path': ['/', '/pods', '/pods/', 'pods'],
      'webhooks.0.clientConfig.service.port': [0, 443, 65536],
    },
  },
  policy: {
    object: policy('ValidatingAdmissionPolicy', {
      matchConstraints: { resourceRules: [rule] },
      validations: [{ expression: 'object.spec.replicas <= 5' }],
    }),
    edits: {
      ...ruleEdits('spec.matchConstraints.resourceRules.0'),
      'spec.matchConstraints': [undefined, {}, { namespaceSelector: {} }],
      'spec.matchConstraints.objectSelector': SELECTORS,
      'spec.validations': [[], undefined],
      'spec.auditAnnotations': [[{ key: 'a', valueExpression: "'b'" }]],
      'spec.variables': [[{ name: 'a_b', expression: '1' }], [{ name: 'a-b', expression: '1' }]],
      'spec.paramKind': [{}, { kind: 'ConfigMap', apiVersion: 'v1' }],
    },
  },
  policyBinding: {
    object: policy('ValidatingAdmissionPolicyBinding', { policyName: 'web', validationActions: ['Deny'] }),
    edits: {
      'spec.validationActions': [['Deny', 'Audit'], ['Deny', 'Warn'], ['Audit', 'Audit'], [], ['deny']],
      'spec.paramRef': [
        {},
        { name: 'a' },
        { name: 'a', parameterNotFoundAction: 'Deny' },
        { selector: {}, parameterNotFoundAction: 'Allow' },
        { name: 'a', selector: {}, parameterNotFoundAction: 'Allow' },
        { name: 'a', parameterNotFoundAction: 'Ignore' },
      ],
      'spec.matchResources': SELECTORS.map((namespaceSelector) => ({ namespaceSelector: namespaceSelector ?? {} })),
    },
  },
};
