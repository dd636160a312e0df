import { defaultNamespace } from '../../../lib/checks/security/default-namespace';
import { hostAliases, serviceAccountField, sharedProcesses } from '../../../lib/checks/security/pod-fields';
import { privilegedPorts, sshPorts } from '../../../lib/checks/security/ports';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { core, pod } from '../../manifest/inventory-of';
import { judged } from '../judged';

test('fails when a pod has addresses of its own for names', () => {
  expect(judged(hostAliases, pod('web', { hostAliases: [{ ip: '1.2.3.4', hostnames: ['a', 'b'] }] }))).toMatchObject([
    { message: "The pod has addresses of its own for 'a', 'b'.", pointer: '/spec/hostAliases' },
  ]);
  expect(judged(hostAliases, pod('web', { hostAliases: [] }))).toEqual([]);
});

test('fails when containers share their processes', () => {
  expect(judged(sharedProcesses, pod('web', { shareProcessNamespace: true }))).toHaveLength(1);
  expect(judged(sharedProcesses, pod('web', { shareProcessNamespace: false }))).toEqual([]);
});

describe('security/service-account-field', () => {
  test('fails for the old field alone, and for one that counts for nothing', () => {
    expect(judged(serviceAccountField, pod('web', { serviceAccount: 'a' }))).toMatchObject([
      { message: "The ServiceAccount 'a' is in the deprecated field `serviceAccount`." },
    ]);
    expect(judged(serviceAccountField, pod('web', { serviceAccount: 'a', serviceAccountName: 'b' }))).toMatchObject([
      { message: '`serviceAccount: a` is ignored beside `serviceAccountName: b`.' },
    ]);
  });

  test.each<JsonObject>([
    {},
    { serviceAccountName: 'a' },
    { serviceAccount: 'a', serviceAccountName: 'a' },
    { serviceAccount: '' },
    { serviceAccount: 5 },
  ])('%j is fine', (spec) => {
    expect(judged(serviceAccountField, pod('web', spec))).toEqual([]);
  });
});

describe('ports', () => {
  const listening = (port: Json, securityContext: JsonObject = {}, spec: JsonObject = {}): JsonObject =>
    pod('web', { ...spec, containers: [{ name: 'web', ports: [port], securityContext }] });
  const dropped = { capabilities: { drop: ['ALL'] } };

  test.each<[Json, number]>([
    [{ containerPort: 22 }, 1],
    [{ containerPort: 22, protocol: 'TCP' }, 1],
    [{ containerPort: 22, protocol: 'UDP' }, 0],
    [{ containerPort: 2222 }, 0],
    [{ containerPort: '22' }, 0],
    [null, 0],
  ])('%j is for SSH: %d', (port, times) => {
    expect(judged(sshPorts, listening(port))).toHaveLength(times);
  });

  test.each([
    dropped,
    { capabilities: { drop: ['all'], add: ['CHOWN'] } },
    { capabilities: { drop: ['NET_BIND_SERVICE'] } },
  ])('port 80 is told of a container with %j', (securityContext) => {
    expect(judged(privilegedPorts, listening({ containerPort: 80 }, securityContext))).toMatchObject([
      { severity: 'warning', pointer: '/spec/containers/0/ports/0/containerPort', got: '80' },
    ]);
  });

  test.each<JsonObject>([
    {},
    { capabilities: { drop: ['NET_RAW'] } },
    { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
  ])('port 80 is fine for a container with %j', (securityContext) => {
    expect(judged(privilegedPorts, listening({ containerPort: 80 }, securityContext))).toEqual([]);
  });

  test('port 80 is fine where the pod opens it', () => {
    const sysctls = (value: string): JsonObject => ({
      securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value }] },
    });

    expect(judged(privilegedPorts, listening({ containerPort: 80 }, dropped, sysctls('80')))).toEqual([]);
    expect(judged(privilegedPorts, listening({ containerPort: 80 }, dropped, sysctls('81')))).toHaveLength(1);
  });

  test('port 1024 is fine', () => {
    expect(judged(privilegedPorts, listening({ containerPort: 1024 }, dropped))).toEqual([]);
    expect(judged(privilegedPorts, listening({ containerPort: 1023 }, dropped))).toHaveLength(1);
  });
});

test('fails for the namespace default where it is written', () => {
  const inDefault = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default' } };

  expect(judged(defaultNamespace, inDefault)).toMatchObject([
    { message: "The Deployment is in the namespace 'default'.", pointer: '/metadata/namespace', got: '"default"' },
  ]);
  expect(judged(defaultNamespace, core('ConfigMap', 'a'), { ...inDefault, metadata: { name: 'web' } })).toEqual([]);
});
