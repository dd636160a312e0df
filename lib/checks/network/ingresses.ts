import { isList, objectAt, text } from '../../manifest/json';
import { check } from '../check';
import { onlyByAnnotation } from '../ingress-classes';
import { exampleIngress, INGRESS, OTHERS, PATHS } from './ingress-tls';

const TLS = `tls: [{ hosts: [shop.example], secretName: web-tls }]`;
const RULE = `rules: [{ host: shop.example, ${PATHS} }]
        ${TLS}`;

/** Rules that take every host. */
export const ingressAnyHost = check(
  {
    id: 'network/ingress-any-host',
    pack: 'production',
    severity: 'warning',
    title: 'Every rule of an Ingress says for which host it is.',
    why: 'It takes the requests for all hosts that no other Ingress names, in the whole cluster, whatever they were meant for.',
    fix: 'Set `host` in the rule.',
    fails: exampleIngress(`rules: [{ ${PATHS} }]
        ${TLS}`),
    passes: exampleIngress(RULE),
    platform: OTHERS,
  },
  (context) =>
    context.ofKind(INGRESS).flatMap((object) => {
      const { rules, defaultBackend } = objectAt(object.manifest, 'spec');
      const listed = isList(rules) ? rules : [];
      if (listed.length === 0 && defaultBackend !== undefined && defaultBackend !== null) {
        const message = 'The Ingress has no rules, so that it takes the requests for every host.';
        return [{ object, at: ['spec', 'defaultBackend'], message, want: 'rules with hosts' }];
      }
      return listed.flatMap((rule, index) => {
        const host = text(objectAt(rule)['host']);
        if (host !== '' && host !== '*') return [];
        const message = 'The rule takes the requests for every host.';
        return { object, at: ['spec', 'rules', index, 'host'], message, want: 'a host, as in shop.example' };
      });
    }),
);

const SNIPPET = /^(?:nginx\.ingress\.kubernetes\.io|nginx\.org|[\w.-]*nginx[\w.-]*)\/[\w.-]*-snippets?$/;

/** Text that goes into the configuration of a proxy as it is. */
export const ingressSnippets = check(
  {
    id: 'network/ingress-snippet',
    pack: 'restricted',
    severity: 'error',
    title: 'No annotation holds raw configuration of nginx.',
    why: 'Whoever may write one can read every Secret of the cluster through the controller (CVE-2021-25742), which refuses such Ingresses by default since 1.9.',
    fix: 'Use an annotation that does the same, a ConfigMap of the controller, or a Gateway.',
    fails: exampleIngress(RULE, ", annotations: { nginx.ingress.kubernetes.io/server-snippet: 'gzip on;' }"),
    passes: exampleIngress(RULE, ', annotations: { nginx.ingress.kubernetes.io/proxy-body-size: 8m }'),
    platform: OTHERS,
  },
  (context) =>
    context.ofKind(INGRESS).flatMap((object) =>
      Object.keys(objectAt(object.manifest, 'metadata', 'annotations'))
        .filter((key) => SNIPPET.test(key))
        .map((key) => ({
          object,
          at: ['metadata', 'annotations', key],
          message: `The annotation '${key}' puts text into the configuration of nginx as it is.`,
          want: 'no snippets',
        })),
    ),
);

const CLASS = 'kubernetes.io/ingress.class';

/** The old way to choose a controller. */
export const ingressClassAnnotation = check(
  {
    id: 'network/ingress-class-annotation',
    pack: 'restricted',
    severity: 'warning',
    title: 'An Ingress names its class in `ingressClassName`.',
    why: `The annotation ${CLASS} is deprecated since Kubernetes 1.18; controllers that only read the field ignore the Ingress.`,
    fix: 'Remove the annotation, and set `ingressClassName`.',
    fails: exampleIngress(RULE, `, annotations: { ${CLASS}: nginx }`),
    passes: exampleIngress(RULE),
    platform: OTHERS,
  },
  (context) =>
    context.ofKind(INGRESS).flatMap((object) => {
      const value = objectAt(object.manifest, 'metadata', 'annotations')[CLASS];
      if (typeof value !== 'string' || onlyByAnnotation(value)) return [];
      return {
        object,
        at: ['metadata', 'annotations', CLASS],
        message: `The class '${value}' is in the deprecated annotation ${CLASS}.`,
        want: `ingressClassName: ${value}`,
      };
    }),
);
