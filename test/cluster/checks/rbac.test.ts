import fc from 'fast-check';
import { Context } from '../../../lib/checks/context';
import { permissionsIn, type Permissions, type Subject } from '../../../lib/checks/rbac/permissions';
import type { JsonObject } from '../../../lib/manifest/json';
import { referencesIn } from '../../../lib/manifest/references';
import { inventoryOf } from '../../manifest/inventory-of';
import type { ClusterClient } from '../support/client';
import { describeCluster } from '../support/describe-cluster';
import { at } from '../support/fields';
import type { Manifest } from '../support/manifest';
import { createNamespace } from '../support/namespace';
import { seeds } from '../support/seeds';
import { waitFor } from '../support/wait';
import { namespacesOf, questions, rolesAndBindings, type Asked, type Question } from './generated-roles';

const TREES = 6;
const QUESTIONS = 80;

/** Who asks, as authentication would tell the API server. */
function asker(subject: Subject): { readonly user: string; readonly groups: readonly string[] } {
  if (subject.kind === 'Group') return { user: 'nobody', groups: [subject.name] };
  const user =
    subject.kind === 'ServiceAccount' ? `system:serviceaccount:${subject.namespace}:${subject.name}` : subject.name;
  const [, , namespace] = user.split(':');
  const groups = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  return { user, groups: [...groups, 'system:authenticated'] };
}

function attributesOf(action: Asked): JsonObject {
  if ('url' in action) return { nonResourceAttributes: { path: action.url, verb: action.verb } };
  const [resource = '', subresource = ''] = action.resource.split('/');
  const { verb, group, name = '', namespace = '' } = action;
  return { resourceAttributes: { verb, group, resource, subresource, name, namespace } };
}

async function isAllowed(client: ClusterClient, { subject, action }: Question): Promise<boolean> {
  const answer = await client.create({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    metadata: { name: '' },
    spec: { ...asker(subject), ...attributesOf(action) },
  });
  return at.value(answer, 'status', 'allowed') === true;
}

/** Creates the objects, and waits until the controllers and the authorizer have seen them. */
async function establish(client: ClusterClient, prefix: string, objects: readonly Manifest[]): Promise<void> {
  for (const namespace of namespacesOf(prefix)) await createNamespace(client, namespace);
  for (const object of objects) await client.create(object);
  const isPart = ({ metadata: { labels } }: Manifest): boolean => labels?.[prefix] === 'part';
  const hasRules = objects.some((object) => isPart(object) && at.list(object, 'rules').length > 0);
  const rules = objects
    .filter(isPart)
    .flatMap((object) => at.list(object, 'rules').map((rule) => JSON.stringify(rule)));
  await waitFor(`the rules of ClusterRole ${prefix}-sum`, async () => {
    const sum = await client.get(objects[0]!);
    const isThere = !hasRules || at.list(sum, 'rules').length >= new Set(rules).size;
    return isThere ? { value: true } : { waitingFor: JSON.stringify(sum) };
  });
}

function permissionsOf(objects: readonly Manifest[]): Permissions {
  const inventory = inventoryOf(JSON.parse(JSON.stringify(objects)) as JsonObject[]);
  return permissionsIn(new Context(inventory, referencesIn(inventory)));
}

describeCluster(
  'what the roles and bindings of a tree allow',
  (client) => {
    test.each(seeds().map((seed, run) => ({ seed, run })))(
      'is what the API server allows, from seed $seed',
      async ({ seed, run }) => {
        const disagreements: unknown[] = [];
        let allowed = 0;
        for (let tree = 0; tree < TREES; tree++) {
          const prefix = `rbac-${run}-${tree}`;
          const objects = fc.sample(rolesAndBindings(prefix), { seed: seed + tree, numRuns: 1 })[0]!;
          await establish(client, prefix, objects);
          const permissions = permissionsOf(objects);
          const asked = fc.sample(questions(prefix), { seed: seed + tree, numRuns: QUESTIONS });
          await Promise.all(
            asked.map(async (question) => {
              const ours = permissions.may(question.subject, question.action);
              const theirs = await isAllowed(client, question);
              if (theirs) allowed++;
              if (ours !== theirs) disagreements.push({ question, theirs, of: permissions.of(question.subject) });
            }),
          );
        }
        expect(disagreements).toEqual([]);
        // Of 400 seeds, none gave fewer than 30 that are allowed, nor more than 208.
        expect(allowed).toBeGreaterThan((TREES * QUESTIONS) / 40);
        expect(allowed).toBeLessThan((TREES * QUESTIONS * 9) / 10);
      },
    );
  },
  { simulatedNodes: true },
);
