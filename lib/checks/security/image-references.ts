import { nearest } from '../../manifest/finding';
import { parseImage, type Image } from '../../manifest/image';
import { check } from '../check';
import { examplePod, examplePodOf } from '../example-objects';
import { leakIn } from '../secrets/leak';
import { driftOf, imagesIn } from './images';

const DIGEST = 'sha256:0b8bd9fd04e3a1e3cf5f9e6d2a1c4b7f8e5d3c2b1a0f9e8d7c6b5a4938271605';

/** A Pod of one container with an image. */
const withImage = (image: string): string => examplePod(`{ containers: [{ name: web, image: '${image}' }] }`);

/** References that no registry could serve. */
export const illegalImages = check(
  {
    id: 'image/illegal',
    pack: 'baseline',
    severity: 'error',
    title: 'Every image is a reference that a registry can serve.',
    why: 'The API server takes any text; the node cannot read it, and the pod stays in `InvalidImageName`.',
    fix: 'Correct the reference.',
    fails: withImage(`registry.example/Shop@${DIGEST}`),
    passes: withImage(`registry.example/shop@${DIGEST}`),
  },
  (context) =>
    imagesIn(context).flatMap(({ pods, at, user, reference, image }) => {
      if (image) return [];
      const meant = [reference.trim(), reference.toLowerCase(), reference.replace(/^\w+:\/\//, '')].find(parseImage);
      const isSecret = leakIn(reference) !== undefined;
      return {
        object: pods.object,
        at,
        isSecret,
        message: `${user} has ${isSecret ? 'an image with a password in it' : `the image '${reference}'`}, which is no image reference.`,
        want: 'a repository in lower case with a tag or a digest, as in registry.example/team/app:1.4.2',
        ...(meant === undefined || meant === reference ? {} : { fix: `Did you mean '${meant}'?` }),
      };
    }),
);

/** References that will be another image tomorrow. */
export const mutableTags = check(
  {
    id: 'image/mutable-tag',
    pack: 'restricted',
    severity: 'error',
    title: 'Every image says which release it is.',
    why: 'Nodes that pull at different times run different programs, and nobody can go back to what ran yesterday.',
    fix: 'Name the release by its tag, or by its digest.',
    fails: withImage('registry.example/web:latest'),
    passes: withImage('registry.example/web:1.4.2'),
  },
  (context) =>
    imagesIn(context).flatMap(({ pods, at, user, reference, image }) => {
      const drift = image && driftOf(image);
      if (!drift) return [];
      return {
        object: pods.object,
        at,
        message: `${user} has the image '${reference}', which ${drift.is}.`,
        want: 'the tag of one release, as in 1.4.2, or a digest',
        ...(drift.isCertain ? {} : { severity: 'warning' }),
      };
    }),
);

/** References that trust whoever may push to the registry. */
export const imagesWithoutDigest = check(
  {
    id: 'image/no-digest',
    pack: 'production',
    severity: 'warning',
    title: 'Every image is named by its digest.',
    why: 'A tag can be pushed again: what was tested need not be what runs.',
    fix: 'Add the digest to the tag: `image: registry.example/web:1.4.2@sha256:…`.',
    fails: withImage('registry.example/web:1.4.2'),
    passes: withImage(`registry.example/web:1.4.2@${DIGEST}`),
  },
  (context) =>
    imagesIn(context).flatMap(({ pods, at, user, reference, image }) =>
      image && image.digest === undefined
        ? {
            object: pods.object,
            at,
            message: `${user} has the image '${reference}', without a digest.`,
            want: 'a digest, as in registry.example/web:1.4.2@sha256:…',
          }
        : [],
    ),
);

/** Images from elsewhere than the platform allows. */
export const registries = check(
  {
    id: 'image/registry',
    pack: 'baseline',
    severity: 'error',
    title: 'Every image comes from a registry that the platform allows.',
    why: 'The platform says where its images come from: nobody has vetted what other registries serve.',
    fix: 'Copy the image to a registry of the platform, and take it from there.',
    fails: withImage('docker.io/library/nginx:1.29.1'),
    passes: withImage('registry.example/library/nginx:1.29.1'),
    platform: { registries: ['registry.example'] },
  },
  (context) => {
    const allowed = context.platform.registries?.map(registryName);
    if (!allowed) return [];
    return imagesIn(context).flatMap(({ pods, at, user, reference, image }) => {
      const name = image && fullName(image);
      if (name === undefined || allowed.some((registry) => name.startsWith(`${registry}/`) || name === registry))
        return [];
      const meant = nearest(name.slice(0, name.indexOf('/')), allowed);
      return {
        object: pods.object,
        at,
        message: `${user} has the image '${reference}', which comes from ${name.slice(0, name.lastIndexOf('/'))}.`,
        want: `an image from ${allowed.join(' or ')}`,
        ...(meant === undefined ? {} : { fix: `Did you mean the registry '${meant}'?` }),
      };
    });
  },
);

const DOCKER_HUB: ReadonlySet<string> = new Set(['index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);

/** A repository with its registry, as nodes read it: `docker.io/library/nginx`. */
function fullName({ registry, repository }: Image): string {
  const path = repository.startsWith(`${registry}/`) ? repository.slice(registry.length + 1) : repository;
  const host = DOCKER_HUB.has(registry.toLowerCase()) ? 'docker.io' : registry.toLowerCase();
  return host === 'docker.io' && !path.includes('/') ? `docker.io/library/${path}` : `${host}/${path}`;
}

/** A registry, or a path in one, in the form of full names. */
function registryName(given: string): string {
  const [host = '', ...path] = given
    .toLowerCase()
    .replace(/^\w+:\/\//, '')
    .replace(/\/+\*?$/, '')
    .split('/');
  if (DOCKER_HUB.has(host)) return ['docker.io', ...path].join('/');
  return /[.:]/.test(host) || host === 'localhost' ? [host, ...path].join('/') : ['docker.io', host, ...path].join('/');
}

/** Pull policies that leave open what runs. */
export const pullPolicies = check(
  {
    id: 'image/pull-policy',
    pack: 'restricted',
    severity: 'warning',
    title: 'A node pulls images that it may not have, or not in their newest version.',
    why: 'A node that has some image of that name runs it, however old; with `Never`, one that has none starts nothing.',
    fix: 'Name the release by its tag or digest, or set `imagePullPolicy: Always`.',
    fails: examplePodOf('imagePullPolicy: Never'),
    passes: examplePodOf('imagePullPolicy: IfNotPresent'),
  },
  (context) =>
    imagesIn(context).flatMap(({ pods, pullPolicy, pullPolicyAt, user, reference, image }) => {
      const drift = image && driftOf(image);
      const common = { object: pods.object, at: pullPolicyAt };
      if (pullPolicy === 'Never') {
        return {
          ...common,
          message: `${user} never pulls its image '${reference}': it must be on every node beforehand.`,
          want: 'IfNotPresent or Always',
          fix: 'Leave `imagePullPolicy` out.',
        };
      }
      if (pullPolicy !== 'IfNotPresent' || !drift) return [];
      return {
        ...common,
        message: `${user} pulls '${reference}' only where a node has none, but that image ${drift.is}.`,
        want: 'Always, or an image that names its release',
      };
    }),
);
