import { externalNames } from '../../../lib/checks/network/external-names';
import { externalIps, nodePorts, openLoadBalancers } from '../../../lib/checks/network/services';
import type { Json, JsonObject } from '../../../lib/manifest/json';
import { judged } from '../judged';

const service = (spec: Json, annotations: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop', annotations },
  spec,
});
const balanced = (fields: JsonObject = {}, annotations: JsonObject = {}): JsonObject =>
  service({ type: 'LoadBalancer', ...fields }, annotations);

test('fails for a Service of the type NodePort only', () => {
  expect(judged(nodePorts, service({ type: 'NodePort' }))).toMatchObject([{ severity: 'warning', got: '"NodePort"' }]);
  const others: Json[] = [{}, null, { type: 'LoadBalancer' }, { type: 'ClusterIP' }];
  for (const spec of others) expect(judged(nodePorts, service(spec))).toEqual([]);
});

test('fails for addresses of its own choice', () => {
  expect(judged(externalIps, service({ externalIPs: ['192.0.2.1', '192.0.2.2'] }))).toMatchObject([
    { severity: 'error', message: "Service 'web' takes the traffic to 192.0.2.1, 192.0.2.2." },
  ]);
  const others: Json[] = [{}, { externalIPs: [] }, { externalIPs: null }];
  for (const spec of others) expect(judged(externalIps, service(spec))).toEqual([]);
});

test.each(['10.0.0.1', '192.0.2.10.'])('an alias for the address %s leads nowhere', (externalName) => {
  expect(judged(externalNames, service({ type: 'ExternalName', externalName }))).toMatchObject([
    {
      severity: 'warning',
      message: `Service 'web' is an alias for '${externalName}', an address, which DNS takes for a name of digits.`,
      pointer: '/spec/externalName',
    },
  ]);
});

test.each<Json>([
  { type: 'ExternalName', externalName: 'db.example' },
  { type: 'ExternalName', externalName: '10.0.0.1.nip.io' },
  { type: 'ExternalName', externalName: '10.0.0' },
  { type: 'ExternalName', externalName: '10.0.0.256' },
  { type: 'ExternalName', externalName: 5 },
  { type: 'ExternalName' },
  { type: 'ClusterIP', externalName: '10.0.0.1' },
  { externalName: '10.0.0.1' },
  null,
])('%j is no alias for an address', (spec) => {
  expect(judged(externalNames, service(spec))).toEqual([]);
});

describe('network/open-load-balancer', () => {
  test.each([
    balanced(),
    balanced({ loadBalancerSourceRanges: [] }),
    balanced({ loadBalancerSourceRanges: ['10.0.0.0/8', '0.0.0.0/0'] }),
    balanced({ loadBalancerSourceRanges: ['::/0'] }),
    balanced({}, { 'service.beta.kubernetes.io/aws-load-balancer-internal': 'false' }),
    balanced({}, { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' }),
    balanced({}, { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8, 0.0.0.0/0' }),
    balanced({}, { 'service.beta.kubernetes.io/azure-allowed-ip-ranges': '10.0.0.0/8,0.0.0.0/0' }),
    balanced({ loadBalancerClass: 'networking.gke.io/l4-regional-external' }),
    balanced({ loadBalancerIP: '192.0.2.1' }),
    balanced({ loadBalancerIP: '172.32.0.1' }),
  ])('fails for %j', (manifest) => {
    expect(judged(openLoadBalancers, manifest)).toMatchObject([
      { severity: 'warning', pointer: '/spec/loadBalancerSourceRanges' },
    ]);
  });

  test.each([
    service({ type: 'ClusterIP' }),
    balanced({ loadBalancerSourceRanges: ['192.0.2.0/24'] }),
    balanced({ loadBalancerClass: 'tailscale' }),
    balanced({ loadBalancerIP: '10.1.2.3' }),
    balanced({ loadBalancerIP: '172.16.0.1' }),
    balanced({}, { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8, 192.0.2.0/24' }),
    balanced({}, { 'service.beta.kubernetes.io/aws-load-balancer-internal': 'true' }),
    balanced({}, { 'service.beta.kubernetes.io/aws-load-balancer-internal': '0.0.0.0/0' }),
    balanced({}, { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal' }),
    balanced({}, { 'networking.gke.io/load-balancer-type': 'Internal' }),
    balanced({}, { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' }),
    balanced({}, { 'service.beta.kubernetes.io/azure-allowed-ip-ranges': '192.0.2.0/24,10.0.0.0/8' }),
    balanced({}, { 'service.beta.kubernetes.io/azure-load-balancer-ipv4': '10.1.2.3' }),
    balanced({ loadBalancerClass: 'networking.gke.io/l4-regional-internal' }),
    balanced({}, { 'metallb.universe.tf/address-pool': 'lan' }),
    balanced({}, { 'lbipam.cilium.io/ips': '192.168.1.5' }),
  ])('%j is fine', (manifest) => {
    expect(judged(openLoadBalancers, manifest)).toEqual([]);
  });
});
