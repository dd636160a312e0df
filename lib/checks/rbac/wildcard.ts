import { titleOf } from '../../manifest/inventory';
import { danger, exampleRole, listed, type Entry } from './role-rule';

const FIELDS = ['resources', 'verbs', 'apiGroups'] as const;

/** Entries that allow more than anybody can list. */
export const wildcard = danger(
  {
    id: 'rbac/wildcard',
    severity: 'error',
    title: 'Roles name the verbs, resources and API groups that they allow.',
    why: 'A `*` allows what nobody thought of: Secrets, escalation, and whatever will be installed later.',
    fix: 'List what is needed in place of `*`.',
    fails: exampleRole("apiGroups: [apps], resources: ['*'], verbs: [get, list]"),
    passes: exampleRole('apiGroups: [apps], resources: [deployments], verbs: [get, list]'),
  },
  (entry) => {
    if (entry.nonResourceURLs.some((url) => url === '*' || url === '/*'))
      return {
        at: [...entry.at, 'nonResourceURLs'],
        message: `${titleOf(entry.role)} allows its subjects to ${verbs(entry)} every URL of the API server.`,
        want: 'paths, such as /metrics',
      };
    const wild = FIELDS.filter((field) => entry[field].includes('*'));
    const [first] = wild;
    if (first === undefined || (entry.resources.length === 0 && entry.nonResourceURLs.length === 0)) return undefined;
    const fields = wild.map((field) => `\`${field}\``);
    return {
      at: [...entry.at, first],
      message: `${titleOf(entry.role)} has '*' among its ${listed(fields, 'and')}: it allows its subjects to ${verbs(entry)} ${objects(entry)}.`,
      want: 'names',
    };
  },
);

function verbs(entry: Entry): string {
  return entry.verbs.includes('*') ? 'do anything to' : listed(entry.verbs, 'and');
}

function objects(entry: Entry): string {
  if (entry.resources.length === 0) return `the URLs ${listed(entry.nonResourceURLs, 'and')}`;
  const isAnyGroup = entry.apiGroups.includes('*');
  if (!entry.resources.includes('*'))
    return `${listed(entry.resources, 'and')}${isAnyGroup ? ' of every API group' : ''}`;
  if (isAnyGroup) return 'everything, Secrets among it';
  const groups = entry.apiGroups.map((group) => (group === '' ? 'the core API' : group));
  const hasSecrets = entry.apiGroups.includes('');
  return `everything in ${listed(groups, 'and')}${hasSecrets ? ', Secrets among it' : ''}`;
}
