import { check, type Breach } from '../check';
import { Field } from './field';
import { DNS_SUBDOMAIN, misspelt, type Syntax } from './syntax';

const ingressClass = (controller: string): string => `
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: { name: public }
      spec: { controller: ${controller} }
    `;

/** IngressClasses that the API server refuses. */
export const ingressClassSpec = check(
  {
    id: 'validation/ingress-class',
    pack: 'baseline',
    severity: 'error',
    title: 'An IngressClass names its controller with a domain before it, and its parameters where they are.',
    why: 'The API server refuses the object.',
    fix: 'Write the name as the controller has it.',
    fails: ingressClass('nginx'),
    passes: ingressClass('k8s.io/ingress-nginx'),
  },
  (context) =>
    context.ofKind('IngressClass.networking.k8s.io').flatMap((object) => {
      const spec = new Field(object, ['spec']);
      return [
        ...misspelt(spec.get('controller'), CONTROLLER, 'the name of a controller'),
        ...parameterMistakes(spec.get('parameters')),
      ];
    }),
);

const CONTROLLER: Syntax = {
  is: (text) => /^[^/]+\/[^/\s]/.test(text) && DNS_SUBDOMAIN.is(text.slice(0, text.indexOf('/'))),
  want: "a domain, '/' and a name, as in 'k8s.io/ingress-nginx'",
};

function parameterMistakes(parameters: Field): readonly Breach[] {
  if (!parameters.isGiven) return [];
  const scope = parameters.get('scope');
  const namespace = parameters.get('namespace');
  if (scope.text === 'Namespace')
    return namespace.isFilled
      ? []
      : [namespace.breach('Nothing says in which namespace the parameters are.', { fix: 'Add `namespace`.' })];
  if (!namespace.isGiven) return [];
  return [
    namespace.breach('The parameters are of the cluster, and in a namespace.', {
      want: '`scope: Namespace`, or no namespace',
      fix: 'Write `scope: Namespace`, or leave the namespace out.',
    }),
  ];
}
