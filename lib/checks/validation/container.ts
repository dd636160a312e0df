import { check, type Breach } from '../check';
import { examplePodOf } from '../example-objects';
import { sentence } from '../words';
import { containersIn, podFields, type ContainerField, type PodField } from './containers';
import { DNS_LABEL, empty, misspelt, missing } from './syntax';

/** Containers that no pod can have. */
export const container = check(
  {
    id: 'validation/container',
    pack: 'baseline',
    severity: 'error',
    title: 'A pod has containers, each with an image and a name of its own.',
    why: 'The API server refuses the object.',
    fix: 'Give each container a name of its own, a DNS label, and an image.',
    fails: examplePodOf().replace('name: web, image', 'name: Web_1, image'),
    passes: examplePodOf().replace('name: web, image', 'name: web-1, image'),
  },
  (context) => podFields(context).flatMap(mistakesIn),
);

function mistakesIn(pod: PodField): readonly Breach[] {
  const containers = containersIn(pod);
  const list = pod.spec.get('containers');
  return [
    ...(Array.isArray(list.value) && list.value.length === 0
      ? [list.breach('The pod has no containers.', { want: 'at least one', fix: 'Add a container.' })]
      : []),
    ...containers.flatMap((container) => containerMistakes(container)),
    ...duplicatesIn(containers),
    ...ephemeralIn(pod),
  ];
}

function containerMistakes({ field, title, pod }: ContainerField): readonly Breach[] {
  const name = field.get('name');
  const image = field.get('image');
  const isPod = pod.pods.object.kind === 'Pod';
  return [
    ...empty(name, `${sentence(title)} has an empty name.`, { want: DNS_LABEL.want }),
    ...misspelt(name, DNS_LABEL, 'the name of a container'),
    ...missing(image, `${sentence(title)} has no image.`, { fix: 'Write the image that it runs.' }),
    ...(isPod && image.text !== image.text.trim()
      ? [image.breach(`The image of ${title} has blanks around it.`, { fix: 'Remove them.' })]
      : []),
    ...resizeMistakes({ field, title }),
  ];
}

function resizeMistakes({ field, title }: Pick<ContainerField, 'field' | 'title'>): readonly Breach[] {
  const seen = new Set<string>();
  return field.get('resizePolicy').items.flatMap((policy) => {
    const { text } = policy.get('resourceName');
    if (!seen.has(text)) {
      seen.add(text);
      return [];
    }
    return [policy.breach(`${sentence(title)} has two resize policies for '${text}'.`, { fix: 'Remove one.' })];
  });
}

/** Containers that are called as another one before them; init containers come after the others here. */
function duplicatesIn(containers: readonly ContainerField[]): readonly Breach[] {
  const order = ['containers', 'initContainers', 'ephemeralContainers'];
  const seen = new Set<string>();
  return [...containers]
    .sort((a, b) => order.indexOf(a.list) - order.indexOf(b.list))
    .flatMap(({ field }) => {
      const name = field.get('name');
      if (name.text === '') return [];
      if (!seen.has(name.text)) {
        seen.add(name.text);
        return [];
      }
      return [
        name.breach(`Two containers of the pod are called '${name.text}'.`, {
          want: 'a name for each container, init containers included',
          fix: 'Give one of them another name.',
        }),
      ];
    });
}

function ephemeralIn({ spec }: PodField): readonly Breach[] {
  const ephemeral = spec.get('ephemeralContainers');
  if (ephemeral.items.length === 0) return [];
  return [
    ephemeral.breach('Ephemeral containers are added to a pod that runs, and cannot be declared.', {
      want: 'none',
      fix: 'Leave them out, and use `kubectl debug`.',
    }),
  ];
}
