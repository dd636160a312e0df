import { isIPv4 } from 'node:net';
import { objectAt, text } from '../../manifest/json';
import { check } from '../check';

/** Aliases for what has no name. */
export const externalNames = check(
  {
    id: 'network/external-name',
    pack: 'baseline',
    severity: 'warning',
    title: 'The `externalName` of a Service is the name of a host, and no address.',
    why: 'DNS answers with the address as if it were a name, which nobody can resolve. Only proxies that read the field themselves get there.',
    fix: 'Write the name of the host, or make a Service without selector, and an EndpointSlice with the address.',
    fails: `
      apiVersion: v1
      kind: Service
      metadata: { name: database, namespace: shop }
      spec: { type: ExternalName, externalName: 192.0.2.10 }
    `,
    passes: `
      apiVersion: v1
      kind: Service
      metadata: { name: database, namespace: shop }
      spec: { ports: [{ port: 5432 }] }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: database-1, namespace: shop, labels: { kubernetes.io/service-name: database } }
      addressType: IPv4
      ports: [{ port: 5432 }]
      endpoints: [{ addresses: [192.0.2.10] }]
    `,
  },
  (context) =>
    context.ofKind('Service').flatMap((object) => {
      const { type, externalName } = objectAt(object.manifest, 'spec');
      const name = text(externalName);
      if (type !== 'ExternalName' || !isIPv4(name.replace(/\.$/, ''))) return [];
      return {
        object,
        at: ['spec', 'externalName'],
        message: `Service '${object.name}' is an alias for '${name}', an address, which DNS takes for a name of digits.`,
        want: 'the name of a host',
      };
    }),
);
