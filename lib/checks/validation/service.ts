import { check, type Breach } from '../check';
import type { Context } from '../context';
import { isAddress, noAddress, noRange } from './address';
import { exampleObject } from './examples';
import { Field } from './field';
import { outside } from './numbers';
import { familyMistakes } from './service-addresses';
import { portsMistakes } from './service-ports';
import { DNS_SUBDOMAIN, empty, misspelt, missing, QUALIFIED_NAME } from './syntax';

const NO_ENDPOINT = /^(127\.|0\.0\.0\.0$|169\.254\.|224\.0\.0\.)/;

/** Services that the API server refuses. */
export const service = check(
  {
    id: 'validation/service',
    pack: 'baseline',
    severity: 'error',
    title: 'The ports of a Service have numbers and names of their own, and its other fields fit its type.',
    why: 'The API server refuses the object.',
    fix: 'Write what the field asks for, or leave it out.',
    fails: exampleObject('v1', 'Service', 'spec: { selector: { app: web }, ports: [{ port: 80, nodePort: 30080 }] }'),
    passes: exampleObject('v1', 'Service', 'spec: { selector: { app: web }, ports: [{ port: 80 }] }'),
  },
  (context) => context.ofKind('Service').flatMap((object) => mistakesIn(context, new Field(object, ['spec']))),
);

function mistakesIn(context: Context, spec: Field): readonly Breach[] {
  const type = spec.get('type').text || 'ClusterIP';
  return [
    ...portsMistakes(spec, type),
    ...headlessMistakes(spec, type),
    ...(type === 'ExternalName' ? externalMistakes(spec) : []),
    ...(spec.get('sessionAffinity').text === 'ClientIP'
      ? outside(spec.get('sessionAffinityConfig', 'clientIP', 'timeoutSeconds'), 1, 86400)
      : []),
    ...familyMistakes(context, spec, type),
    ...spec.get('externalIPs').items.flatMap((address) => externalAddress(context, address)),
    ...balancerMistakes(context, spec, type),
    ...policyMistakes(spec, type),
    ...distributionMistakes(context, spec.get('trafficDistribution')),
  ];
}

function headlessMistakes(spec: Field, type: string): readonly Breach[] {
  const address = spec.get('clusterIP');
  if (address.text !== 'None' || (type !== 'NodePort' && type !== 'LoadBalancer')) return [];
  return [
    address.breach(`A Service of type '${type}' has an address in the cluster; this one is headless.`, {
      want: 'an address, or nothing',
      fix: "Leave `clusterIP` out, or choose the type 'ClusterIP'.",
    }),
  ];
}

function externalMistakes(spec: Field): readonly Breach[] {
  const name = spec.get('externalName');
  const domain = name.text.replace(/\.$/, '');
  return [
    ...missing(name, "The Service of type 'ExternalName' has no `externalName`.", {
      fix: 'Write the name of the host.',
    }),
    ...(name.isFilled && !DNS_SUBDOMAIN.is(domain) && name.text !== ''
      ? [name.breach(`'${name.text}' cannot be the name of a host.`, { want: DNS_SUBDOMAIN.want })]
      : []),
    ...['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']
      .map((field) => spec.get(field))
      .filter(({ isFilled }) => isFilled)
      .map((field) =>
        field.breach(`The Service is an alias, and has \`${field.key}\`.`, { want: 'none', fix: 'Leave it out.' }),
      ),
  ];
}

function externalAddress(context: Context, address: Field): readonly Breach[] {
  if (!isAddress(address.text, context)) return noAddress(address, context);
  if (!NO_ENDPOINT.test(address.text) && !/^(::1?|fe80:.*|ff02:.*)$/i.test(address.text)) return [];
  return [
    address.breach(`'${address.text}' is an address within each node.`, { want: 'an address that others reach' }),
  ];
}

/** What only load balancers have. */
function balancerMistakes(context: Context, spec: Field, type: string): readonly Breach[] {
  const ranges = spec.get('loadBalancerSourceRanges');
  const balancerClass = spec.get('loadBalancerClass');
  const isBalancer = type === 'LoadBalancer';
  const fields = [ranges, spec.get('allocateLoadBalancerNodePorts'), balancerClass];
  return [
    ...(isBalancer ? [] : fields.filter((field) => (field === ranges ? field.isFilled : field.isGiven))).map((field) =>
      field.breach(`The Service is of type '${type}', and has \`${field.key}\`.`, {
        want: "none, or the type 'LoadBalancer'",
        fix: `Leave \`${field.key}\` out.`,
      }),
    ),
    ...ranges.items.flatMap((range) => noRange(range, context)),
    ...(isBalancer ? misspelt(balancerClass, QUALIFIED_NAME, 'the class of a load balancer') : []),
    ...(isBalancer ? empty(balancerClass, 'The class of the load balancer is empty.') : []),
  ];
}

/** What only Services that are reached from outside have. */
function policyMistakes(spec: Field, type: string): readonly Breach[] {
  const policy = spec.get('externalTrafficPolicy');
  const port = spec.get('healthCheckNodePort');
  const isExternal =
    type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && spec.get('externalIPs').isFilled);
  const isLocal = type === 'LoadBalancer' && policy.text === 'Local';
  return [
    ...(policy.isFilled && !isExternal
      ? [
          policy.breach(`Nothing reaches the Service of type '${type}' from outside, and it has a policy for that.`, {
            want: "none, or the type 'NodePort' or 'LoadBalancer'",
            fix: 'Leave `externalTrafficPolicy` out.',
          }),
        ]
      : []),
    ...((port.number ?? 0) !== 0 && !isLocal
      ? [
          port.breach('Nothing asks the port for the health of the Service.', {
            want: "none, or the type 'LoadBalancer' with `externalTrafficPolicy: Local`",
          }),
        ]
      : []),
    ...(isLocal && port.number !== 0 ? outside(port, 30000, 32767) : []),
  ];
}

function distributionMistakes(context: Context, field: Field): readonly Breach[] {
  const known = context.isAtLeast('1.34') ? ['PreferClose', 'PreferSameZone', 'PreferSameNode'] : ['PreferClose'];
  if (typeof field.value !== 'string' || known.includes(field.text)) return [];
  return [field.breach(`Traffic is not distributed by '${field.text}'.`, { want: known.join(', ') })];
}
