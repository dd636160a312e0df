import { objectAt, text } from '../../manifest/json';
import { groupOf } from '../../manifest/kinds';
import { check, type Breach } from '../check';
import { exampleObject } from './examples';
import { Field } from './field';
import { QUALIFIED_NAME } from './syntax';

/** Finalizers of Kubernetes itself. */
const STANDARD = ['kubernetes', 'orphan', 'foregroundDeletion'];
/** Groups whose objects have no finalizer without a domain: Leases, budgets, definitions and what they define may. */
const STRICT: ReadonlySet<string> = new Set([
  ...['', 'apps', 'autoscaling', 'batch', 'discovery.k8s.io', 'networking.k8s.io'],
  ...['rbac.authorization.k8s.io', 'resource.k8s.io', 'scheduling.k8s.io', 'storage.k8s.io'],
]);

const kept = (finalizer: string): string =>
  exampleObject('v1', 'ConfigMap', 'data: { PORT: "8080" }').replace(
    'namespace: shop',
    `namespace: shop, finalizers: [${finalizer}]`,
  );

/** What keeps objects, and whom they belong to, where nobody could say so. */
export const metadata = check(
  {
    id: 'validation/metadata',
    pack: 'baseline',
    severity: 'error',
    title: 'Finalizers are qualified names, and an object has one controller at most.',
    why: 'The API server refuses the object.',
    fix: 'Write the finalizer with the domain of the controller that takes it away.',
    fails: kept('backup'),
    passes: kept('shop.example/backup'),
  },
  ({ objects }) => {
    const breaches: Breach[] = [];
    for (const object of objects) {
      const given = objectAt(object.manifest, 'metadata');
      // Hardly any object has either.
      if (given['finalizers'] === undefined && given['ownerReferences'] === undefined) continue;
      const metadata = new Field(object, ['metadata']);
      const isStrict = STRICT.has(groupOf(text(object.manifest['apiVersion'])));
      breaches.push(...finalizerMistakes(metadata.get('finalizers'), isStrict));
      breaches.push(...ownerMistakes(metadata.get('ownerReferences')));
    }
    return breaches;
  },
);

function finalizerMistakes(finalizers: Field, isStrict: boolean): readonly Breach[] {
  const { items } = finalizers;
  const wrong = items.filter(({ value }) => typeof value === 'string' && !isFinalizer(value, isStrict));
  const isContrary = ['orphan', 'foregroundDeletion'].every((name) => items.some(({ text }) => text === name));
  return [
    ...wrong.map((finalizer) =>
      finalizer.breach(`'${finalizer.text}' cannot be a finalizer.`, {
        want: "a DNS name, '/' and a name, as in 'shop.example/backup'",
      }),
    ),
    ...(isContrary
      ? [
          finalizers.breach(
            "What belongs to the object is to be left by 'orphan', and deleted by 'foregroundDeletion'.",
            {
              want: 'one of the two',
              fix: 'Keep one.',
            },
          ),
        ]
      : []),
  ];
}

function isFinalizer(finalizer: string, isStrict: boolean): boolean {
  return QUALIFIED_NAME.is(finalizer) && (!isStrict || finalizer.includes('/') || STANDARD.includes(finalizer));
}

function ownerMistakes(owners: Field): readonly Breach[] {
  const { items } = owners;
  const controllers = items.filter((owner) => owner.get('controller').value === true);
  const events = items.filter((owner) => owner.get('kind').text === 'Event' && owner.get('apiVersion').text === 'v1');
  return [
    ...controllers.slice(1).map((owner) =>
      owner.breach(`The object has ${controllers.length} controllers.`, {
        want: 'one owner with `controller: true`',
        fix: 'Leave `controller` out of all but one.',
      }),
    ),
    ...events.map((owner) => owner.breach('Nothing belongs to an Event.', { fix: 'Leave the owner out.' })),
  ];
}
