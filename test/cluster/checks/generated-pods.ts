import fc, { type Arbitrary } from 'fast-check';
import type { JsonObject } from '../../../lib/manifest/json';

/** A field that is left out, mostly, or has one of some values. */
function rarely<T>(values: readonly T[], weight = 1): Arbitrary<T | undefined> {
  return fc.oneof({ weight: 14, arbitrary: fc.constant(undefined) }, { weight, arbitrary: fc.constantFrom(...values) });
}

/** A value that every standard takes, mostly, or another one. */
function mostly<T>(usual: T, ...others: readonly T[]): Arbitrary<T> {
  return fc.oneof({ weight: 20, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

const localhost = { type: 'Localhost', localhostProfile: 'profiles/web' };
const profile = [{ type: 'RuntimeDefault' }, localhost, { type: 'Unconfined' }];

const seLinuxOptions = rarely<JsonObject>([
  { level: 's0:c1,c2' },
  { type: '' },
  { type: 'container_t' },
  { type: 'container_engine_t' },
  { type: 'spc_t' },
  { user: 'u', role: '' },
  { role: 'r', type: 'container_kvm_t' },
]);

/** Together, as the API allows no privileged container that forbids privilege escalation. */
const privileges = mostly<JsonObject>(
  { allowPrivilegeEscalation: false },
  { allowPrivilegeEscalation: false, privileged: false },
  { allowPrivilegeEscalation: true },
  { privileged: true },
  { allowPrivilegeEscalation: true, privileged: true },
  {},
);

const capabilities = mostly<JsonObject | undefined>(
  { drop: ['ALL'] },
  { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
  { drop: ['ALL'], add: ['CHOWN'] },
  { drop: ['ALL'], add: ['NET_ADMIN', 'KILL'] },
  { drop: ['NET_RAW'], add: [] },
  { drop: ['all'] },
  { add: ['SYS_ADMIN'] },
  {},
  undefined,
);

const containerContext = fc
  .record({
    privileges,
    fields: fc.record({
      capabilities,
      seLinuxOptions,
      runAsNonRoot: mostly<boolean | undefined>(undefined, true, false),
      runAsUser: mostly<number | undefined>(undefined, 0, 1000),
      seccompProfile: mostly<JsonObject | undefined>(undefined, ...profile),
      appArmorProfile: rarely(profile),
      procMount: rarely(['Default', 'Unmasked', 'Unmasked']),
    }),
  })
  .map((context) => ({ ...context.fields, ...context.privileges }));

const handlers: readonly JsonObject[] = [
  { httpGet: { path: '/', port: 8080 } },
  { httpGet: { path: '/', port: 8080, host: '' } },
  { httpGet: { path: '/', port: 8080, host: '10.0.0.1' } },
  { tcpSocket: { port: 8080, host: 'other' } },
];

const ports = rarely<readonly JsonObject[]>(
  [[{ containerPort: 8080 }], [{ containerPort: 8080, hostPort: 8080 }], [{ containerPort: 8080, hostPort: 0 }]],
  3,
);

const container = fc.record({
  ports,
  securityContext: fc.oneof(
    { weight: 30, arbitrary: containerContext },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  livenessProbe: rarely(handlers),
  startupProbe: rarely(handlers),
  lifecycle: rarely<JsonObject>(
    ['preStop', 'postStart'].flatMap((field) => handlers.map((handler) => ({ [field]: handler }))),
  ),
});

const volume = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom<JsonObject>(
      { emptyDir: {} },
      { secret: { secretName: 'web' } },
      { configMap: { name: 'web' } },
      { projected: { sources: [] } },
      { downwardAPI: { items: [] } },
      { csi: { driver: 'csi.example' } },
      { persistentVolumeClaim: { claimName: 'web' } },
      {},
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<JsonObject>(
      { hostPath: { path: '/var/log' } },
      { nfs: { server: 'nfs', path: '/' } },
      { iscsi: { targetPortal: '1.2.3.4', iqn: 'iqn.2020-01.example:a', lun: 0 } },
      { awsElasticBlockStore: { volumeID: 'a' } },
    ),
  },
);

const sysctls = rarely(
  [
    'kernel.shm_rmid_forced',
    'kernel.msgmax',
    'net.ipv4.ip_local_reserved_ports',
    'net.ipv4.tcp_keepalive_time',
    'net.ipv4.tcp_rmem',
    'net.ipv4.tcp_notsent_lowat',
    'net.ipv4.tcp_syncookies',
  ].map((name) => [{ name, value: '1' }]),
  2,
);

const podContext = fc.record({
  runAsNonRoot: mostly<boolean | undefined>(true, false, undefined),
  runAsUser: mostly<number | undefined>(undefined, 0, 1000),
  seccompProfile: mostly<JsonObject | undefined>({ type: 'RuntimeDefault' }, ...profile, undefined),
  appArmorProfile: rarely(profile),
  seLinuxOptions,
  sysctls,
});

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/c0';
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/';

const annotations = rarely<Readonly<Record<string, string>>>(
  [
    { [APP_ARMOR]: 'unconfined' },
    { [APP_ARMOR]: 'runtime/default' },
    { [APP_ARMOR]: 'localhost/web' },
    { [`${SECCOMP}pod`]: 'unconfined' },
    { [`${SECCOMP}pod`]: 'docker/default' },
    { [`container.${SECCOMP}c0`]: 'unconfined' },
    { [`container.${SECCOMP}other`]: 'unconfined' },
  ],
  2,
);

const named = (prefix: string, containers: readonly object[]) =>
  containers.map((fields, index) => ({ name: `${prefix}${index}`, image: 'registry.example/web:1.0.0', ...fields }));

const linux = fc
  .record({
    annotations,
    spec: fc.record({
      hostNetwork: rarely([true, false]),
      hostPID: rarely([true, false]),
      hostIPC: rarely([true, false]),
      hostUsers: rarely([true, false, false], 4),
      securityContext: podContext,
    }),
    containers: fc.array(container, { minLength: 1, maxLength: 2 }),
    initContainers: fc.array(container, { maxLength: 1 }),
    volumes: fc.array(volume, { maxLength: 2 }),
  })
  .map((pod) => ({
    annotations: pod.annotations,
    spec: {
      ...pod.spec,
      containers: named('c', pod.containers),
      // Those have no probes and no lifecycle of their own.
      initContainers: named(
        'i',
        pod.initContainers.map(({ ports, securityContext }) => ({ ports, securityContext })),
      ),
      volumes: pod.volumes.map((source, index) => ({ name: `v${index}`, ...source })),
    },
  }));

/** The API takes none of the settings of Linux with it, and host processes only with the network of the node. */
const windows = fc
  .record({ hostProcess: rarely([true, false], 7), runAsNonRoot: rarely([true, false], 20) })
  .map(({ hostProcess, runAsNonRoot }) => ({
    annotations: undefined,
    spec: {
      os: { name: 'windows' },
      ...(hostProcess ? { hostNetwork: true } : {}),
      securityContext: { runAsNonRoot, ...(hostProcess === undefined ? {} : { windowsOptions: { hostProcess } }) },
      containers: named('c', [{}, {}]),
    },
  }));

export interface Template {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec: JsonObject;
}

/** Metadata and spec of a pod; about a third of them keep `restricted`. */
export const podTemplates = fc
  .oneof({ weight: 12, arbitrary: linux }, { weight: 1, arbitrary: windows })
  .map((template) => JSON.parse(JSON.stringify(template)) as Template);
