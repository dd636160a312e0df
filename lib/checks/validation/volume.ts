import { nearest } from '../../manifest/finding';
import { isList, objectAt, text } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { examplePodOf } from '../example-objects';
import { podFields, type PodField } from './containers';
import type { Field } from './field';
import { DNS_LABEL, empty, misspelt } from './syntax';
import { sourceMistakes, VOLUME_SOURCES } from './volume-source';

const volumes = (source: string): string => examplePodOf('', `volumes: [{ name: data, ${source} }]`);

/** Volumes that no pod can have. */
export const volume = check(
  {
    id: 'validation/volume',
    pack: 'baseline',
    severity: 'error',
    title: 'A volume has a name of its own and one source, which is complete.',
    why: 'The API server refuses the object.',
    fix: 'Write one source, with every field that it requires.',
    fails: volumes('emptyDir: {}, configMap: { name: web }'),
    passes: volumes('emptyDir: {}'),
  },
  (context) => podFields(context).flatMap((pod) => mistakesIn(pod, context)),
);

function mistakesIn({ spec, pods }: PodField, context: Context): readonly Breach[] {
  const names = new Set<string>();
  const claimed = claimTemplatesOf(pods.object.manifest['spec']);
  return spec.get('volumes').items.flatMap((volume) => {
    const name = volume.get('name');
    // The claim of a StatefulSet takes the place of a volume of its name.
    if (claimed.has(name.text)) return [];
    const isTwice = name.text !== '' && names.has(name.text);
    names.add(name.text);
    return [
      ...empty(name, 'A volume has an empty name.', { want: DNS_LABEL.want }),
      ...misspelt(name, DNS_LABEL, 'the name of a volume'),
      ...(isTwice
        ? [name.breach(`Two volumes of the pod are called '${name.text}'.`, { fix: 'Give one of them another name.' })]
        : []),
      ...volumeMistakes(volume, context),
    ];
  });
}

/** The names of a StatefulSet's claims. */
export function claimTemplatesOf(spec: Field['value']): ReadonlySet<string> {
  const templates = objectAt(spec)['volumeClaimTemplates'];
  return new Set(isList(templates) ? templates.map((template) => text(objectAt(template, 'metadata')['name'])) : []);
}

function volumeMistakes(volume: Field, context: Context): readonly Breach[] {
  const sources = VOLUME_SOURCES.map((source) => volume.get(source)).filter((source) => source.isGiven);
  const name = volume.get('name').text;
  if (sources.length === 0) return [{ ...withoutSource(volume), severity: 'warning' }];
  return [
    ...sources.flatMap((source) => sourceMistakes(source, context)),
    ...sources.slice(1).map((source) =>
      source.breach(
        `The volume '${name}' is of ${sources.length} kinds: ${sources.map(({ key }) => key).join(', ')}.`,
        {
          want: 'one',
          fix: 'Make a volume of each.',
        },
      ),
    ),
  ];
}

function withoutSource(volume: Field): Breach {
  const other = volume.fields.find(({ key }) => key !== 'name');
  const meant = other && nearest(other.key, VOLUME_SOURCES);
  const nothing = other && VOLUME_SOURCES.includes(other.key);
  const fix = nothing
    ? `Write \`${other.key}: {}\` to leave all of it to its defaults.`
    : meant === undefined
      ? 'Say what it is made of, for instance `emptyDir: {}`.'
      : `Write \`${meant}\`.`;
  return volume.breach(`The volume '${volume.get('name').text}' has no source, and so is an empty directory.`, {
    want: 'one source',
    fix,
  });
}
