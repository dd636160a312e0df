import { reachedBy } from '../../manifest/field-pattern';
import { parseImage, type Image } from '../../manifest/image';
import { isList, isObject, objectAt, text, type Json, type JsonPath } from '../../manifest/json';
import { secretsIn } from '../../manifest/secret-marker';
import { containerTitle } from '../containers';
import type { Context, Pods } from '../context';

/** An image that a container runs, or that a volume shows as files. */
export interface UsedImage {
  readonly pods: Pods;
  /** Who uses it, for the start of a sentence. */
  readonly user: string;
  /** The reference, as written. */
  readonly reference: string;
  /** Its parts; undefined where no registry could serve it. */
  readonly image: Image | undefined;
  readonly at: JsonPath;
  readonly pullPolicy: Json | undefined;
  readonly pullPolicyAt: JsonPath;
}

/** Every image that the pods of a tree use, where one is given. */
export function imagesIn(context: Context): readonly UsedImage[] {
  const images: UsedImage[] = [];
  for (const pods of context.pods) images.push(...ofContainers(pods), ...ofVolumes(pods));
  // A secret in it is the worse mistake, and reported as such.
  return images.filter(({ reference }) => reference !== '' && secretsIn(reference).length === 0);
}

function ofContainers(pods: Pods): readonly UsedImage[] {
  const replaced = replacedIn(pods);
  return pods.containers.flatMap((each) => {
    if (replaced.has(text(each.container['name']))) return [];
    const reference = text(each.container['image']);
    return {
      pods,
      user: containerTitle(each),
      reference,
      image: parsed(reference),
      at: [...each.at, 'image'],
      pullPolicy: each.container['imagePullPolicy'],
      pullPolicyAt: [...each.at, 'imagePullPolicy'],
    };
  });
}

/** The containers of a DeploymentConfig that get another image whenever there is one: what it says itself counts for nothing. */
function replacedIn({ object }: Pods): ReadonlySet<string> {
  if (object.kind !== 'DeploymentConfig.apps.openshift.io') return new Set();
  const names = reachedBy('spec.triggers[].imageChangeParams.containerNames[]', object.manifest);
  return new Set(names.map(([name]) => text(name)));
}

function ofVolumes(pods: Pods): readonly UsedImage[] {
  const { volumes } = pods.spec;
  if (!isList(volumes)) return [];
  return volumes.flatMap((volume, index) => {
    if (!isObject(volume) || !isObject(volume['image'])) return [];
    const { reference, pullPolicy } = objectAt(volume, 'image');
    const at = [...pods.at, 'volumes', index, 'image'];
    return {
      pods,
      user: `Volume '${text(volume['name'], String(index))}'`,
      reference: text(reference),
      image: parsed(text(reference)),
      at: [...at, 'reference'],
      pullPolicy,
      pullPolicyAt: [...at, 'pullPolicy'],
    };
  });
}

const DIGEST_LENGTHS: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/** The parts of a reference whose digest is one, too. */
function parsed(reference: string): Image | undefined {
  const image = parseImage(reference);
  if (image?.digest === undefined) return image;
  const [algorithm = '', hash = ''] = image.digest.split(':');
  return DIGEST_LENGTHS.get(algorithm) === hash.length && hash === hash.toLowerCase() ? image : undefined;
}

// What images are called that are made anew again and again under one tag…
const CHANNELS: ReadonlySet<string> = new Set([
  'latest',
  'stable',
  'unstable',
  'edge',
  'nightly',
  'daily',
  'main',
  'master',
  'trunk',
  'head',
  'dev',
  'devel',
  'develop',
  'development',
  'snapshot',
  'canary',
  'rolling',
  'lts',
  'mainline',
  'current',
  'next',
  'preview',
  'alpha',
  'beta',
  'rc',
  'release',
]);

// …and the words for what else is in the image, which say nothing of its release.
const VARIANTS: ReadonlySet<string> = new Set([
  'alpine',
  'slim',
  'debian',
  'ubuntu',
  'buster',
  'bullseye',
  'bookworm',
  'trixie',
  'focal',
  'jammy',
  'noble',
  'distroless',
  'nonroot',
  'rootless',
  'unprivileged',
  'debug',
  'fpm',
  'apache',
  'amd64',
  'arm64',
]);

/** Why the same reference may be another image tomorrow: an end for a sentence; undefined where it says which it is. */
export function driftOf({ tag, digest }: Image): { readonly is: string; readonly isCertain: boolean } | undefined {
  if (digest !== undefined) return undefined;
  if (tag === undefined) return { is: 'has neither tag nor digest, so that it is `latest`', isCertain: true };
  if (tag === 'latest') return { is: 'is whatever was pushed last', isCertain: true };
  const words = tag.toLowerCase().split(/[-_.]/);
  return words.includes('latest') || words.every((word) => CHANNELS.has(word) || VARIANTS.has(word))
    ? { is: `has the tag '${tag}', which moves from release to release`, isCertain: false }
    : undefined;
}
