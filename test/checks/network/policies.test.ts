import { allowAll } from '../../../lib/checks/network/allow-all';
import { egressWithoutDns } from '../../../lib/checks/network/dns';
import { policyTypes } from '../../../lib/checks/network/policy-types';
import { uncoveredPods } from '../../../lib/checks/network/uncovered-pods';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { inventoryOf, pod } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';

function policy(spec: JsonObject, name = 'policy', namespace = 'shop'): JsonObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}

const web = pod('web', {}, { app: 'web' });
const forWeb = { podSelector: { matchLabels: { app: 'web' } } };
const both = { policyTypes: ['Ingress', 'Egress'] };

describe('network/uncovered-pod', () => {
  test('fails for both directions where there is no policy', () => {
    expect(judged(uncoveredPods, web)).toMatchObject([
      {
        severity: 'warning',
        message: 'No NetworkPolicy covers the ingress and egress of the pod.',
        want: 'a policy for ingress and egress that selects it',
        pointer: '/metadata/labels',
        got: '{"app":"web"}',
      },
    ]);
  });

  test.each<[JsonObject, string | undefined]>([
    [{ ...forWeb, ...both }, undefined],
    [{ podSelector: {}, ...both }, undefined],
    [{ ...both }, undefined],
    [{ podSelector: null, ...both }, undefined],
    [{ podSelector: { matchLabels: {}, matchExpressions: [] }, ...both }, undefined],
    [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, ...both }, undefined],
    [{ podSelector: {}, policyTypes: ['Ingress'] }, 'egress'],
    [{ podSelector: {}, policyTypes: ['Egress'] }, 'ingress'],
    [{ podSelector: {} }, 'egress'],
    [{ podSelector: {}, policyTypes: [] }, 'egress'],
    [{ podSelector: {}, egress: [] }, 'egress'],
    [{ podSelector: {}, egress: [{}] }, undefined],
    [{ podSelector: { matchLabels: { app: 'other' } }, ...both }, 'ingress and egress'],
    [
      { podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, ...both },
      'ingress and egress',
    ],
  ])('with %j, the pod is open for %s', (spec, open) => {
    expect(judged(uncoveredPods, web, policy(spec)).map(({ want }) => want)).toEqual(
      open === undefined ? [] : [`a policy for ${open} that selects it`],
    );
  });

  test('two policies may share the directions', () => {
    expect(
      judged(
        uncoveredPods,
        web,
        policy({ podSelector: {}, policyTypes: ['Ingress'] }, 'in'),
        policy({ ...forWeb, policyTypes: ['Egress'] }, 'out'),
      ),
    ).toEqual([]);
  });

  test('a policy of another namespace does not count', () => {
    expect(judged(uncoveredPods, web, policy({ podSelector: {}, ...both }, 'all', 'other'))).toHaveLength(1);
  });

  test('peers of a policy are not what it is for', () => {
    const elsewhere = { podSelector: { matchLabels: { app: 'db' } }, ingress: [{ from: [forWeb] }], ...both };

    expect(judged(uncoveredPods, web, policy(elsewhere))).toHaveLength(1);
  });

  test('the pods of workloads count', () => {
    const template = { metadata: { labels: { app: 'web' } }, spec: {} };
    const job = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'web', namespace: 'shop' } };
    const spec = { jobTemplate: { spec: { template } } };

    expect(judged(uncoveredPods, { ...job, spec })).toMatchObject([
      { pointer: '/spec/jobTemplate/spec/template/metadata/labels' },
    ]);
    expect(judged(uncoveredPods, { ...job, spec }, policy({ ...forWeb, ...both }))).toEqual([]);
  });

  test('policies do not reach pods in the network of the node', () => {
    expect(judged(uncoveredPods, pod('agent', { hostNetwork: true }))).toEqual([]);
  });

  test.each([
    ['cilium.io/v2', 'CiliumNetworkPolicy', 'shop', 0],
    ['cilium.io/v2', 'CiliumNetworkPolicy', 'other', 1],
    ['cilium.io/v2', 'CiliumClusterwideNetworkPolicy', undefined, 0],
    ['crd.projectcalico.org/v1', 'GlobalNetworkPolicy', undefined, 0],
    ['policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', undefined, 0],
  ])('beside %s %s in %s, pods are told %d times', (apiVersion, kind, namespace, times) => {
    const metadata = { name: 'all', ...(namespace === undefined ? {} : { namespace }) };

    expect(judged(uncoveredPods, web, { apiVersion, kind, metadata })).toHaveLength(times);
  });

  test.each([
    [undefined, 0],
    ['shop', 0],
    ['other', 1],
  ])('where policies of the namespace %s are made elsewhere, pods are told %d times', (namespace, times) => {
    const externals = [{ kind: 'NetworkPolicy.networking.k8s.io', name: 'deny', namespace }];

    expect(judgedBy(uncoveredPods, inventoryOf([web]), { externals })).toHaveLength(times);
  });
});

describe('network/egress-without-dns', () => {
  const toDatabase = { to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ port: 5432 }] };
  const out = (...egress: readonly Json[]): JsonObject => ({ podSelector: {}, policyTypes: ['Egress'], egress });

  test('fails where pods may reach others, but not ask for their names', () => {
    expect(judged(egressWithoutDns, web, policy(out(toDatabase)))).toMatchObject([
      {
        severity: 'warning',
        message: 'The policy allows its pods to reach others, but neither it nor another one allows UDP to port 53.',
        pointer: '/spec/egress',
      },
    ]);
  });

  test('fails where it is TCP only', () => {
    expect(judged(egressWithoutDns, web, policy(out(toDatabase, { ports: [{ port: 53 }] })))).toMatchObject([
      { message: 'The policy allows TCP to port 53, but not UDP, by which names are asked for first.' },
    ]);
  });

  test.each<Json>([
    { ports: [{ port: 53, protocol: 'UDP' }] },
    { to: [{ namespaceSelector: { matchLabels: { any: 'x' } } }], ports: [{ port: 53, protocol: 'UDP' }] },
    { ports: [{ port: 5353, protocol: 'UDP' }] },
    { ports: [{ port: 1, endPort: 100, protocol: 'UDP' }] },
    { ports: [{ port: 'dns', protocol: 'UDP' }] },
    { ports: [{ protocol: 'UDP' }] },
    {},
    { to: [] },
    { to: [{ namespaceSelector: {} }] },
    { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }] },
    { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] },
  ])('%j lets names be asked for', (rule) => {
    expect(judged(egressWithoutDns, web, policy(out(toDatabase, rule)))).toEqual([]);
  });

  test.each<Json>([
    { ports: [{ port: 54, endPort: 100, protocol: 'UDP' }] },
    { ports: [{ port: 80 }] },
    { to: [{ podSelector: {} }] },
    { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } }] },
  ])('%j does not', (rule) => {
    expect(judged(egressWithoutDns, web, policy(out(toDatabase, rule)))).toHaveLength(1);
  });

  test.each<Json>([
    { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] },
    { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }], ports: [{ port: 443 }] },
  ])('who may reach the internet asks for names: %j', (rule) => {
    expect(judged(egressWithoutDns, web, policy(out(rule)))).toHaveLength(1);
  });

  test.each([
    ['shop', 0],
    ['other', 1],
  ])('beside policies of another kind in the namespace %s, it is told %d times', (namespace, times) => {
    const metadata = { name: 'dns', namespace };
    const other = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata };

    expect(judged(egressWithoutDns, web, policy(out(toDatabase)), other)).toHaveLength(times);
  });

  test('another policy of the pods may allow it', () => {
    const dns = policy(out({ ports: [{ port: 53, protocol: 'UDP' }] }), 'dns');

    expect(judged(egressWithoutDns, web, policy({ ...out(toDatabase), ...forWeb }), dns)).toEqual([]);
    expect(judged(egressWithoutDns, policy({ ...out(toDatabase), ...forWeb }), dns)).toEqual([]);
  });

  test('one of other pods does not', () => {
    const other = { podSelector: { matchLabels: { app: 'other' } } };
    const dns = policy({ ...out({ ports: [{ port: 53, protocol: 'UDP' }] }), ...other }, 'dns');

    expect(judged(egressWithoutDns, web, policy(out(toDatabase)), dns)).toHaveLength(1);
  });

  test.each<JsonObject>([
    out(),
    { podSelector: {}, policyTypes: ['Egress'] },
    { podSelector: {}, policyTypes: ['Ingress'], egress: [toDatabase] },
    out({ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 5432 }] }),
    { podSelector: {}, policyTypes: 'x', egress: 'x' },
  ])('%j needs no names', (spec) => {
    expect(judged(egressWithoutDns, web, policy(spec))).toEqual([]);
  });
});

describe('network/allow-all', () => {
  test.each<[Json]>([
    [[{}]],
    [[{ from: [], ports: [] }]],
    [[{ from: [{ podSelector: {} }] }, {}]],
    [[{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }]],
  ])('fails for all pods with the rules %j', (ingress) => {
    expect(judged(allowAll, policy({ podSelector: {}, ingress }))).toMatchObject([
      { severity: 'warning', message: 'The policy lets everybody reach all ports of all pods of its namespace.' },
    ]);
  });

  const everyNamespace = { namespaceSelector: {} };

  test.each<[Json]>([
    [[{ from: [everyNamespace] }]],
    [[{ from: [forWeb, { ...everyNamespace, podSelector: {} }], ports: [] }]],
    [[null, { from: [{ namespaceSelector: { matchLabels: {}, matchExpressions: [] }, podSelector: null }] }]],
  ])('fails for all pods where %j lets in the whole cluster', (ingress) => {
    expect(judged(allowAll, policy({ podSelector: {}, ingress }))).toMatchObject([
      { message: 'The policy lets every pod of the cluster reach all ports of all pods of its namespace.' },
    ]);
  });

  test.each<JsonObject>([
    { podSelector: {}, ingress: [{ from: [everyNamespace], ports: [{ port: 9090 }] }] },
    { podSelector: {}, ingress: [{ from: [{ ...everyNamespace, ...forWeb }] }] },
    { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'shop' } } }] }] },
    { podSelector: {}, ingress: [{ from: [{ namespaceSelector: null, podSelector: {} }] }] },
    { ...forWeb, ingress: [{ from: [everyNamespace] }] },
    { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [everyNamespace] }] },
    { podSelector: {}, ingress: [] },
    { podSelector: {} },
    { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] },
    { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] },
    { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] }] },
    { ...forWeb, ingress: [{}] },
    { podSelector: {}, policyTypes: ['Egress'], ingress: [{}] },
    { podSelector: {}, policyTypes: ['Egress'], egress: [{}] },
    { podSelector: {}, ingress: [null, 'x'] },
  ])('%j is fine', (spec) => {
    expect(judged(allowAll, policy(spec))).toEqual([]);
  });
});

describe('network/policy-types', () => {
  test.each<[string, JsonObject, string]>([
    ['egress', { policyTypes: ['Ingress'], ingress: [{}], egress: [{}] }, 'Ingress'],
    ['egress', { policyTypes: ['Ingress'], egress: [{ to: [forWeb] }] }, 'Ingress'],
    ['ingress', { policyTypes: ['Egress'], ingress: [{ from: [forWeb] }] }, 'Egress'],
  ])('rules for %s are ignored in %j', (ignored, spec, type) => {
    expect(judged(policyTypes, policy({ podSelector: {}, ...spec }))).toMatchObject([
      {
        severity: 'warning',
        message: `The policy is of the type ${type} only, and its rules for ${ignored} are ignored.`,
        pointer: '/spec/policyTypes',
        want: 'Ingress, Egress',
      },
    ]);
  });

  test.each<JsonObject>([
    { egress: [{}] },
    { policyTypes: [], ingress: [{}], egress: [{}] },
    { policyTypes: null, ingress: [{}], egress: [{}] },
    { ...both, ingress: [{}], egress: [{}] },
    { policyTypes: ['Ingress'], ingress: [{}] },
    { policyTypes: ['Ingress'], egress: [] },
    { policyTypes: ['Egress'], ingress: [] },
    { policyTypes: ['Egress'], ingress: null },
    { policyTypes: ['Egress'] },
    { policyTypes: ['ingress'], ingress: [{}] },
    { policyTypes: 'Egress', ingress: 'x', egress: {} },
  ])('%j ignores no rules', (spec) => {
    expect(judged(policyTypes, policy({ podSelector: {}, ...spec }))).toEqual([]);
  });
});
