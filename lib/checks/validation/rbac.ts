import { check, type Breach } from '../check';
import { exampleObject } from './examples';
import { Field } from './field';
import { DNS_SUBDOMAIN, empty, misspelt, missing, PATH_SEGMENT } from './syntax';

const GROUP = 'rbac.authorization.k8s.io';

const role = (rule: string): string => exampleObject(`${GROUP}/v1`, 'Role', `rules: [${rule}]`);

/** Roles and bindings that the API server refuses. */
export const rbac = check(
  {
    id: 'validation/rbac',
    pack: 'baseline',
    severity: 'error',
    title: 'Roles name verbs and resources, and bindings name a role and subjects.',
    why: 'The API server refuses the object.',
    fix: `Write what the field asks for; the group of roles, users and groups is \`${GROUP}\`.`,
    fails: role('{ resources: [configmaps], verbs: [get] }'),
    passes: role("{ apiGroups: [''], resources: [configmaps], verbs: [get] }"),
  },
  (context) => [
    ...['Role', 'ClusterRole'].flatMap((kind) =>
      context.ofKind(`${kind}.${GROUP}`).flatMap((object) => roleMistakes(new Field(object), kind === 'Role')),
    ),
    ...['RoleBinding', 'ClusterRoleBinding'].flatMap((kind) =>
      context
        .ofKind(`${kind}.${GROUP}`)
        .flatMap((object) => bindingMistakes(new Field(object), kind === 'RoleBinding')),
    ),
  ],
);

function roleMistakes(root: Field, isNamespaced: boolean): readonly Breach[] {
  const selectors = root.get('aggregationRule', 'clusterRoleSelectors');
  return [
    ...root.get('rules').items.flatMap((rule) => ruleMistakes(rule, isNamespaced)),
    ...(root.get('aggregationRule').isGiven && !selectors.isFilled
      ? [selectors.breach('The aggregated role selects no others.', { want: 'at least one selector' })]
      : []),
  ];
}

function ruleMistakes(rule: Field, isNamespaced: boolean): readonly Breach[] {
  const urls = rule.get('nonResourceURLs');
  const [groups, resources, verbs] = [rule.get('apiGroups'), rule.get('resources'), rule.get('verbs')];
  const noVerbs = missing(verbs, 'The rule allows no verbs.', { want: 'at least one', fix: 'List the verbs.' });
  if (!urls.isFilled)
    return [
      ...noVerbs,
      ...missing(groups, 'The rule names no groups of the API.', {
        want: "at least one; '' is the group of Pods and Services",
        fix: "Write `apiGroups: ['']` for Pods, Services, ConfigMaps and the like.",
      }),
      ...missing(resources, 'The rule names no resources.', { want: 'at least one', fix: 'List the resources.' }),
    ];
  return [
    ...noVerbs,
    ...(isNamespaced
      ? [
          urls.breach('The Role allows paths of the API server, which are in no namespace.', {
            fix: 'Make it a ClusterRole.',
          }),
        ]
      : []),
    ...(groups.isFilled || resources.isFilled || rule.get('resourceNames').isFilled
      ? [urls.breach('The rule allows resources and paths.', { want: 'one of them', fix: 'Make a rule of each.' })]
      : []),
  ];
}

function bindingMistakes(root: Field, isNamespaced: boolean): readonly Breach[] {
  const ref = root.get('roleRef');
  const [group, kind, name] = [ref.get('apiGroup'), ref.get('kind'), ref.get('name')];
  const kinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  return [
    ...(group.isFilled && group.text !== GROUP ? [otherGroup(group, GROUP)] : []),
    ...(kind.isGiven && !kinds.includes(kind.text)
      ? [
          kind.breach(`The binding names a ${kind.text}.`, {
            want: kinds.join(' or '),
            fix: `Write '${kinds[0] ?? ''}'.`,
          }),
        ]
      : []),
    ...empty(name, 'The binding names no role.'),
    ...misspelt(name, PATH_SEGMENT, 'the name of a role'),
    ...root.get('subjects').items.flatMap((subject) => subjectMistakes(subject, isNamespaced)),
  ];
}

function otherGroup(field: Field, want: string): Breach {
  const said = field.text === '' ? 'none' : `'${field.text}'`;
  return field.breach(`The group is ${said}.`, {
    want: want === '' ? 'none' : want,
    fix: want === '' ? 'Leave it out.' : `Write '${want}'.`,
  });
}

const KINDS = ['ServiceAccount', 'User', 'Group'];

function subjectMistakes(subject: Field, isNamespaced: boolean): readonly Breach[] {
  const [kind, name, group] = [subject.get('kind'), subject.get('name'), subject.get('apiGroup')];
  const common = empty(name, 'A subject has an empty name.');
  if (kind.text === 'ServiceAccount')
    return [
      ...common,
      ...misspelt(name, DNS_SUBDOMAIN, 'the name of a ServiceAccount'),
      ...(group.isFilled ? [otherGroup(group, '')] : []),
      ...(!isNamespaced && !subject.get('namespace').isFilled
        ? [
            subject.get('namespace').breach(`The ServiceAccount '${name.text}' has no namespace.`, {
              want: 'its namespace',
              fix: 'Write the `namespace` of the ServiceAccount.',
            }),
          ]
        : []),
    ];
  if (!KINDS.includes(kind.text))
    return typeof kind.value === 'string'
      ? [...common, kind.breach(`There are no subjects of the kind '${kind.text}'.`, { want: KINDS.join(', ') })]
      : common;
  return [...common, ...(group.isFilled && group.text !== GROUP ? [otherGroup(group, GROUP)] : [])];
}
