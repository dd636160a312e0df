import { isIP } from 'node:net';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { guarded } from './environment';
import { exampleObject } from './examples';
import { Field } from './field';
import { noPort } from './numbers';
import { DNS_1035_LABEL, DNS_LABEL, DNS_SUBDOMAIN, empty, HOST, misspelt, PORT_NAME } from './syntax';

const CLASS = 'kubernetes.io/ingress.class';
const IN_PATHS = ['//', '/./', '/../', '%2f', '%2F'];
const AT_ENDS = ['/..', '/.'];

const routed = (path: string): string =>
  exampleObject(
    'networking.k8s.io/v1',
    'Ingress',
    `spec:
        rules:
          - host: shop.example
            http: { paths: [{ path: ${path}, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }`,
  );

/** Ingresses that the API server refuses. */
export const ingress = check(
  {
    id: 'validation/ingress',
    pack: 'baseline',
    severity: 'error',
    title: 'The hosts of an Ingress are DNS names, and each of its paths is absolute and has one backend.',
    why: 'The API server refuses the object.',
    fix: 'Write what the field asks for.',
    fails: routed('checkout'),
    passes: routed('/checkout'),
  },
  (context) => context.ofKind('Ingress.networking.k8s.io').flatMap((object) => mistakesIn(context, new Field(object))),
);

function mistakesIn(context: Context, root: Field): readonly Breach[] {
  const spec = root.get('spec');
  const annotation = root.get('metadata', 'annotations', CLASS);
  const className = spec.get('ingressClassName');
  return [
    ...(spec.get('rules').isFilled || spec.get('defaultBackend').isGiven
      ? []
      : [
          spec.breach('The Ingress has neither rules nor a default backend.', {
            want: 'one of them',
            fix: 'Add a rule.',
          }),
        ]),
    ...guarded(spec.get('defaultBackend'), (backend) => backendMistakes(context, backend)),
    ...spec.get('rules').items.flatMap((rule) => ruleMistakes(context, rule)),
    ...spec.get('tls').items.flatMap(tlsMistakes),
    ...misspelt(className, DNS_SUBDOMAIN, 'the name of an IngressClass'),
    ...empty(className, 'The class of the Ingress is empty.'),
    ...(annotation.isGiven && className.isGiven && annotation.text !== className.text
      ? [
          annotation.breach(
            `The annotation asks for the class '${annotation.text}', the field for '${className.text}'.`,
            {
              want: 'one class',
              fix: 'Remove the annotation.',
            },
          ),
        ]
      : []),
  ];
}

function ruleMistakes(context: Context, rule: Field): readonly Breach[] {
  const host = rule.get('host');
  const paths = rule.get('http', 'paths');
  return [
    ...(isIP(host.text) === 0
      ? hostMistakes(host)
      : [
          host.breach(`The host '${host.text}' is an address.`, {
            want: 'a DNS name',
            fix: 'Write a DNS name, or leave `host` out.',
          }),
        ]),
    ...(Array.isArray(paths.value) && paths.value.length === 0
      ? [paths.breach('The rule has no paths.', { want: 'at least one', fix: 'Add a path.' })]
      : []),
    ...paths.items.flatMap((path) => [
      ...pathMistakes(path),
      ...(path.get('pathType').isGiven ? backendMistakes(context, path.get('backend')) : []),
    ]),
  ];
}

function hostMistakes(host: Field): readonly Breach[] {
  const lower = host.text.toLowerCase();
  const port = /^(.*):\d+$/.exec(lower)?.[1];
  const fix =
    port !== undefined && HOST.is(port) ? { fix: `Write '${port}': the port is that of the controller.` } : {};
  const smaller = HOST.is(lower) ? { fix: `Write '${lower}'.` } : fix;
  return misspelt(host, HOST, 'the host of an Ingress').map((breach) => ({ ...breach, ...smaller }));
}

function pathMistakes(field: Field): readonly Breach[] {
  const type = field.get('pathType').text;
  const path = field.get('path');
  const isPlain = type === 'Exact' || type === 'Prefix';
  if (!isPlain && type !== 'ImplementationSpecific') return [];
  if (!path.isFilled && !isPlain) return [];
  if (!path.text.startsWith('/'))
    return [
      path.breach(`The path '${path.text}' is relative.`, {
        want: "a path that starts with '/'",
        fix: `Write '/${path.text}'.`,
      }),
    ];
  if (!isPlain) return [];
  const wrong = IN_PATHS.find((part) => path.text.includes(part)) ?? AT_ENDS.find((part) => path.text.endsWith(part));
  return wrong === undefined
    ? []
    : [path.breach(`The path '${path.text}' contains '${wrong}'.`, { want: 'a plain path' })];
}

function backendMistakes(context: Context, backend: Field): readonly Breach[] {
  const service = backend.get('service');
  const resource = backend.get('resource');
  if (service.isGiven && resource.isGiven)
    return [
      backend.breach('The backend is both a Service and another object.', { want: 'one of them', fix: 'Keep one.' }),
    ];
  if (resource.isGiven)
    return [
      ...empty(resource.get('kind'), 'The backend has an empty kind.'),
      ...empty(resource.get('name'), 'The backend has an empty name.'),
    ];
  if (!service.isGiven)
    return [
      backend.breach('The path has no backend.', {
        want: '`service` or `resource`',
        fix: backend.get('serviceName').isGiven
          ? 'Write `service: { name: …, port: { number: … } }` in place of `serviceName` and `servicePort`.'
          : 'Name the Service and its port.',
      }),
    ];
  return [...serviceName(context, service.get('name')), ...portMistakes(backend, service.get('port'))];
}

function serviceName(context: Context, name: Field): readonly Breach[] {
  const syntax = context.isAtLeast('1.36') ? DNS_LABEL : DNS_1035_LABEL;
  return [...empty(name, 'The Service has no name.'), ...misspelt(name, syntax, 'the name of a Service')];
}

function portMistakes(backend: Field, port: Field): readonly Breach[] {
  const [name, number] = [port.get('name'), port.get('number')];
  const hasNumber = (number.number ?? 0) !== 0;
  if (name.isFilled && hasNumber)
    return [backend.breach('The port of the Service has both a name and a number.', { fix: 'Leave one of them out.' })];
  if (name.isFilled) return misspelt(name, PORT_NAME, 'the name of a port');
  if (hasNumber) return noPort(number);
  return [
    backend.breach('The port of the Service has neither a name nor a number.', {
      want: '`port: { number: … }` or `port: { name: … }`',
      fix: 'Write one of them.',
    }),
  ];
}

function tlsMistakes(tls: Field): readonly Breach[] {
  return [
    ...tls.get('hosts').items.flatMap((host) => [...hostMistakes(host), ...empty(host, 'A host is empty.')]),
    ...misspelt(tls.get('secretName'), DNS_SUBDOMAIN, 'the name of a Secret'),
  ];
}
