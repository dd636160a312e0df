import { check, type Breach } from '../check';
import { admissionRuleMistakes } from './admission-rules';
import { Field } from './field';
import { selectorMistakes } from './label-selector';
import { misspelt, type Syntax } from './syntax';

const policy = (constraints: string): string => `
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: { name: replicas }
      spec:
        matchConstraints: { ${constraints} }
        validations: [{ expression: object.spec.replicas <= 5 }]
    `;

const GROUP = 'admissionregistration.k8s.io';

/** Policies of admission, and their bindings, that the API server refuses; their expressions are not judged. */
export const admissionPolicy = check(
  {
    id: 'validation/admission-policy',
    pack: 'baseline',
    severity: 'error',
    title:
      'An admission policy says which requests it looks at and does something; a binding says one thing of a mistake.',
    why: 'The API server refuses the object.',
    fix: 'Correct the policy.',
    fails: policy('namespaceSelector: { matchLabels: { team: shop } }'),
    passes: policy(
      'resourceRules: [{ apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }]',
    ),
  },
  (context) => [
    ...context
      .ofKind(`ValidatingAdmissionPolicy.${GROUP}`)
      .flatMap((object) => [...policyMistakes(new Field(object, ['spec'])), ...idle(new Field(object, ['spec']))]),
    ...context
      .ofKind(`MutatingAdmissionPolicy.${GROUP}`)
      .flatMap((object) => policyMistakes(new Field(object, ['spec']))),
    ...['Validating', 'Mutating']
      .flatMap((sort) => context.ofKind(`${sort}AdmissionPolicyBinding.${GROUP}`))
      .flatMap((object) => bindingMistakes(new Field(object, ['spec']))),
  ],
);

const IDENTIFIER: Syntax = {
  is: (text) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text),
  want: "letters, digits and '_', not starting with a digit",
};

function policyMistakes(spec: Field): readonly Breach[] {
  const constraints = spec.get('matchConstraints');
  const rules = constraints.get('resourceRules');
  return [
    ...(constraints.isGiven && !rules.isFilled
      ? [
          rules.breach('The policy looks at no requests.', {
            want: 'at least one rule',
            fix: 'Say which in `resourceRules`.',
          }),
        ]
      : []),
    ...requestMistakes(constraints),
    ...spec.get('variables').items.flatMap((each) => misspelt(each.get('name'), IDENTIFIER, 'the name of a variable')),
  ];
}

function idle(spec: Field): readonly Breach[] {
  const validations = spec.get('validations');
  if (!spec.isGiven || validations.isFilled || spec.get('auditAnnotations').isFilled) return [];
  return [
    validations.breach('The policy neither validates nor annotates.', {
      want: '`validations` or `auditAnnotations`',
      fix: 'Add what it validates.',
    }),
  ];
}

function bindingMistakes(spec: Field): readonly Breach[] {
  const actions = spec.get('validationActions');
  const chosen = actions.items.map(({ text }) => text);
  const repeated = chosen.find((action, index) => chosen.indexOf(action) < index);
  return [
    ...(chosen.includes('Deny') && chosen.includes('Warn')
      ? [
          actions.breach('What is denied is warned of as well.', {
            want: "'Deny' or 'Warn'",
            fix: 'Keep one of the two.',
          }),
        ]
      : []),
    ...(repeated === undefined
      ? []
      : [actions.breach(`The action '${repeated}' is there twice.`, { fix: 'Keep one.' })]),
    ...parameterMistakes(spec.get('paramRef')),
    ...requestMistakes(spec.get('matchResources')),
  ];
}

function parameterMistakes(reference: Field): readonly Breach[] {
  if (!reference.isGiven) return [];
  const isNamed = reference.get('name').isFilled;
  if (isNamed !== reference.get('selector').isGiven) return [];
  return [
    reference.breach(`The parameters are ${isNamed ? 'both named and selected' : 'neither named nor selected'}.`, {
      want: '`name` or `selector`',
      fix: isNamed ? 'Keep one of the two.' : 'Say which they are.',
    }),
  ];
}

function requestMistakes(requests: Field): readonly Breach[] {
  return [
    ...['resourceRules', 'excludeResourceRules'].flatMap((name) =>
      requests.get(name).items.flatMap(admissionRuleMistakes),
    ),
    ...['namespaceSelector', 'objectSelector'].flatMap((name) => selectorMistakes(requests.get(name))),
  ];
}
