import fc from 'fast-check';
import { judge } from '../../../lib/checks/judge';
import type { Platform } from '../../../lib/checks/platform';
import { POD_SECURITY } from '../../../lib/checks/pod-security';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { core, pod } from '../../manifest/inventory-of';
import { contextOf } from '../judged';

function namespace(enforce: Json, version?: Json): JsonObject {
  const labels = {
    'pod-security.kubernetes.io/enforce': enforce,
    ...(version === undefined ? {} : { 'pod-security.kubernetes.io/enforce-version': version }),
  };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } };
}

function deployment(spec: JsonObject): JsonObject {
  return { ...core('Deployment', 'web', { spec: { template: { spec } } }), apiVersion: 'apps/v1' };
}

/** What is wrong in the pack that holds what a cluster refuses. */
function refused(manifests: readonly JsonObject[], platform: Platform = {}) {
  return judge(contextOf(manifests, { pack: 'baseline', ...platform }), POD_SECURITY).findings;
}

const bare = { containers: [{ name: 'web' }] };
const escalation = { rule: 'pod-security/allow-privilege-escalation' };

test('what the Namespace of a workload enforces holds in every pack', () => {
  expect(refused([deployment(bare)])).toEqual([]);
  expect(refused([namespace('baseline'), deployment(bare)])).toEqual([]);
  expect(refused([namespace('restricted'), deployment(bare)])).toMatchObject([
    {
      ...escalation,
      message:
        "Container 'web' does not forbid privilege escalation; Namespace 'shop' enforces 'restricted', so its pods are refused.",
    },
    { rule: 'pod-security/run-as-non-root' },
    { rule: 'pod-security/seccomp-profile-restricted' },
    { rule: 'pod-security/capabilities-restricted' },
  ]);
});

test('a violation of the baseline tells of the Namespace that enforces it', () => {
  const it = pod('it', { hostPID: true });

  expect(refused([it])).toMatchObject([{ message: 'The pod shares the processes of its node by `hostPID: true`.' }]);
  expect(refused([namespace('baseline', 'v1.30'), it])).toMatchObject([
    {
      message:
        "The pod shares the processes of its node by `hostPID: true`; Namespace 'shop' enforces 'baseline' of v1.30, so the Pod is refused.",
    },
  ]);
});

test.each<Json>(['privileged', 'Restricted', '', 'none', null, 3])(
  'a Namespace that enforces %j asks for nothing',
  (level) => {
    expect(refused([namespace(level), deployment(bare)])).toEqual([]);
  },
);

test('the Namespace of others does not count', () => {
  const elsewhere = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'it', namespace: 'other' }, spec: bare };
  const nowhere = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'it' }, spec: bare };

  expect(refused([namespace('restricted'), elsewhere, nowhere])).toEqual([]);
});

describe('the version that a Namespace enforces', () => {
  const probing = pod('it', { containers: [{ name: 'web', livenessProbe: { httpGet: { host: 'other' } } }] });
  const count = (...version: readonly Json[]) => refused([namespace('baseline', ...version), probing]).length;

  test('is judged by in place of that of the cluster', () => {
    expect(count('v1.33')).toBe(0);
    expect(count('v1.34')).toBe(1);
  });

  test('is that of the cluster where it says none, `latest` or nothing that is a version', () => {
    for (const version of ['latest', '1.29', 'v2.0', 'v1.029', 7]) expect(count(version)).toBe(1);
    expect(count()).toBe(1);
  });

  test('is that of the cluster where the cluster is older', () => {
    expect(refused([namespace('baseline', 'v1.36'), probing], { kubernetesVersion: '1.33' })).toEqual([]);
    expect(refused([namespace('baseline', 'v1.36'), probing], { kubernetesVersion: '1.34' })).toHaveLength(1);
  });

  test.each<[string, number]>([
    ['v1.7', 1],
    ['v1.8', 2],
    ['v1.18', 2],
    ['v1.19', 3],
    ['v1.21', 3],
    ['v1.22', 4],
    ['latest', 4],
  ])('at %s asks %i things of a container', (version, expected) => {
    expect(refused([namespace('restricted', version), deployment(bare)])).toHaveLength(expected);
  });

  test('at 1.18 looks at the annotations of seccomp, and not at the fields', () => {
    const spec = { containers: [{ name: 'web', securityContext: { seccompProfile: { type: 'Unconfined' } } }] };
    const annotated = (key: string, value: string): JsonObject => ({
      ...pod('it', spec),
      metadata: { name: 'it', namespace: 'shop', annotations: { [key]: value } },
    });
    const counts = (it: JsonObject) => ['v1.18', 'v1.19'].map((v) => refused([namespace('baseline', v), it]).length);

    expect(counts(annotated('seccomp.security.alpha.kubernetes.io/pod', 'unconfined'))).toEqual([1, 1]);
    expect(counts(annotated('seccomp.security.alpha.kubernetes.io/pod', 'localhost/a'))).toEqual([0, 1]);
    expect(counts(annotated('container.seccomp.security.alpha.kubernetes.io/web', 'unconfined'))).toEqual([1, 1]);
    expect(counts(annotated('container.seccomp.security.alpha.kubernetes.io/other', 'unconfined'))).toEqual([0, 1]);
  });

  test('counts for its own level only: above it, that of the cluster does', () => {
    const root = pod('it', { hostUsers: false, containers: [{ name: 'web', securityContext: { runAsUser: 0 } }] });
    const rules = (level: string) =>
      judge(contextOf([namespace(level, 'v1.30'), root], { pack: 'restricted' }), POD_SECURITY).findings.map(
        ({ rule }) => rule,
      );

    expect(rules('restricted')).toContain('pod-security/run-as-user');
    expect(rules('baseline')).not.toContain('pod-security/run-as-user');
  });
});

test('nothing that a manifest may hold makes a check fail', () => {
  const fields = [
    'containers',
    'initContainers',
    'securityContext',
    'volumes',
    'os',
    'hostUsers',
    'capabilities',
    'add',
    'drop',
    'seccompProfile',
    'type',
    'sysctls',
    'name',
    'ports',
    'hostPort',
    'lifecycle',
    'preStop',
    'httpGet',
    'host',
    'seLinuxOptions',
    'hostPath',
  ];
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom<Json>(null, 0, true, 'ALL', ''),
      fc.array(tie('value'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom(...fields), tie('value'), { maxKeys: 5 }),
    ),
  }));
  const judged = (spec: Json) =>
    POD_SECURITY[0]!.judge(contextOf([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec }], {}));

  fc.assert(fc.property(value, (spec) => judged(spec).length >= 0));
});
