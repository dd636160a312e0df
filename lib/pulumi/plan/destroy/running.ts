import { isList, objectAt, text } from '../../../manifest/json';
import { podTemplateOf } from '../../../manifest/pods';
import type { PlannedResource } from '../plan';
import { ADDON } from './clusters';
import { nameOf, type Destruction } from './destruction';
import { titleOf, type KubernetesObject } from './objects';

/** Software that the program runs in a cluster. */
export interface Running {
  readonly resource: PlannedResource;
  readonly title: string;
  /** Its workload; undefined for add-ons and charts. */
  readonly object: KubernetesObject | undefined;
  /** What tells its cluster from others. */
  readonly place: string;
  /** What it is known by: the parts of its images' paths, its chart, its add-on. */
  readonly names: ReadonlySet<string>;
}

/** What of a program runs software in a cluster: workloads, charts and add-ons. */
export function runningIn(destruction: Destruction): readonly Running[] {
  const workloads = destruction.objects.all.flatMap((object) => {
    const names = imageNames(object);
    return names.size === 0
      ? []
      : [{ resource: object.resource, title: titleOf(object), object, place: object.place, names }];
  });
  const releases = destruction.of('kubernetes:helm.sh/v3:Release').map((resource) => ({
    ...plain(resource, text(resource.inputs['chart'])),
    place: destruction.placeOf(resource),
  }));
  const addons = destruction.of(ADDON).flatMap((resource) =>
    // What is preserved goes on running until its cluster goes.
    resource.inputs['preserve'] === true
      ? []
      : [
          {
            ...plain(resource, text(resource.inputs['addonName'])),
            place: destruction.clusterOfPart(resource)?.urn ?? resource.urn,
          },
        ],
  );
  return [...workloads, ...releases, ...addons];
}

function plain(resource: PlannedResource, name: string) {
  const names = new Set([name.replace(/^.*\//, '')]);
  return { resource, title: nameOf(resource), object: undefined, names };
}

/** The parts of the paths of all images of an object's pods. */
function imageNames({ kind, manifest }: KubernetesObject): ReadonlySet<string> {
  const { containers } = objectAt(podTemplateOf(kind, manifest), 'spec');
  const images = isList(containers) ? containers.map((container) => text(objectAt(container)['image'])) : [];
  return new Set(images.flatMap((image) => image.replace(/[@:][^/]*$/, '').split('/')).filter((part) => part !== ''));
}
