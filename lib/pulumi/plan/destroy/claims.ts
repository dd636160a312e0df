import { reachedBy } from '../../../manifest/field-pattern';
import { groupBy } from '../../../manifest/group';
import { objectAt, text } from '../../../manifest/json';
import { podTemplateOf } from '../../../manifest/pods';
import { storageClassesOf } from './controller-kinds';
import { nameOf, type DestroyRule, type Destruction } from './destruction';
import { cleanUpOf, isCleanedUpBefore } from './effects';
import { shared } from './finding';
import { titleOf, type KubernetesObject } from './objects';

const CLAIM = 'PersistentVolumeClaim';

/** Claims that are deleted, and waited for, while pods hold them: they stay until the pods are gone. */
export const claimsInUse: DestroyRule = (destruction) => {
  const held = destruction.objects.all.flatMap((workload) =>
    claimsOf(destruction, workload)
      .filter(
        (claim) => isDeletedItself(destruction, claim) && !destruction.isBefore(workload.resource, claim.resource),
      )
      .map((claim) => ({ claim, workload })),
  );
  return [...groupBy(held, ({ workload }) => workload)].flatMap(([workload, uses]) =>
    shared({
      rule: 'destroy/claim-in-use',
      severity: 'error',
      objects: uses.map(({ claim }) => claim),
      problem: `the pods of ${titleOf(workload)}${afterwards(destruction, workload)}, and a claim is not deleted as long as pods use it: its deletion hangs.`,
      fix: 'Let both be deleted with their Namespace, or have the workload really deleted and depend on the claim.',
    }),
  );
};

function afterwards(destruction: Destruction, { resource }: KubernetesObject): string {
  const end = destruction.endOf(resource);
  const last = destruction.at(end?.at);
  if (!last) return ' stay';
  return last === resource ? ' may be stopped only after it' : ` are only stopped with ${nameOf(last)}`;
}

function isDeletedItself(destruction: Destruction, { resource }: KubernetesObject): boolean {
  return destruction.endOf(resource)?.at === resource.urn;
}

function claimsOf({ objects }: Destruction, workload: KubernetesObject): readonly KubernetesObject[] {
  const spec = objectAt(podTemplateOf(workload.kind, workload.manifest), 'spec');
  return reachedBy('volumes[].persistentVolumeClaim.claimName', spec).flatMap(
    ([name]) => objects.near(workload, { kind: CLAIM, name: text(name) }) ?? [],
  );
}

/** Volumes that are deleted, and waited for, while claims are bound to them. */
export const boundVolumes: DestroyRule = (destruction) =>
  destruction.objects.of('PersistentVolume').flatMap((volume) =>
    shared({
      rule: 'destroy/bound-volume',
      severity: 'error',
      objects: claimsFor(destruction, volume).filter(
        (claim) => isDeletedItself(destruction, volume) && !destruction.isBefore(claim.resource, volume.resource),
      ),
      problem: `${titleOf(volume)}, which is not deleted as long as a claim is bound to it, may be deleted first: its deletion hangs.`,
      fix: `Let the claim, or its Namespace, depend on ${titleOf(volume)}.`,
    }),
  );

function claimsFor({ objects }: Destruction, volume: KubernetesObject): readonly KubernetesObject[] {
  const { name, namespace } = objectAt(volume.manifest, 'spec', 'claimRef');
  const bound = objects.near(volume, { kind: CLAIM, name: text(name), namespace: text(namespace, 'default') });
  const naming = objects.of(CLAIM).filter(({ place, manifest }) => {
    const isNear = place === volume.place;
    return isNear && volume.name !== '' && objectAt(manifest, 'spec')['volumeName'] === volume.name;
  });
  return [...new Set([...(bound ? [bound] : []), ...naming])];
}

/** Classes of storage that are gone before the volumes which were made from them. */
export const storageClasses: DestroyRule = (destruction) => {
  const { objects } = destruction;
  const uses = [...objects.of(CLAIM), ...objects.of('StatefulSet.apps')].flatMap((claim) =>
    storageClassesOf(claim, objects)
      .filter(({ resource }) => cleanUpOf(destruction, claim) && !isCleanedUpBefore(destruction, claim, resource))
      .map((storageClass) => ({ claim, storageClass })),
  );
  return [...groupBy(uses, ({ storageClass }) => storageClass)].flatMap(([storageClass, claims]) =>
    shared({
      rule: 'destroy/storage-class',
      severity: 'warning',
      objects: claims.map(({ claim }) => claim),
      problem: `${titleOf(storageClass)} may be deleted first; some drivers read it to delete a volume.`,
      fix: `Let them, or their Namespace, depend on ${titleOf(storageClass)}.`,
    }),
  );
};
