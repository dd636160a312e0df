import { titleOf } from '../../manifest/inventory';
import { objectAt } from '../../manifest/json';
import { CLUSTER_ROLE } from './permissions';
import { danger, exampleRole, given, listed, type Entry } from './role-rule';

const LABEL = 'rbac.authorization.k8s.io/aggregate-to-';
const READ: ReadonlySet<string> = new Set(['get', 'list', 'watch']);
const SECRETS = { group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch', '*'] };
const ROLES = {
  group: 'rbac.authorization.k8s.io',
  resources: ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings', '*'],
  verbs: ['create', 'update', 'patch', 'delete', 'deletecollection', '*'],
};

const example = (verbs: string): string =>
  exampleRole(`apiGroups: [shop.example], resources: [orders], verbs: [${verbs}]`).replace(
    'name: web',
    `name: web, labels: { ${LABEL}view: 'true' }`,
  );

/** Permissions that everybody gets who has one of the roles for people. */
export const aggregation = danger(
  {
    id: 'rbac/aggregation',
    severity: 'warning',
    title: 'What is added to the role `view` only reads, and no Secrets; what is added to `edit` changes no roles.',
    why: 'Whoever has the role, anywhere in the cluster, has what is added as well: that is how `view` becomes more.',
    fix: 'Aggregate what changes objects to `edit` and `admin`, and bind the rest to those who need it.',
    fails: example('get, list, delete'),
    passes: example('get, list'),
  },
  (entry) => {
    if (entry.role.kind !== CLUSTER_ROLE) return undefined;
    const labels = objectAt(entry.role.manifest, 'metadata', 'labels');
    const found =
      (labels[`${LABEL}view`] === 'true' && toView(entry)) || (labels[`${LABEL}edit`] === 'true' && toEdit(entry));
    if (!found) return undefined;
    const message = `${titleOf(entry.role)} adds to \`${found.role}\` the permission to ${found.may}.`;
    return { at: [...entry.at, found.at], message, want: found.want };
  },
);

function toView(entry: Entry) {
  if (entry.resources.length === 0) return undefined;
  const writing = entry.verbs.filter((verb) => !READ.has(verb));
  const role = 'view';
  if (writing.length > 0) {
    const verbs = writing.includes('*') ? 'do anything to' : listed(writing, 'and');
    return { role, may: `${verbs} ${listed(entry.resources, 'and')}`, at: 'verbs', want: 'get, list and watch' };
  }
  if (!given(entry, SECRETS)) return undefined;
  return { role, may: 'read Secrets', at: 'resources', want: 'no Secrets' };
}

function toEdit(entry: Entry) {
  const { resources } = given(entry, ROLES) ?? {};
  if (!resources) return undefined;
  return { role: 'edit', may: `change ${listed(resources, 'and')}`, at: 'verbs', want: 'get, list and watch' };
}
