import type { Json, JsonObject } from '../../../lib/manifest/json';
import { admission } from './admission-objects';
import { endpoints } from './endpoint-objects';

/** What a field may become; undefined takes it away. */
export type Value = Json | undefined;

/** A valid object, and what may be made of each of its fields. */
export interface Base {
  readonly object: JsonObject;
  readonly edits: Readonly<Record<string, readonly Value[]>>;
}

const NAMES = ['', 'a', 'Web', 'web_1', 'web.shop', '-web', 'web-', '1', 'a'.repeat(63), 'a'.repeat(64)];
const COUNTS = [-1, 0, 1, 100];
const SHARES: readonly Value[] = [-1, 0, 1, '0%', '50%', '100%', '101%', '5', 'half', '50.5%'];
const PORTS: readonly Value[] = [-1, 0, 1, 80, 65535, 65536];
const TARGETS: readonly Value[] = [
  ...PORTS,
  '',
  'http',
  'HTTP',
  '80',
  'a-b',
  'a--b',
  '-a',
  'a_b',
  'abcdefghijklmno',
  'abcdefghijklmnop',
];
const MODES: readonly Value[] = [-1, 0, 0o644, 511, 512];
const CIDRS = ['10.0.0.0/8', '10.0.0.1', '10.0.0.0/33', '10.0.0.1/8', '2001:db8::/32', 'x', '0.0.0.0/0'];
const ADDRESSES = ['10.0.0.1', '10.0.0.256', '2001:db8::1', 'localhost', '1.2.3', '10.0.0.01'];
const LABELS: readonly Value[] = [
  { app: 'web' },
  { app: 'shop' },
  {},
  { 'a b': 'x' },
  { app: 'a b' },
  { app: 'web', tier: 'x' },
];
const QUANTITIES: readonly Value[] = ['0', '-1', '100m', '1', 1, 0.5, '64Mi', '1Gi', '1e3'];
const EXPRESSIONS: readonly Value[] = [
  [{ key: 'app', operator: 'In', values: ['web'] }],
  [{ key: 'app', operator: 'In' }],
  [{ key: 'app', operator: 'In', values: [] }],
  [{ key: 'app', operator: 'Exists', values: ['web'] }],
  [{ key: 'app', operator: 'Exists' }],
  [{ key: 'app', operator: 'Is', values: ['web'] }],
  [{ key: 'a b', operator: 'Exists' }],
  [{ key: 'app', operator: 'NotIn', values: ['a b'] }],
  [{ key: '', operator: 'Exists' }],
];
const SELECTORS: readonly Value[] = [
  {},
  { matchLabels: { app: 'web' } },
  { matchLabels: { app: 'shop' } },
  { matchLabels: { 'a b': 'web' } },
  ...EXPRESSIONS.map((matchExpressions) => ({ matchExpressions: matchExpressions ?? [] })),
];

const FINALIZERS: readonly Value[] = [
  ['cleanup'],
  ['kubernetes'],
  ['shop.example/cleanup'],
  ['shop.example/'],
  ['a b'],
  [''],
  ['orphan', 'foregroundDeletion'],
  [],
];
const STARTS: readonly Value[] = ['web-', 'Web-', 'web_', 'web--', '-web-', '1-', ''];
/** What may be made of the metadata of every object. */
const METADATA: Base['edits'] = { 'metadata.finalizers': FINALIZERS, 'metadata.generateName': STARTS };

const labels = { app: 'web' };
const image = 'registry.example/web:1.0.0';

const probe = { httpGet: { path: '/', port: 80 } };

const podSpec: JsonObject = {
  initContainers: [{ name: 'init', image }],
  containers: [
    {
      name: 'web',
      image,
      ports: [{ containerPort: 80, name: 'http' }],
      env: [{ name: 'MODE', value: 'on' }],
      envFrom: [{ configMapRef: { name: 'web' } }],
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
      livenessProbe: probe,
      readinessProbe: probe,
      lifecycle: { preStop: { exec: { command: ['true'] } } },
      securityContext: { allowPrivilegeEscalation: false },
    },
    { name: 'side', image, ports: [{ containerPort: 90 }] },
  ],
  volumes: [{ name: 'data', emptyDir: {} }],
};

/** What may be made of the spec of a pod. */
const podEdits: Base['edits'] = {
  containers: [[], undefined],
  'containers.0.name': [...NAMES, 'side', 'init'],
  'containers.0.image': ['', undefined, 'web', ' web', 'a b'],
  'containers.0.ports.0.containerPort': PORTS,
  'containers.0.ports.0.hostPort': [...PORTS, 8080],
  'containers.0.ports.0.name': ['', 'http', 'HTTP', '80', 'a-b', 'a--b', 'a_b', 'abcdefghijklmno', 'abcdefghijklmnop'],
  'containers.0.ports': [
    [
      { containerPort: 80, name: 'a' },
      { containerPort: 81, name: 'a' },
    ],
    [
      { containerPort: 80, hostPort: 80 },
      { containerPort: 81, hostPort: 80 },
    ],
    [
      { containerPort: 80, hostPort: 80 },
      { containerPort: 81, hostPort: 80, protocol: 'UDP' },
    ],
    [
      { containerPort: 80, hostPort: 80 },
      { containerPort: 81, hostPort: 80, hostIP: '10.0.0.1' },
    ],
  ],
  'containers.1.ports.0.hostPort': [0, 80, 90],
  hostNetwork: [true],
  'containers.0.env.0.name': ['', 'A', 'a.b', '1A', 'A B', 'A=B', '-A', '..A', 'Ä'],
  'containers.0.env.0.valueFrom': [
    {},
    { fieldRef: { fieldPath: 'metadata.name' } },
    { fieldRef: { fieldPath: 'metadata.nam' } },
  ],
  'containers.0.env.0': [
    { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
    { name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['a b']" } } },
    { name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.annotations['A/b']" } } },
    { name: 'A', valueFrom: { fieldRef: { fieldPath: "spec.labels['a']" } } },
    { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } },
    { name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.podIPs' } } },
    { name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.phase' } } },
    { name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.host' } } },
    { name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.nodename' } } },
    { name: 'A', valueFrom: { fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } } },
    { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
    { name: 'A', valueFrom: { resourceFieldRef: { resource: 'cpu' } } },
    { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
    { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '10m' } } },
    { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
    { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '2Mi' } } },
    { name: 'A', valueFrom: { resourceFieldRef: { resource: 'requests.hugepages-2Mi' } } },
    { name: 'A', valueFrom: { configMapKeyRef: { name: 'web', key: 'a' } } },
    { name: 'A', valueFrom: { configMapKeyRef: { name: 'web', key: 'a/b' } } },
    { name: 'A', valueFrom: { configMapKeyRef: { name: 'web', key: '' } } },
    { name: 'A', valueFrom: { configMapKeyRef: { key: 'a' } } },
    { name: 'A', valueFrom: { secretKeyRef: { name: 'Web', key: 'a' } } },
    { name: 'A', valueFrom: { secretKeyRef: { name: 'web', key: 'a' }, fieldRef: { fieldPath: 'metadata.name' } } },
  ],
  'containers.0.envFrom.0': [{}, { secretRef: { name: 'web' } }, { secretRef: {} }, { configMapRef: { name: 'W' } }],
  'containers.0.envFrom.0.secretRef': [{ name: 'web' }],
  'containers.0.envFrom.0.prefix': ['A_', '1', 'A B', 'A='],
  'containers.0.resources.requests.cpu': QUANTITIES,
  'containers.0.resources.requests.memory': ['64Mi', '65Mi', '0', '-1Mi'],
  'containers.0.resources.limits.cpu': ['50m', '100m', '0.1', 1],
  'containers.0.resources.limits': [
    { memry: '64Mi' },
    { 'nvidia.com/gpu': 1 },
    { 'nvidia.com/gpu': '500m' },
    { 'hugepages-2Mi': '4Mi', memory: '64Mi' },
    { 'hugepages-2Mi': '3Mi', memory: '64Mi' },
    { 'requests.example.com/gpu': 1 },
    { 'a b/c': 1 },
    { storage: '1Gi' },
    { pods: 1 },
    { 'kubernetes.io/x': '1' },
  ],
  'containers.0.resources': [
    { requests: { 'nvidia.com/gpu': 1 } },
    { requests: { 'nvidia.com/gpu': 1 }, limits: { 'nvidia.com/gpu': 2 } },
    { requests: { 'hugepages-2Mi': '4Mi' }, limits: { 'hugepages-2Mi': '4Mi' } },
    { requests: { 'hugepages-2Mi': '4Mi', cpu: 1 }, limits: { 'hugepages-2Mi': '4Mi' } },
    { requests: { cpu: '1000m' }, limits: { cpu: 1 } },
    { requests: { memory: '1G' }, limits: { memory: '1Gi' } },
    { requests: { memory: '1Gi' }, limits: { memory: '1G' } },
    { claims: [{ name: 'gpu' }] },
  ],
  resourceClaims: [
    [{ name: 'gpu', resourceClaimName: 'gpu' }],
    [{ name: 'gpu' }],
    [{ name: 'gpu', resourceClaimName: 'gpu', resourceClaimTemplateName: 'gpu' }],
  ],
  'containers.0.volumeMounts.0.name': ['', 'data', 'date'],
  'containers.0.volumeMounts.0.mountPath': ['', '/data', 'data', '/a:b', '..'],
  'containers.0.volumeMounts.0.subPath': ['', 'a', '/a', '../a', 'a/../b', '..a'],
  'containers.0.volumeMounts.0.subPathExpr': ['$(A)', '/$(A)'],
  'containers.0.volumeMounts.0.mountPropagation': ['None', 'HostToContainer', 'Bidirectional'],
  'containers.0.volumeMounts.0.recursiveReadOnly': ['Disabled', 'Enabled', 'IfPossible'],
  'containers.0.volumeMounts.0.readOnly': [true],
  'containers.0.volumeMounts': [
    [
      { name: 'data', mountPath: '/a' },
      { name: 'data', mountPath: '/a' },
    ],
    [
      { name: 'data', mountPath: '/a' },
      { name: 'data', mountPath: '/b' },
    ],
    [],
  ],
  'containers.0.volumeDevices': [[{ name: 'data', devicePath: '/dev/a' }], [{ name: 'none', devicePath: '/dev/a' }]],
  'volumes.0.name': ['', 'data', 'Data', 'a.b', 'other'],
  'volumes.0': [
    { name: 'data' },
    { name: 'data', emptyDir: {}, hostPath: { path: '/a' } },
    { name: 'data', emptyDir: { sizeLimit: '1Gi' } },
    { name: 'data', emptyDir: { sizeLimit: '-1Gi' } },
    { name: 'data', hostPath: { path: '/a' } },
    { name: 'data', hostPath: { path: '/a/../b' } },
    { name: 'data', hostPath: { path: '' } },
    { name: 'data', configMap: {} },
    { name: 'data', configMap: { name: 'web', items: [{ key: 'a', path: 'a' }] } },
    { name: 'data', configMap: { name: 'web', items: [{ key: 'a', path: '/a' }] } },
    { name: 'data', configMap: { name: 'web', items: [{ key: 'a', path: '..a' }] } },
    { name: 'data', configMap: { name: 'web', items: [{ key: 'a', path: '../a' }] } },
    { name: 'data', configMap: { name: 'web', items: [{ key: 'a', path: 'a', mode: 512 }] } },
    { name: 'data', configMap: { name: 'web', items: [{ key: '', path: 'a' }] } },
    ...MODES.map((defaultMode) => ({ name: 'data', secret: { secretName: 'web', defaultMode: defaultMode ?? null } })),
    { name: 'data', secret: {} },
    { name: 'data', persistentVolumeClaim: { claimName: 'web' } },
    { name: 'data', persistentVolumeClaim: { claimName: '' } },
    { name: 'data', nfs: { server: 'a', path: '/a' } },
    { name: 'data', nfs: { server: 'a', path: 'a' } },
    { name: 'data', csi: { driver: '' } },
    { name: 'data', csi: { driver: 'a.b' } },
    { name: 'data', ephemeral: {} },
    {
      name: 'data',
      ephemeral: {
        volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
      },
    },
    { name: 'data', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'] } } } },
    { name: 'data', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.labels' } }] } },
    { name: 'data', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'status.podIP' } }] } },
    { name: 'data', downwardAPI: { items: [{ path: 'a' }] } },
    { name: 'data', downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] } },
    {
      name: 'data',
      downwardAPI: { items: [{ path: 'a', resourceFieldRef: { containerName: 'web', resource: 'limits.cpu' } }] },
    },
    { name: 'data', projected: { sources: [{ configMap: { name: 'a' }, secret: { name: 'b' } }] } },
    { name: 'data', projected: { sources: [{ configMap: {} }] } },
    { name: 'data', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
    { name: 'data', projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 60 } }] } },
    { name: 'data', projected: { sources: [{ serviceAccountToken: { path: '/token' } }] } },
    {
      name: 'data',
      projected: {
        sources: [
          { configMap: { name: 'a', items: [{ key: 'a', path: 'a' }] } },
          { secret: { name: 'a', items: [{ key: 'a', path: 'a' }] } },
        ],
      },
    },
  ],
  volumes: [
    [
      { name: 'data', emptyDir: {} },
      { name: 'data', emptyDir: {} },
    ],
    [],
    [
      { name: 'data', emptyDir: {} },
      { name: 'other', emptyDir: {} },
    ],
  ],
  'containers.0.livenessProbe': [
    {},
    { exec: { command: ['true'] } },
    { exec: {} },
    { exec: { command: ['true'] }, tcpSocket: { port: 80 } },
    { tcpSocket: { port: 'http' } },
    { tcpSocket: { port: 0 } },
    { grpc: { port: 0 } },
    { grpc: { port: 80 } },
    { initialDelaySeconds: 5 },
    { httpGet: { port: 80 } },
    { httpGet: { port: 80, path: '' } },
    { httpGet: { port: 80, httpHeaders: [{ name: 'A B', value: 'x' }] } },
    { httpGet: { port: 80, httpHeaders: [{ name: 'X-A', value: 'x' }] } },
  ],
  'containers.0.livenessProbe.httpGet.port': TARGETS,
  'containers.0.livenessProbe.successThreshold': [-1, 0, 1, 2],
  'containers.0.readinessProbe.successThreshold': [-1, 0, 1, 2],
  'containers.0.livenessProbe.failureThreshold': COUNTS,
  'containers.0.livenessProbe.periodSeconds': COUNTS,
  'containers.0.livenessProbe.timeoutSeconds': COUNTS,
  'containers.0.livenessProbe.initialDelaySeconds': COUNTS,
  'containers.0.livenessProbe.terminationGracePeriodSeconds': COUNTS,
  'containers.0.readinessProbe.terminationGracePeriodSeconds': [10],
  'containers.0.lifecycle.preStop': [
    {},
    { sleep: { seconds: 5 } },
    { sleep: { seconds: 0 } },
    { sleep: { seconds: 31 } },
    { sleep: { seconds: 5 }, exec: { command: ['true'] } },
  ],
  'initContainers.0.livenessProbe': [probe],
  'initContainers.0.lifecycle': [{ preStop: { exec: { command: ['true'] } } }],
  'initContainers.0.restartPolicy': ['Always', 'Never', 'OnFailure'],
  'initContainers.0.name': ['web', 'Init', 'init'],
  'containers.0.restartPolicy': ['Always', 'Never'],
  'containers.0.securityContext': [
    { privileged: true },
    { privileged: true, allowPrivilegeEscalation: false },
    { allowPrivilegeEscalation: false, capabilities: { add: ['CAP_SYS_ADMIN'] } },
    { allowPrivilegeEscalation: false, capabilities: { add: ['SYS_ADMIN'] } },
    { runAsUser: -1 },
    { runAsUser: 0 },
    { runAsUser: 2147483648 },
    { runAsGroup: -1 },
    { procMount: 'Unmasked' },
    { seccompProfile: { type: 'Localhost' } },
    { seccompProfile: { type: 'Localhost', localhostProfile: 'a/b' } },
    { seccompProfile: { type: 'Localhost', localhostProfile: '../b' } },
    { seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'a' } },
    { appArmorProfile: { type: 'Localhost' } },
    { appArmorProfile: { type: 'Localhost', localhostProfile: '' } },
    { windowsOptions: { hostProcess: true } },
  ],
  securityContext: [
    { fsGroup: -1 },
    { supplementalGroups: [1, -1] },
    { sysctls: [{ name: 'kernel.shm_rmid_forced', value: '1' }] },
    { sysctls: [{ name: 'Kernel', value: '1' }] },
    {
      sysctls: [
        { name: 'a.b', value: '1' },
        { name: 'a.b', value: '2' },
      ],
    },
    { windowsOptions: { hostProcess: true } },
    { runAsUser: 1 },
  ],
  hostPID: [true],
  shareProcessNamespace: [true],
  hostUsers: [true, false],
  os: [{ name: 'linux' }, { name: 'windows' }],
  dnsPolicy: ['None', 'Default'],
  dnsConfig: [
    { nameservers: ['10.0.0.1'] },
    { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] },
    { nameservers: ['dns'] },
    { searches: ['a.b', 'A.b'] },
    { searches: ['_a.b'] },
    { searches: ['a.b.'] },
    { searches: ['.'] },
    { options: [{ value: '1' }] },
    {},
  ],
  hostAliases: [
    ...ADDRESSES.map((ip) => [{ ip, hostnames: ['a'] }]),
    [{ ip: '10.0.0.1', hostnames: ['A_b'] }],
    [{ ip: '10.0.0.1' }],
  ],
  nodeSelector: LABELS,
  tolerations: [
    [{ key: 'a', operator: 'Exists' }],
    [{ key: 'a', operator: 'Exists', value: 'x' }],
    [{ operator: 'Exists' }],
    [{ value: 'x' }],
    [{ key: 'a b', operator: 'Exists' }],
    [{ key: 'a', value: 'a b' }],
    [{ key: 'a', operator: 'Exists', tolerationSeconds: 5 }],
    [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }],
    [{ key: 'a', operator: 'Gt', value: '1' }],
  ],
  topologySpreadConstraints: [
    [{ maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} }],
    [{ maxSkew: 1, topologyKey: '', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} }],
    [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} }],
    [
      { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} },
      { maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} },
    ],
    [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2, labelSelector: {} }],
    [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', minDomains: 0, labelSelector: {} }],
    [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', matchLabelKeys: ['a'] }],
    [
      {
        maxSkew: 1,
        topologyKey: 'zone',
        whenUnsatisfiable: 'DoNotSchedule',
        matchLabelKeys: ['app'],
        labelSelector: { matchLabels: labels },
      },
    ],
    ...SELECTORS.map((labelSelector) => [
      { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: labelSelector ?? {} },
    ]),
  ],
  affinity: [
    ...[0, 1, 100, 101].map((weight) => ({
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight, podAffinityTerm: { topologyKey: 'zone', labelSelector: {} } },
        ],
      },
    })),
    { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: '', labelSelector: {} }] } },
    { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a b', labelSelector: {} }] } },
    {
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', labelSelector: {}, namespaces: ['A'] }],
      },
    },
    { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } },
    { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] } } },
    {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }] }],
        },
      },
    },
    { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, preference: {} }] } },
    ...[...EXPRESSIONS, [{ key: 'a', operator: 'Gt', values: ['1'] }], [{ key: 'a', operator: 'Gt', values: [] }]].map(
      (matchExpressions) => ({
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: matchExpressions ?? [] }],
          },
        },
      }),
    ),
  ],
  activeDeadlineSeconds: [0, 1, 2147483647],
  terminationGracePeriodSeconds: [0, 1, 60],
  serviceAccountName: ['default', 'Web'],
  runtimeClassName: ['', 'Web'],
  hostname: ['web', 'web.shop', 'Web'],
  subdomain: ['web', 'web.shop'],
  ephemeralContainers: [[{ name: 'debug', image }]],
};

function prefixed(prefix: string, edits: Base['edits']): Base['edits'] {
  return Object.fromEntries(Object.entries(edits).map(([path, values]) => [`${prefix}.${path}`, values]));
}

function object(apiVersion: string, kind: string, fields: JsonObject): JsonObject {
  return { apiVersion, kind, metadata: { name: 'web', namespace: 'validation' }, ...fields };
}

const workload = (kind: string, spec: JsonObject = {}): JsonObject =>
  object('apps/v1', kind, {
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec }, ...spec },
  });

const claimSpec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const POLICIES = ['Always', 'OnFailure', 'Never', undefined];

const controllers: Readonly<Record<string, Base>> = {
  pod: { object: object('v1', 'Pod', { spec: podSpec }), edits: prefixed('spec', podEdits) },
  deployment: {
    object: workload('Deployment'),
    edits: {
      ...METADATA,
      'spec.selector': SELECTORS,
      'spec.template.metadata.labels': [...LABELS, undefined],
      'spec.template.metadata.annotations': [
        { 'container.apparmor.security.beta.kubernetes.io/none': 'runtime/default' },
        { 'container.apparmor.security.beta.kubernetes.io/web': 'runtime/default' },
        { 'container.apparmor.security.beta.kubernetes.io/web': 'default' },
      ],
      'spec.replicas': COUNTS,
      'spec.minReadySeconds': [...COUNTS, 600],
      'spec.progressDeadlineSeconds': COUNTS,
      'spec.revisionHistoryLimit': COUNTS,
      'spec.strategy.type': ['Recreate', 'RollingUpdate'],
      'spec.strategy.rollingUpdate.maxSurge': SHARES,
      'spec.strategy.rollingUpdate.maxUnavailable': SHARES,
      'spec.template.spec.restartPolicy': POLICIES,
      'spec.template.spec.activeDeadlineSeconds': [10],
      ...prefixed('spec.template.spec', podEdits),
    },
  },
  daemonSet: {
    object: workload('DaemonSet'),
    edits: {
      'spec.selector': SELECTORS,
      'spec.updateStrategy.type': ['OnDelete', 'RollingUpdate'],
      'spec.updateStrategy.rollingUpdate.maxSurge': SHARES,
      'spec.updateStrategy.rollingUpdate.maxUnavailable': SHARES,
      'spec.template.spec.restartPolicy': POLICIES,
      'spec.minReadySeconds': COUNTS,
    },
  },
  statefulSet: {
    object: workload('StatefulSet', {
      serviceName: 'web',
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimSpec }],
    }),
    edits: {
      'spec.selector': SELECTORS,
      'spec.serviceName': ['', 'web', 'web.shop', 'Web', undefined],
      'spec.replicas': COUNTS,
      'spec.ordinals.start': COUNTS,
      'spec.updateStrategy.type': ['OnDelete', 'RollingUpdate'],
      'spec.updateStrategy.rollingUpdate.partition': COUNTS,
      'spec.revisionHistoryLimit': COUNTS,
      'spec.template.spec.volumes': [undefined, [{ name: 'data' }]],
      'spec.template.spec.hostname': ['web.shop'],
      'spec.volumeClaimTemplates': [undefined, []],
      'spec.volumeClaimTemplates.0.metadata': [undefined, {}, { name: 'Data' }, { name: 'a.b' }, { name: 'other' }],
      'spec.volumeClaimTemplates.0.spec.accessModes': [[], undefined, ['ReadWriteOncePod', 'ReadOnlyMany']],
      'spec.volumeClaimTemplates.0.spec.resources.requests.storage': ['0', '-1', '1Gi', undefined],
    },
  },
  replicaSet: { object: workload('ReplicaSet'), edits: { 'spec.replicas': COUNTS, 'spec.selector': SELECTORS } },
  replicationController: {
    object: object('v1', 'ReplicationController', {
      spec: { selector: labels, template: { metadata: { labels }, spec: podSpec } },
    }),
    edits: {
      'spec.selector': [undefined, {}, { app: 'shop' }],
      'spec.template.metadata.labels': [undefined, { app: 'shop' }],
      'spec.replicas': COUNTS,
    },
  },
};

const jobPod = { metadata: { labels }, spec: { restartPolicy: 'Never', containers: [{ name: 'web', image }] } };
const jobSpec: JsonObject = { template: jobPod };
const jobEdits: Base['edits'] = {
  'template.spec.restartPolicy': POLICIES,
  completions: COUNTS,
  parallelism: [...COUNTS, 100001],
  backoffLimit: COUNTS,
  activeDeadlineSeconds: COUNTS,
  ttlSecondsAfterFinished: COUNTS,
  completionMode: ['Indexed', 'NonIndexed'],
  backoffLimitPerIndex: COUNTS,
  maxFailedIndexes: COUNTS,
  managedBy: ['example.com/jobs', 'jobs', 'example.com/', 'Example.com/a', 'kubernetes.io/job-controller'],
  podReplacementPolicy: ['Failed', 'TerminatingOrFailed'],
  podFailurePolicy: [
    { rules: [] },
    { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] },
    { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'a b', status: 'True' }] }] },
    { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1, 2] } }] },
    { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [0] } }] },
    { rules: [{ action: 'FailJob', onExitCodes: { operator: 'NotIn', values: [0] } }] },
    { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [2, 1] } }] },
    { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1, 1] } }] },
    { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [] } }] },
    { rules: [{ action: 'FailJob', onExitCodes: { containerName: 'web', operator: 'In', values: [1] } }] },
    { rules: [{ action: 'FailJob', onExitCodes: { containerName: 'none', operator: 'In', values: [1] } }] },
    { rules: [{ action: 'FailIndex', onExitCodes: { operator: 'In', values: [1] } }] },
    { rules: [{ action: 'FailJob' }] },
  ],
  successPolicy: [
    { rules: [] },
    { rules: [{}] },
    { rules: [{ succeededCount: 1 }] },
    { rules: [{ succeededCount: 1000 }] },
    { rules: [{ succeededIndexes: '0' }] },
    { rules: [{ succeededIndexes: '0-1' }] },
    { rules: [{ succeededIndexes: '1-0' }] },
    { rules: [{ succeededIndexes: 'a' }] },
    { rules: [{ succeededIndexes: '0', succeededCount: 2 }] },
  ],
};

const SCHEDULES = [
  '* * * * *',
  '*/5 * * * *',
  '0 24 * * *',
  '60 * * * *',
  '0 0 0 * *',
  '0 0 1 13 *',
  '0 0 * * 7',
  '0 0 * * SUN-SAT',
  '0 0 * * sat-sun',
  '0 0 * JAN,Dec *',
  '5/15 * * * *',
  '1-5/2 * * * *',
  '5-1 * * * *',
  '*/0 * * * *',
  '1-2-3 * * * *',
  '1/2/3 * * * *',
  '? ? ? ? ?',
  '*-5 * * * *',
  ', * * * *',
  '1,,2 * * * *',
  '+1 * * * *',
  '-1 * * * *',
  '1.5 * * * *',
  'L * * * *',
  '0 0 * *',
  '0 0 * * * *',
  '  0   0 * * * ',
  '@hourly',
  '@Hourly',
  '@daily',
  '@reboot',
  '@every 1h30m',
  '@every 1d',
  '@every',
  '@every ',
  '@every -5m',
  'TZ=UTC 0 0 * * *',
  'CRON_TZ=UTC 0 0 * * *',
  '',
  'x',
];
const ZONES = [
  'UTC',
  'Etc/UTC',
  'Europe/Paris',
  'europe/paris',
  'Local',
  'local',
  '',
  'Mars/Olympus',
  'EST',
  'US/Pacific',
  '../etc',
  'GMT+1',
  'Etc/GMT+1',
  'Asia/Kolkata',
  'America/Port-au-Prince',
  '+01:00',
  'Europe/Kyiv',
];

const jobs: Readonly<Record<string, Base>> = {
  job: {
    object: object('batch/v1', 'Job', { spec: jobSpec }),
    edits: {
      ...prefixed('spec', jobEdits),
      'spec.selector': [{ matchLabels: labels }, { matchLabels: { app: 'shop' } }, {}],
      'spec.manualSelector': [true, false],
      'metadata.name': ['a'.repeat(60), 'a'.repeat(63)],
    },
  },
  cronJob: {
    object: object('batch/v1', 'CronJob', { spec: { schedule: '@daily', jobTemplate: { spec: jobSpec } } }),
    edits: {
      'spec.schedule': SCHEDULES,
      'spec.timeZone': ZONES,
      'spec.startingDeadlineSeconds': COUNTS,
      'spec.successfulJobsHistoryLimit': COUNTS,
      'spec.failedJobsHistoryLimit': COUNTS,
      'spec.jobTemplate.spec.selector': [{}, { matchLabels: labels }],
      'spec.jobTemplate.spec.manualSelector': [true],
      ...prefixed('spec.jobTemplate.spec', jobEdits),
    },
  },
};

const servicePort = { name: 'http', port: 80, targetPort: 'http' };
const backend = { service: { name: 'web', port: { number: 80 } } };
const PATHS = ['/', '/a', 'a', '', '/a//b', '/./a', '/../a', '/a/.', '/a/..', '/%2f', '/.a', '/a b', undefined];
const BACKENDS: readonly Value[] = [
  {},
  { service: { name: 'web' } },
  { service: { name: '', port: { number: 80 } } },
  { service: { name: '1web', port: { number: 80 } } },
  { service: { name: 'Web', port: { number: 80 } } },
  { service: { name: 'web', port: { number: 0 } } },
  { service: { name: 'web', port: { number: 65536 } } },
  { service: { name: 'web', port: { name: 'http' } } },
  { service: { name: 'web', port: { name: 'HTTP' } } },
  { service: { name: 'web', port: { name: 'http', number: 80 } } },
  { resource: { kind: 'Bucket', name: 'web', apiGroup: 'example.com' } },
  {
    resource: { kind: 'Bucket', name: 'web', apiGroup: 'example.com' },
    service: { name: 'web', port: { number: 80 } },
  },
];
const HOSTS = [
  'shop.example',
  'Shop.example',
  '*.shop.example',
  '*',
  'a.*.b',
  '*shop.example',
  '10.0.0.1',
  'shop.example:80',
  'shop_1.example',
  'http://a',
  '',
];

const network: Readonly<Record<string, Base>> = {
  service: {
    object: object('v1', 'Service', { spec: { selector: labels, ports: [servicePort] } }),
    edits: {
      ...METADATA,
      'spec.ports': [
        [],
        undefined,
        [servicePort, { port: 81 }],
        [servicePort, { name: 'http', port: 81 }],
        [servicePort, { name: 'other', port: 80 }],
        [servicePort, { name: 'other', port: 80, protocol: 'UDP' }],
        [{ port: 80 }],
      ],
      'spec.ports.0.port': PORTS,
      'spec.ports.0.targetPort': TARGETS,
      'spec.ports.0.name': ['', 'a', 'A', 'a.b', '80', 'a'.repeat(63), 'a'.repeat(64)],
      'spec.ports.0.nodePort': [0, 80, 30000, 32767, 32768, 70000],
      'spec.ports.0.appProtocol': ['http', 'kubernetes.io/h2c', 'a b'],
      'spec.type': ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
      'spec.clusterIP': ['None', '', 'x'],
      'spec.externalName': ['shop.example', 'Shop_1', '', 'shop.example.'],
      'spec.selector': LABELS,
      'spec.sessionAffinity': ['ClientIP', 'None'],
      'spec.sessionAffinityConfig': [0, 1, 86400, 86401].map((timeoutSeconds) => ({ clientIP: { timeoutSeconds } })),
      'spec.loadBalancerSourceRanges': CIDRS.map((range) => [range]),
      'spec.allocateLoadBalancerNodePorts': [true, false],
      'spec.loadBalancerClass': ['example.com/a', 'a b', ''],
      'spec.externalTrafficPolicy': ['Local', 'Cluster'],
      'spec.healthCheckNodePort': [0, 31000],
      'spec.externalIPs': [['10.0.0.1'], ['127.0.0.1'], ['x'], ['169.254.0.1']],
      'spec.ipFamilies': [['IPv4'], ['IPv4', 'IPv4']],
      'spec.trafficDistribution': ['PreferClose', 'PreferSameZone', 'Nearest'],
    },
  },
  ingress: {
    object: object('networking.k8s.io/v1', 'Ingress', {
      spec: { rules: [{ host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
    }),
    edits: {
      'spec.rules': [[], undefined, [{}], [{ host: 'a.b' }]],
      'spec.defaultBackend': BACKENDS,
      'spec.rules.0.host': HOSTS,
      'spec.rules.0.http.paths': [[]],
      'spec.rules.0.http.paths.0.path': PATHS,
      'spec.rules.0.http.paths.0.pathType': ['Exact', 'Prefix', 'ImplementationSpecific', undefined],
      'spec.rules.0.http.paths.0.backend': BACKENDS,
      'spec.tls': [...HOSTS.map((host) => [{ hosts: [host], secretName: 'web' }]), [{ secretName: 'Web' }], [{}]],
      'spec.ingressClassName': ['nginx', 'Nginx', ''],
      'metadata.annotations': [{ 'kubernetes.io/ingress.class': 'traefik' }],
    },
  },
  networkPolicy: {
    object: object('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: {}, egress: [{ to: [{ podSelector: {} }], ports: [{ port: 80 }] }] },
    }),
    edits: {
      'spec.podSelector': SELECTORS,
      'spec.policyTypes': [['Ingress'], ['Egress', 'Ingress'], ['Egress', 'Egress', 'Ingress']],
      'spec.egress.0.ports.0': [
        {},
        { port: 'http' },
        { port: 'HTTP' },
        { port: 0 },
        { port: 65536 },
        { port: 80, endPort: 90 },
        { port: 80, endPort: 70 },
        { port: 80, endPort: 70000 },
        { port: 'http', endPort: 90 },
        { endPort: 90 },
      ],
      'spec.egress.0.to.0': [
        {},
        { namespaceSelector: {} },
        { podSelector: {}, namespaceSelector: { matchLabels: { 'a b': 'c' } } },
        ...CIDRS.map((cidr) => ({ ipBlock: { cidr } })),
        { ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} },
        ...CIDRS.map((except) => ({ ipBlock: { cidr: '10.0.0.0/8', except: [except] } })),
        { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
        { ipBlock: { cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] } },
        { ipBlock: { cidr: '2001:db8::/32', except: ['2001:db9::/48'] } },
      ],
    },
  },
};

const metric = (type: string, target: JsonObject): JsonObject => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type, ...target } },
});

const scaling: Readonly<Record<string, Base>> = {
  autoscaler: {
    object: object('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: {
        minReplicas: 2,
        maxReplicas: 5,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        metrics: [metric('Utilization', { averageUtilization: 80 })],
        behavior: { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } },
      },
    }),
    edits: {
      'spec.minReplicas': [-1, 0, 1, 6, undefined],
      'spec.maxReplicas': [-1, 0, 1, 2, 10],
      'spec.scaleTargetRef.name': ['', 'a/b', 'web'],
      'spec.scaleTargetRef.kind': ['', 'ReplicationController', 'a%'],
      'spec.scaleTargetRef.apiVersion': ['', 'v1', 'apps', 'a/b/c', undefined],
      'spec.metrics': [[], undefined],
      'spec.metrics.0': [
        metric('Utilization', {}),
        metric('Utilization', { averageUtilization: 0 }),
        metric('AverageValue', { averageValue: '100m' }),
        metric('AverageValue', { averageValue: '0' }),
        metric('AverageValue', { averageValue: '1', averageUtilization: 80 }),
        { type: 'Resource' },
        { type: 'Pods', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
        { type: 'Pods', pods: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: '1' } } },
        { type: 'Pods', pods: { metric: { name: 'a' }, target: { type: 'Value', value: '1' } } },
        { type: 'Pods', pods: { metric: { name: '' }, target: { type: 'AverageValue', averageValue: '1' } } },
        {
          type: 'External',
          external: { metric: { name: 'a' }, target: { type: 'Value', value: '1', averageValue: '1' } },
        },
        { type: 'External', external: { metric: { name: 'a/b' }, target: { type: 'Value', value: '1' } } },
        {
          type: 'ContainerResource',
          containerResource: { name: 'cpu', container: 'Web', target: { type: 'Utilization', averageUtilization: 1 } },
        },
      ],
      'spec.behavior.scaleUp.stabilizationWindowSeconds': [-1, 0, 3600, 3601],
      'spec.behavior.scaleUp.policies': [[], undefined],
      'spec.behavior.scaleUp.policies.0.value': COUNTS,
      'spec.behavior.scaleUp.policies.0.periodSeconds': [0, 1, 1800, 1801],
    },
  },
  autoscalerV1: {
    object: object('autoscaling/v1', 'HorizontalPodAutoscaler', {
      spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
    }),
    edits: {
      'spec.minReplicas': [0, 1, 6],
      'spec.targetCPUUtilizationPercentage': COUNTS,
    },
  },
  disruptionBudget: {
    object: object('policy/v1', 'PodDisruptionBudget', {
      spec: { selector: { matchLabels: labels }, maxUnavailable: 1 },
    }),
    edits: {
      ...METADATA,
      'spec.maxUnavailable': [...SHARES, undefined],
      'spec.minAvailable': SHARES,
      'spec.selector': SELECTORS,
    },
  },
};

const rest: Readonly<Record<string, Base>> = {
  claim: {
    object: object('v1', 'PersistentVolumeClaim', { spec: claimSpec }),
    edits: {
      'spec.accessModes': [[], undefined, ['ReadWriteMany', 'ReadOnlyMany'], ['ReadWriteOncePod', 'ReadOnlyMany']],
      'spec.resources.requests.storage': [...QUANTITIES, undefined],
      'spec.resources': [undefined, {}],
      'spec.storageClassName': ['', 'gp3', 'Gp3'],
      'spec.selector': SELECTORS,
      'spec.dataSource': [
        { kind: 'PersistentVolumeClaim', name: 'a' },
        { kind: 'VolumeSnapshot', name: 'a' },
        { kind: 'VolumeSnapshot', name: 'a', apiGroup: 'snapshot.storage.k8s.io' },
        { kind: 'PersistentVolumeClaim', name: '' },
      ],
    },
  },
  volume: {
    object: {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'web' },
      spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/a' } },
    },
    edits: {
      'spec.capacity': [undefined, {}, { storage: '0' }, { storage: '1Gi', cpu: 1 }],
      'spec.accessModes': [undefined, [], ['ReadWriteOncePod', 'ReadOnlyMany']],
      'spec.hostPath': [undefined, { path: '' }, { path: '../a' }],
      'spec.nfs': [{ server: 'a', path: '/a' }],
      'spec.local': [{ path: '/a' }],
      'spec.storageClassName': ['Gp3'],
      'spec.nodeAffinity': [
        {},
        { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }] } },
        { required: { nodeSelectorTerms: [] } },
      ],
    },
  },
  storageClass: {
    object: {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'web' },
      provisioner: 'ebs.csi.aws.com',
    },
    edits: { provisioner: ['', 'a b', 'A.b/c', undefined] },
  },
  configMap: {
    object: object('v1', 'ConfigMap', { data: { a: 'b' } }),
    edits: {
      ...METADATA,
      data: [
        { 'a/b': 'c' },
        { '..a': 'b' },
        { '.': 'b' },
        { '.a': 'b' },
        { A_b: 'c' },
        { 'a b': 'c' },
        { a: 'x'.repeat(2 ** 20 + 1) },
      ],
      binaryData: [{ a: 'AAAA' }, { b: 'AAAA' }, { 'b/c': 'AAAA' }],
    },
  },
  secret: {
    object: object('v1', 'Secret', { data: { a: 'AAAA' } }),
    edits: {
      type: [
        'Opaque',
        'kubernetes.io/basic-auth',
        'kubernetes.io/ssh-auth',
        'kubernetes.io/dockerconfigjson',
        'kubernetes.io/service-account-token',
        'example.com/a',
      ],
      data: [
        { 'a/b': 'AAAA' },
        { username: 'AAAA' },
        { 'ssh-privatekey': 'AAAA' },
        { 'ssh-privatekey': '' },
        { '.dockerconfigjson': 'e30=' },
        { '.dockerconfigjson': 'AAAA' },
        {},
      ],
      stringData: [{ password: 'a' }, { '.dockerconfigjson': '{}' }, { '.dockerconfigjson': '[]' }, { 'a b': 'c' }],
      'metadata.annotations': [{ 'kubernetes.io/service-account.name': 'web' }],
    },
  },
  role: {
    object: object('rbac.authorization.k8s.io/v1', 'Role', {
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    }),
    edits: {
      ...METADATA,
      'rules.0.verbs': [[]],
      'rules.0.apiGroups': [[], undefined],
      'rules.0.resources': [[], undefined],
      'rules.0.nonResourceURLs': [['/healthz']],
    },
  },
  roleBinding: {
    object: object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
      subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
    }),
    edits: {
      'roleRef.apiGroup': ['', 'v1'],
      'roleRef.kind': ['ClusterRole', 'Roles', ''],
      'roleRef.name': ['', 'a/b', 'system:admin'],
      'subjects.0': [
        { kind: 'ServiceAccount', name: 'web' },
        { kind: 'ServiceAccount', name: 'Web' },
        { kind: 'ServiceAccount', name: 'web', apiGroup: 'rbac.authorization.k8s.io' },
        { kind: 'User', name: 'jane' },
        { kind: 'User', name: 'jane', apiGroup: 'v1' },
        { kind: 'Group', name: '', apiGroup: 'rbac.authorization.k8s.io' },
        { kind: 'Team', name: 'a' },
      ],
    },
  },
  clusterRoleBinding: {
    object: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'web' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'web' },
      subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
    },
    edits: { 'roleRef.kind': ['Role'], 'subjects.0.namespace': ['', undefined] },
  },
  resourceQuota: {
    object: object('v1', 'ResourceQuota', { spec: { hard: { 'limits.memory': '1Gi' } } }),
    edits: {
      'spec.hard': [
        { pods: 1 },
        { pods: '1.5' },
        { pods: '-1' },
        { memroy: '1Gi' },
        { 'limits.gpu': 1 },
        { 'count/deployments.apps': 1 },
        { 'requests.nvidia.com/gpu': 1 },
        { 'nvidia.com/gpu': '500m' },
        { 'requests.storage': '1Gi' },
        { 'gp3.storageclass.storage.k8s.io/requests.storage': '1Gi' },
        { storage: '1Gi' },
        { 'a b': 1 },
      ],
      'spec.scopes': [
        ['BestEffort'],
        ['NotBestEffort'],
        ['BestEffort', 'NotBestEffort'],
        ['Terminating', 'NotTerminating'],
        ['PriorityClass'],
      ],
      'spec.scopeSelector': [
        { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] },
        { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In' }] },
        { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists', values: ['a'] }] },
        { matchExpressions: [{ scopeName: 'BestEffort', operator: 'In', values: ['a'] }] },
      ],
    },
  },
  limitRange: {
    object: object('v1', 'LimitRange', { spec: { limits: [{ type: 'Container', max: { cpu: 2 } }] } }),
    edits: {
      'spec.limits.0': [
        { type: 'Container', min: { cpu: 3 }, max: { cpu: 2 } },
        { type: 'Container', default: { cpu: 3 }, max: { cpu: 2 } },
        { type: 'Container', defaultRequest: { cpu: 3 }, default: { cpu: 2 } },
        { type: 'Container', defaultRequest: { cpu: 1 }, min: { cpu: 2 } },
        { type: 'Container', min: { cpu: 2 }, default: { cpu: 1 } },
        { type: 'Container', max: { cpus: 2 } },
        { type: 'Container', maxLimitRequestRatio: { cpu: '0.5' } },
        { type: 'Container', min: { cpu: 1 }, max: { cpu: 2 }, maxLimitRequestRatio: { cpu: 3 } },
        { type: 'Pod', default: { cpu: 1 } },
        { type: 'PersistentVolumeClaim' },
        { type: 'PersistentVolumeClaim', max: { storage: '1Gi' } },
        { type: 'Node', max: { cpu: 1 } },
        { type: 'Container', default: { 'nvidia.com/gpu': 1 }, defaultRequest: { 'nvidia.com/gpu': 2 } },
      ],
      'spec.limits': [
        [
          { type: 'Pod', max: { cpu: 1 } },
          { type: 'Pod', max: { memory: '1Gi' } },
        ],
      ],
    },
  },
  priorityClass: {
    object: { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'web' }, value: 1 },
    edits: { value: [-5, 1000000000, 1000000001], 'metadata.name': ['system-a'] },
  },
  namespace: {
    object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } },
    edits: {
      ...METADATA,
      'metadata.labels': [
        { 'pod-security.kubernetes.io/enforce': 'restricted' },
        { 'pod-security.kubernetes.io/enforce': 'strict' },
        { 'pod-security.kubernetes.io/warn': 'Baseline' },
        { 'pod-security.kubernetes.io/enforce-version': 'latest' },
        { 'pod-security.kubernetes.io/enforce-version': 'v1.30' },
        { 'pod-security.kubernetes.io/audit-version': '1.30' },
      ],
    },
  },
};

/** Valid objects of many kinds. */
export const BASES: Readonly<Record<string, Base>> = {
  ...controllers,
  ...jobs,
  ...network,
  ...scaling,
  ...rest,
  ...admission,
  ...endpoints,
};

const paths = (...items: readonly string[]): JsonObject => ({
  name: 'data',
  configMap: { name: 'a', items: items.map((path) => ({ key: path, path })) },
});

/** What may be made of the spec of a pod so that the server takes it, and may say something. */
const warnedPod: Base['edits'] = {
  'containers.0.env': [
    [
      { name: 'A', value: 'a' },
      { name: 'A', value: 'b' },
    ],
    [
      { name: 'A', value: 'a' },
      { name: 'A', value: '$(A)b' },
    ],
    [
      { name: 'A', value: 'a' },
      { name: 'A', value: '$(A)' },
    ],
    [
      { name: 'A', value: 'a' },
      { name: 'B', value: 'b' },
    ],
    [
      { name: 'A', value: 'a' },
      { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ],
  ],
  'containers.0.resources': [
    { limits: { memory: '100m' } },
    { requests: { memory: '1.5' } },
    { requests: { memory: '1.5Ki' } },
    { requests: { 'ephemeral-storage': '500m' } },
    { requests: { cpu: '100m' } },
  ],
  'containers.1.ports': [
    [{ containerPort: 80 }],
    [{ containerPort: 80, protocol: 'UDP' }],
    [{ containerPort: 90, name: 'http' }],
    [{ containerPort: 80, hostPort: 80 }],
    [
      { containerPort: 90, hostPort: 80 },
      { containerPort: 90, hostPort: 81 },
    ],
    [
      { containerPort: 90, hostPort: 80, hostIP: '10.0.0.1' },
      { containerPort: 90, hostPort: 80 },
    ],
    [{ containerPort: 90, hostIP: '10.0.0.1' }],
  ],
  nodeSelector: [
    { 'beta.kubernetes.io/os': 'linux' },
    { 'kubernetes.io/os': 'linux' },
    { 'node-role.kubernetes.io/master': '' },
  ],
  topologySpreadConstraints: [
    [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' }],
    [
      {
        maxSkew: 1,
        topologyKey: 'failure-domain.beta.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: {},
      },
    ],
  ],
  affinity: [
    { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a' }] } },
    {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['a b'] }] } },
        ],
      },
    },
  ],
  'volumes.0': [
    paths('a', 'a'),
    paths('a', 'a/b'),
    paths('a/b', 'a'),
    paths('a', 'ab'),
    { name: 'data', projected: { sources: [{}] } },
    { name: 'data', glusterfs: { endpoints: 'a', path: 'a' } },
    {
      name: 'data',
      projected: {
        sources: [
          { serviceAccountToken: { path: 'a' } },
          { configMap: { name: 'a', items: [{ key: 'a', path: 'a/b' }] } },
        ],
      },
    },
  ],
  hostAliases: [
    [
      { ip: '10.0.0.1', hostnames: ['a'] },
      { ip: '10.0.0.1', hostnames: ['b'] },
    ],
  ],
  imagePullSecrets: [[{ name: 'a' }, { name: 'a' }], [{ name: '' }], [{}], [{ name: 'a' }]],
};

/** Edits after which the server takes the object, and may say something. */
export const WARNED: Readonly<Record<string, Base['edits']>> = {
  pod: {
    ...prefixed('spec', warnedPod),
    'metadata.name': ['a.b', 'a'],
    'metadata.annotations': [
      { 'scheduler.alpha.kubernetes.io/critical-pod': '' },
      { 'container.apparmor.security.beta.kubernetes.io/web': 'runtime/default' },
    ],
  },
  deployment: {
    'metadata.name': ['a.b', 'a'],
    'spec.template.spec.terminationGracePeriodSeconds': [-5],
    'spec.template.metadata.annotations': [
      { 'scheduler.alpha.kubernetes.io/critical-pod': '' },
      { 'container.apparmor.security.beta.kubernetes.io/web': 'runtime/default' },
    ],
  },
  statefulSet: { 'spec.revisionHistoryLimit': [-1, 0] },
  service: {
    'spec.externalIPs': [['10.0.0.1']],
    'spec.externalName': ['a'],
    'spec.trafficDistribution': ['PreferClose'],
    'metadata.annotations': [{ 'service.kubernetes.io/topology-aware-hints': 'auto' }],
    spec: [
      { clusterIP: 'None', sessionAffinity: 'ClientIP', ports: [servicePort] },
      { clusterIP: 'None', externalIPs: ['10.0.0.1'], ports: [servicePort] },
      { clusterIP: 'None', loadBalancerIP: '10.0.0.1', ports: [servicePort] },
      { type: 'ExternalName', externalName: 'a', externalIPs: ['10.0.0.1'] },
    ],
  },
  ingress: { 'metadata.annotations': [{ 'kubernetes.io/ingress.class': 'nginx' }] },
  claim: {
    'metadata.annotations': [{ 'volume.beta.kubernetes.io/storage-class': 'a' }],
    'spec.resources.requests.storage': ['1.5'],
  },
  volume: {
    'metadata.annotations': [{ 'volume.beta.kubernetes.io/storage-class': 'a' }],
    'spec.persistentVolumeReclaimPolicy': ['Recycle', 'Retain'],
  },
  resourceQuota: {
    'spec.hard': [
      { 'requests.cpu': 2, 'limits.cpu': 1 },
      { cpu: 2, 'limits.cpu': 1 },
      { cpu: 1, 'limits.cpu': 1 },
    ],
  },
};

/** A copy of an object in which the field at a path is that value. */
export function edited(object: Json, path: readonly string[], value: Value): Json {
  const [step, ...steps] = path;
  if (step === undefined) return value ?? null;
  if (Array.isArray(object)) {
    const list: readonly Json[] = object;
    return list.map((item, index) => (String(index) === step ? edited(item, steps, value) : item));
  }
  const fields: JsonObject = typeof object === 'object' && object !== null && !isArray(object) ? object : {};
  if (steps.length > 0) return { ...fields, [step]: edited(fields[step] ?? {}, steps, value) };
  const { [step]: _removed, ...others } = fields;
  return value === undefined ? others : { ...others, [step]: value };
}

function isArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}
