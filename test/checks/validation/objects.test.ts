import { checkManifests } from '../../../lib/checks/input/check-manifests';
import { configuration } from '../../../lib/checks/validation/configuration';
import type { Value } from '../../cluster/checks/validation-objects';
import { core } from '../../manifest/inventory-of';
import { judged } from '../judged';
import { found } from './support';

type Broken = readonly [rule: string, base: string, path: string, value: Value, pointer: string];

const BROKEN: readonly Broken[] = [
  ['metadata', 'configMapMetadata', 'metadata.finalizers', ['backup'], '/metadata/finalizers/0'],
  ['metadata', 'configMapMetadata', 'metadata.finalizers', ['a b/c'], '/metadata/finalizers/0'],
  ['metadata', 'generatedBudget', 'metadata.finalizers', ['orphan', 'foregroundDeletion'], '/metadata/finalizers'],
  ['selector', 'deployment', 'spec.selector', {}, '/spec/selector'],
  ['selector', 'deployment', 'spec.template.metadata', undefined, '/spec/template/metadata/labels'],
  ['selector', 'cronJob', 'spec.jobTemplate.spec.selector', {}, '/spec/jobTemplate/spec/selector'],
  ['selector', 'service', 'spec.selector', { app: 'a b' }, '/spec/selector/app'],
  ['restart-policy', 'deployment', 'spec.template.spec.restartPolicy', 'Never', '/spec/template/spec/restartPolicy'],
  ['restart-policy', 'job', 'spec.template.spec.restartPolicy', undefined, '/spec/template/spec/restartPolicy'],
  ['replicas', 'deployment', 'spec.replicas', -1, '/spec/replicas'],
  ['replicas', 'deployment', 'spec.progressDeadlineSeconds', 0, '/spec/progressDeadlineSeconds'],
  ['replicas', 'deployment', 'spec.minReadySeconds', 600, '/spec/progressDeadlineSeconds'],
  [
    'replicas',
    'daemonSet',
    'spec.updateStrategy.rollingUpdate.maxSurge',
    1,
    '/spec/updateStrategy/rollingUpdate/maxSurge',
  ],
  ['job', 'job', 'spec.backoffLimitPerIndex', 1, '/spec/backoffLimitPerIndex'],
  ['job', 'cronJob', 'spec.jobTemplate.spec.completionMode', 'Indexed', '/spec/jobTemplate/spec/completions'],
  ['service', 'service', 'spec.ports', undefined, '/spec/ports'],
  ['service', 'service', 'spec.ports', [{ port: 80 }, { port: 81, name: 'a' }], '/spec/ports/0/name'],
  ['service', 'service', 'spec.ports.0.targetPort', '8080', '/spec/ports/0/targetPort'],
  ['ingress', 'ingress', 'spec.rules', [], '/spec'],
  ['ingress', 'ingress', 'spec.rules.0.host', 'shop.example:443', '/spec/rules/0/host'],
  [
    'ingress',
    'ingress',
    'spec.rules.0.http.paths.0.backend',
    { serviceName: 'web' },
    '/spec/rules/0/http/paths/0/backend',
  ],
  ['network-policy', 'networkPolicy', 'spec.egress.0.to.0', {}, '/spec/egress/0/to/0'],
  ['network-policy', 'networkPolicy', 'spec.egress.0.ports.0', { endPort: 9 }, '/spec/egress/0/ports/0/endPort'],
  ['autoscaler', 'autoscaler', 'spec.maxReplicas', 1, '/spec/maxReplicas'],
  ['disruption-budget', 'disruptionBudget', 'spec.maxUnavailable', '101%', '/spec/maxUnavailable'],
  ['disruption-budget', 'disruptionBudget', 'spec.maxUnavailable', '5', '/spec/maxUnavailable'],
  ['storage', 'claim', 'spec.resources', {}, '/spec/resources/requests/storage'],
  [
    'storage',
    'statefulSet',
    'spec.volumeClaimTemplates.0.spec.accessModes',
    [],
    '/spec/volumeClaimTemplates/0/spec/accessModes',
  ],
  [
    'stateful-set',
    'statefulSet',
    'spec.volumeClaimTemplates.0.metadata',
    undefined,
    '/spec/volumeClaimTemplates/0/metadata/name',
  ],
  ['storage', 'volume', 'spec.hostPath', undefined, '/spec'],
  ['configuration', 'configMap', 'binaryData', { a: 'AAAA' }, '/data/a'],
  ['configuration', 'configMap', 'data.a', 'ä'.repeat(2 ** 19 + 1), ''],
  ['configuration', 'secret', 'type', 'kubernetes.io/tls', '/data/tls.crt'],
  ['rbac', 'role', 'rules.0.apiGroups', [], '/rules/0/apiGroups'],
  ['rbac', 'clusterRoleBinding', 'roleRef.kind', 'Role', '/roleRef/kind'],
  ['admission-webhook', 'webhook', 'webhooks.0.name', 'policy', '/webhooks/0/name'],
  ['admission-webhook', 'webhook', 'webhooks.0.clientConfig', {}, '/webhooks/0/clientConfig'],
  [
    'admission-webhook',
    'webhook',
    'webhooks.0.clientConfig',
    { url: 'http://policy.example' },
    '/webhooks/0/clientConfig/url',
  ],
  [
    'admission-webhook',
    'webhook',
    'webhooks.0.clientConfig.service.path',
    'pods',
    '/webhooks/0/clientConfig/service/path',
  ],
  ['admission-webhook', 'webhook', 'webhooks.0.timeoutSeconds', 31, '/webhooks/0/timeoutSeconds'],
  ['admission-webhook', 'webhook', 'webhooks.0.admissionReviewVersions', ['v2'], '/webhooks/0/admissionReviewVersions'],
  [
    'admission-webhook',
    'webhook',
    'webhooks.0.rules.0.resources',
    ['pods/*', 'pods/log'],
    '/webhooks/0/rules/0/resources',
  ],
  [
    'admission-policy',
    'policy',
    'spec.matchConstraints',
    { namespaceSelector: {} },
    '/spec/matchConstraints/resourceRules',
  ],
  ['admission-policy', 'policy', 'spec.validations', [], '/spec/validations'],
  [
    'admission-policy',
    'policy',
    'spec.matchConstraints.resourceRules.0.operations',
    ['*', 'CREATE'],
    '/spec/matchConstraints/resourceRules/0/operations',
  ],
  ['admission-policy', 'policyBinding', 'spec.validationActions', ['Deny', 'Warn'], '/spec/validationActions'],
  ['admission-policy', 'policyBinding', 'spec.paramRef', { parameterNotFoundAction: 'Deny' }, '/spec/paramRef'],
  ['endpoints', 'endpointSlice', 'endpoints.0.addresses', ['db.example.com'], '/endpoints/0/addresses/0'],
  ['endpoints', 'endpointSlice', 'endpoints.0.addresses', ['127.0.0.1'], '/endpoints/0/addresses/0'],
  ['endpoints', 'endpointSlice', 'addressType', 'IPv6', '/endpoints/0/addresses/0'],
  ['endpoints', 'endpointSlice', 'ports', [{ port: 80 }, { port: 81 }], '/ports/1/name'],
  ['endpoints', 'endpoints', 'subsets.0.addresses.0.ip', '::1', '/subsets/0/addresses/0/ip'],
  ['endpoints', 'endpoints', 'subsets.0.addresses', [], '/subsets/0'],
  ['ingress-class', 'ingressClass', 'spec.controller', 'nginx', '/spec/controller'],
  [
    'ingress-class',
    'ingressClass',
    'spec.parameters',
    { kind: 'A', name: 'b', namespace: 'c' },
    '/spec/parameters/namespace',
  ],
  ['quota', 'resourceQuota', 'spec.hard', { memroy: '1Gi' }, '/spec/hard/memroy'],
  ['quota', 'limitRange', 'spec.limits.0.min', { cpu: 3 }, '/spec/limits/0/min/cpu'],
  ['stateful-set', 'statefulSet', 'spec.serviceName', 'web.shop', '/spec/serviceName'],
  [
    'namespace',
    'namespace',
    'metadata.labels',
    { 'pod-security.kubernetes.io/warn': 'none' },
    '/metadata/labels/pod-security.kubernetes.io~1warn',
  ],
];

test.each(BROKEN)('validation/%s: in a %s, %s cannot be %j', (rule, base, path, value, pointer) => {
  const own = found(base, path, value).filter((finding) => finding.rule === `validation/${rule}`);

  expect(own[0]).toMatchObject({ severity: 'error', pointer });
});

const KEPT: readonly (readonly [base: string, path: string, value: Value])[] = [
  ['configMapMetadata', 'metadata.finalizers', ['shop.example/backup', 'foregroundDeletion']],
  ['generatedBudget', 'metadata.finalizers', ['backup']],
  ['deployment', 'spec.strategy', { type: 'Recreate' }],
  ['deployment', 'spec.strategy', { rollingUpdate: { maxUnavailable: 0 } }],
  ['deployment', 'spec.selector', { matchExpressions: [{ key: 'app', operator: 'Exists' }] }],
  ['daemonSet', 'spec.updateStrategy', { type: 'OnDelete' }],
  ['service', 'spec', { clusterIP: 'None', selector: { app: 'web' } }],
  ['service', 'spec', { type: 'ExternalName', externalName: 'shop.example' }],
  ['service', 'spec.ports.0.targetPort', undefined],
  ['service', 'spec.type', 'LoadBalancer'],
  ['ingress', 'spec.rules.0.host', '*.shop.example'],
  [
    'ingress',
    'spec.rules.0.http.paths.0',
    { pathType: 'ImplementationSpecific', backend: { service: { name: 'web', port: { name: 'http' } } } },
  ],
  ['networkPolicy', 'spec', { podSelector: {}, policyTypes: ['Ingress'] }],
  ['networkPolicy', 'spec.egress.0.to', []],
  ['disruptionBudget', 'spec', { selector: {}, minAvailable: '50%' }],
  ['autoscaler', 'spec.minReplicas', undefined],
  ['secret', 'data', null],
  ['statefulSet', 'spec.serviceName', undefined],
  ['replicationController', 'spec.selector', undefined],
];

test.each(KEPT)('in a %s, %s may be %j', (base, path, value) => {
  expect(found(base, path, value)).toEqual([]);
});

test('the message says which label is missing', () => {
  expect(found('deployment', 'spec.template.metadata.labels', { app: 'shop' })[0]).toMatchObject({
    message: "The selector asks for the label 'app: web'; the template has 'app: shop'.",
    want: '{"app":"web"}',
  });
});

test('a target needs the group of its API since 1.34', () => {
  const path = 'spec.scaleTargetRef.apiVersion';

  expect(found('autoscaler', path, undefined, '1.33')).toEqual([]);
  expect(found('autoscaler', path, undefined, '1.34')).toMatchObject([{ rule: 'validation/autoscaler' }]);
});

test('since 1.37 there may be no replicas, if something tells when some are needed', () => {
  const external = { type: 'External', external: { metric: { name: 'a' }, target: { type: 'Value', value: '1' } } };
  const spec = {
    minReplicas: 0,
    maxReplicas: 2,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
  };

  expect(found('autoscaler', 'spec', spec, '1.36')).toHaveLength(1);
  expect(found('autoscaler', 'spec', spec, '1.37')).toHaveLength(1);
  expect(found('autoscaler', 'spec', { ...spec, metrics: [external] }, '1.37')).toEqual([]);
});

test('a value of a Secret is never shown', () => {
  const secret = { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': 'hunter2' } };
  const findings = judged(configuration, core('Secret', 'web', secret));

  expect(findings).toMatchObject([{ rule: 'validation/configuration', pointer: '/stringData/.dockerconfigjson' }]);
  expect(JSON.stringify(findings)).not.toContain('hunter2');
});

test('a Job that says neither its completions nor its parallelism has one index', () => {
  const wrong = (succeededIndexes: string) => {
    const spec = { completionMode: 'Indexed', successPolicy: { rules: [{ succeededIndexes }] } };
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'web' }, spec };
    return checkManifests([job]).findings.flatMap(({ rule, pointer = '' }) =>
      rule === 'validation/job' && pointer.startsWith('/spec/successPolicy') ? [pointer] : [],
    );
  };

  expect(wrong('a')).toEqual(['/spec/successPolicy/rules/0/succeededIndexes']);
  expect(wrong('1')).toEqual(['/spec/successPolicy/rules/0/succeededIndexes']);
  expect(wrong('0')).toEqual([]);
});
