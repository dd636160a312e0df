import type { Base } from './validation-objects';

const ADDRESSES = [
  '10.1.2.3',
  '2001:db8::1',
  'db.example.com',
  '10.1.2.256',
  '127.0.0.1',
  '127.1.2.3',
  '::1',
  '169.254.169.254',
  'fe80::1',
  '224.0.0.1',
  '239.1.1.1',
  '0.0.0.0',
];

/** Valid endpoints that somebody wrote, and a class of Ingresses. */
export const endpoints: Readonly<Record<string, Base>> = {
  endpointSlice: {
    object: {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'web', namespace: 'validation' },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.1.2.3'] }],
      ports: [{ name: 'http', port: 80 }],
    },
    edits: {
      'endpoints.0.addresses': [...ADDRESSES.map((address) => [address]), []],
      endpoints: [[], [{ addresses: ['10.1.2.3', '10.1.2.4'] }]],
      ports: [
        [],
        [{ port: 80 }],
        [{ port: 80 }, { port: 81 }],
        [
          { name: 'a', port: 80 },
          { name: 'a', port: 81 },
        ],
      ],
    },
  },
  endpoints: {
    object: {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'web', namespace: 'validation' },
      subsets: [{ addresses: [{ ip: '10.1.2.3' }], ports: [{ name: 'http', port: 80 }] }],
    },
    edits: {
      'subsets.0.addresses.0.ip': ADDRESSES,
      'subsets.0.addresses': [[], undefined],
      'subsets.0.notReadyAddresses': [[{ ip: '10.1.2.4' }], [{ ip: 'db.example.com' }]],
      'subsets.0.ports': [[], [{ port: 80 }], [{ port: 80 }, { port: 81 }], [{ port: 0 }], [{ port: 65536 }]],
    },
  },
  ingressClass: {
    object: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: 'web' },
      spec: { controller: 'k8s.io/ingress-nginx' },
    },
    edits: {
      'spec.controller': ['nginx', 'a.example/b', 'a.example/b/c', 'A.example/b', '/b', 'a.example/'],
      'spec.parameters': [
        { kind: 'A', name: 'b' },
        { kind: 'A', name: 'b', namespace: 'c' },
        { kind: 'A', name: 'b', scope: 'Cluster' },
        { kind: 'A', name: 'b', scope: 'Namespace' },
        { kind: 'A', name: 'b', scope: 'Namespace', namespace: 'c' },
        { kind: 'A', name: 'b', scope: 'Cluster', namespace: 'c' },
      ],
    },
  },
};
