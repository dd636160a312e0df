import type { Json } from '../../../lib/manifest/json';
import type { Value } from '../../cluster/checks/validation-objects';
import { found } from './support';

const CONTAINER = 'containers.0';
const HTTP = { path: '/', port: 80 };

type Broken = readonly [rule: string, path: string, value: Value, pointer: string];
type Kept = readonly [path: string, value: Value];

const BROKEN: readonly Broken[] = [
  ['container', 'containers', [], '/spec/containers'],
  ['container', `${CONTAINER}.name`, 'side', '/spec/containers/1/name'],
  ['container', 'initContainers.0.name', 'web', '/spec/initContainers/0/name'],
  ['container', `${CONTAINER}.image`, undefined, '/spec/containers/0/image'],
  ['container', `${CONTAINER}.image`, ' web', '/spec/containers/0/image'],
  ['container', 'ephemeralContainers', [{ name: 'debug', image: 'web' }], '/spec/ephemeralContainers'],
  ['container-port', `${CONTAINER}.ports.0.containerPort`, 65536, '/spec/containers/0/ports/0/containerPort'],
  ['container-port', `${CONTAINER}.ports.0.name`, '80', '/spec/containers/0/ports/0/name'],
  ['environment', `${CONTAINER}.env.0.name`, '', '/spec/containers/0/env/0/name'],
  ['environment', `${CONTAINER}.env.0.valueFrom`, {}, '/spec/containers/0/env/0/valueFrom'],
  ['environment', `${CONTAINER}.envFrom.0`, {}, '/spec/containers/0/envFrom/0'],
  ['volume', 'volumes.0', { name: 'data', emptyDir: {}, secret: { secretName: 'a' } }, '/spec/volumes/0/secret'],
  ['volume', 'volumes.0', { name: 'data', secret: { name: 'a' } }, '/spec/volumes/0/secret/secretName'],
  ['volume-mount', `${CONTAINER}.volumeMounts.0.name`, 'date', '/spec/containers/0/volumeMounts/0/name'],
  ['volume-mount', `${CONTAINER}.volumeMounts.0.subPath`, 'a/../b', '/spec/containers/0/volumeMounts/0/subPath'],
  ['probe', `${CONTAINER}.livenessProbe`, { periodSeconds: 5 }, '/spec/containers/0/livenessProbe'],
  ['probe', `${CONTAINER}.livenessProbe.exec`, { command: ['true'] }, '/spec/containers/0/livenessProbe/httpGet'],
  ['probe', `${CONTAINER}.livenessProbe.httpGet.port`, '80', '/spec/containers/0/livenessProbe/httpGet/port'],
  ['probe', 'initContainers.0.readinessProbe', { httpGet: HTTP }, '/spec/initContainers/0/readinessProbe'],
  [
    'probe',
    `${CONTAINER}.lifecycle.preStop`,
    { sleep: { seconds: 31 } },
    '/spec/containers/0/lifecycle/preStop/sleep/seconds',
  ],
  ['resources', `${CONTAINER}.resources.requests.memory`, '65Mi', '/spec/containers/0/resources/requests/memory'],
  ['resources', `${CONTAINER}.resources.limits.memry`, '1', '/spec/containers/0/resources/limits/memry'],
  ['resources', `${CONTAINER}.resources.requests.nvidia`, '1', '/spec/containers/0/resources/requests/nvidia'],
  ['security-context', `${CONTAINER}.securityContext.privileged`, true, '/spec/containers/0/securityContext'],
  ['security-context', 'securityContext', { fsGroup: -1 }, '/spec/securityContext/fsGroup'],
  ['security-context', 'os', { name: 'windows' }, '/spec/containers/0/securityContext/allowPrivilegeEscalation'],
  ['scheduling', 'nodeSelector', { 'a b': 'c' }, '/spec/nodeSelector/a b'],
  ['scheduling', 'tolerations', [{ value: 'x' }], '/spec/tolerations/0/operator'],
  ['pod', 'dnsPolicy', 'None', '/spec/dnsConfig'],
  ['pod', 'activeDeadlineSeconds', 0, '/spec/activeDeadlineSeconds'],
];

test.each(BROKEN)('validation/%s: spec.%s cannot be %j', (rule, path, value, pointer) => {
  expect(found('pod', `spec.${path}`, value)).toEqual(
    expect.arrayContaining([expect.objectContaining({ rule: `validation/${rule}`, severity: 'error', pointer })]),
  );
});

const KEPT: readonly Kept[] = [
  ['initContainers', undefined],
  ['initContainers.0.restartPolicy', 'Always'],
  [`${CONTAINER}.ports.0.hostPort`, 0],
  [`${CONTAINER}.ports.0.name`, ''],
  [`${CONTAINER}.livenessProbe.successThreshold`, 0],
  [`${CONTAINER}.readinessProbe.successThreshold`, 2],
  [`${CONTAINER}.livenessProbe.httpGet`, { port: 80 }],
  [`${CONTAINER}.livenessProbe`, null],
  [`${CONTAINER}.resources`, { requests: { memory: '1G' }, limits: { memory: '1Gi' } }],
  [`${CONTAINER}.resources`, { requests: { cpu: '1000m' }, limits: { cpu: 1 } }],
  [`${CONTAINER}.env.0.value`, ''],
  [`${CONTAINER}.env.0.name`, '1A B'],
  [`${CONTAINER}.volumeMounts.0.subPath`, '..a'],
  ['tolerations', [{ operator: 'Exists' }]],
  ['hostAliases', [{ ip: '2001:db8::1', hostnames: ['a.b'] }]],
  ['dnsConfig', { searches: ['_tcp.shop.', '.'] }],
];

test.each(KEPT)('spec.%s may be %j', (path, value) => {
  expect(found('pod', `spec.${path}`, value)).toEqual([]);
});

test('names of environment variables were stricter before 1.32', () => {
  const path = `spec.${CONTAINER}.env.0.name`;

  expect(found('pod', path, '1A', '1.31')).toMatchObject([{ rule: 'validation/environment' }]);
  expect(found('pod', path, '1A', '1.32')).toEqual([]);
});

test('a container had no restart policy of its own before 1.35', () => {
  const path = `spec.${CONTAINER}.restartPolicy`;

  expect(found('pod', path, 'Never', '1.34')).toMatchObject([{ rule: 'validation/restart-policy' }]);
  expect(found('pod', path, 'Never', '1.35')).toEqual([]);
});

test('a volume without a source is an empty directory, which may not be meant', () => {
  expect(found('pod', 'spec.volumes.0', { name: 'data', configMap: null })).toMatchObject([
    {
      rule: 'validation/volume',
      severity: 'warning',
      fix: 'Write `configMap: {}` to leave all of it to its defaults.',
    },
  ]);
});

test('a volume that was meant is named', () => {
  expect(found('pod', `spec.${CONTAINER}.volumeMounts.0.name`, 'date')[0]).toMatchObject({
    message: "The container 'web' mounts 'date'; the pod has no volume of that name.",
    got: '"date"',
    want: "'data'",
    fix: "Write 'data', or add the volume to the pod.",
  });
});

test('the claims of a StatefulSet are its volumes too', () => {
  expect(found('statefulSet', 'spec.template.spec.volumes', undefined)).toEqual([]);
  expect(found('statefulSet', 'spec.volumeClaimTemplates.0.metadata.name', 'other')).toEqual([]);
  expect(found('deployment', 'spec.template.spec.volumes', undefined)).toMatchObject([
    { rule: 'validation/volume-mount', pointer: '/spec/template/spec/containers/0/volumeMounts/0/name' },
  ]);
});

const WARNED: readonly (readonly [path: string, value: Json, pointer: string])[] = [
  [`${CONTAINER}.env`, [{ name: 'A' }, { name: 'A', value: 'b' }], '/spec/containers/0/env/1'],
  [`${CONTAINER}.resources`, { limits: { memory: '500m' } }, '/spec/containers/0/resources/limits/memory'],
  ['containers.1.ports', [{ containerPort: 80 }], '/spec/containers/1/ports/0'],
  ['nodeSelector', { 'beta.kubernetes.io/os': 'linux' }, '/spec/nodeSelector/beta.kubernetes.io~1os'],
  ['imagePullSecrets', [{ name: 'a' }, { name: 'a' }], '/spec/imagePullSecrets/1/name'],
];

test.each(WARNED)('api/warning: spec.%s should not be %j', (path, value, pointer) => {
  expect(found('pod', `spec.${path}`, value)).toMatchObject([{ rule: 'api/warning', severity: 'warning', pointer }]);
});

test('an annotation for seccomp is not only deprecated: nobody reads it', () => {
  const annotations = { 'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default' };

  expect(found('pod', 'metadata.annotations', annotations)).toMatchObject([
    { rule: 'api/warning', message: expect.stringContaining('read by nobody since Kubernetes 1.27') },
  ]);
});

test('a variable may add to the one before it', () => {
  const variables = [
    { name: 'A', value: 'a' },
    { name: 'A', value: '$(A):b' },
  ];

  expect(found('pod', `spec.${CONTAINER}.env`, variables)).toEqual([]);
});
