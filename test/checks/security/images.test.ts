import {
  illegalImages,
  imagesWithoutDigest,
  mutableTags,
  pullPolicies,
  registries,
} from '../../../lib/checks/security/image-references';
import type { Finding } from '../../../lib/manifest/finding';
import type { JsonObject } from '../../../lib/manifest/json';
import { secretMarker } from '../../../lib/manifest/secret-marker';
import { inventoryOf, pod } from '../../manifest/inventory-of';
import { judged, judgedBy } from '../judged';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const withImage = (image: string, fields: JsonObject = {}): JsonObject =>
  pod('web', { containers: [{ name: 'web', image, ...fields }] });

describe('image/illegal', () => {
  test.each([
    ['Nginx:1.29', "Did you mean 'nginx:1.29'?"],
    ['https://registry.example/web:1', "Did you mean 'registry.example/web:1'?"],
    ['nginx:1.29 ', "Did you mean 'nginx:1.29'?"],
    ['nginx:', 'Correct the reference.'],
    ['nginx:1:2', 'Correct the reference.'],
    ['nginx@sha256:abc', 'Correct the reference.'],
    [`nginx@${DIGEST.slice(0, -1)}`, 'Correct the reference.'],
    [`nginx@${DIGEST.toUpperCase().replace('SHA', 'sha')}`, 'Correct the reference.'],
    ['nginx@md5:0123456789abcdef0123456789abcdef', 'Correct the reference.'],
    [DIGEST.slice('sha256:'.length), 'Correct the reference.'],
    [`registry.example/${'a'.repeat(256)}:1`, 'Correct the reference.'],
    ['{{ .Values.image }}', 'Correct the reference.'],
  ])('%j is no image', (image, fix) => {
    expect(judged(illegalImages, withImage(image))).toMatchObject([
      { severity: 'error', pointer: '/spec/containers/0/image', fix },
    ]);
  });

  test.each(['nginx', 'localhost:5000/a/b_c:1', `a/b@${DIGEST}`, `a:1@${DIGEST}`, `a@sha512:${'0a'.repeat(64)}`, ''])(
    '%j is an image, or is judged elsewhere',
    (image) => {
      expect(judged(illegalImages, withImage(image))).toEqual([]);
    },
  );

  test('a secret in it is judged elsewhere', () => {
    expect(judged(illegalImages, withImage(secretMarker('a', 'b')))).toEqual([]);
  });

  test('a password in it is not told', () => {
    const findings = judged(illegalImages, withImage('https://app:hunter2@registry.example/web:1'));

    expect(findings).toMatchObject([
      { message: "Container 'web' has an image with a password in it, which is no image reference." },
    ]);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  test('images of init and ephemeral containers and of volumes count, too', () => {
    const spec: JsonObject = {
      initContainers: [{ name: 'a', image: 'A!' }],
      ephemeralContainers: [{ name: 'b', image: 'A!' }],
      volumes: [{ name: 'c', image: { reference: 'A!' } }, null, { name: 'd' }],
    };

    expect(judged(illegalImages, pod('web', spec)).map(({ message }) => message)).toEqual([
      "Init container 'a' has the image 'A!', which is no image reference.",
      "Ephemeral container 'b' has the image 'A!', which is no image reference.",
      "Volume 'c' has the image 'A!', which is no image reference.",
    ]);
  });
});

describe('image/mutable-tag', () => {
  test.each<[string, Finding['severity']]>([
    ['nginx', 'error'],
    ['localhost:5000/nginx', 'error'],
    ['nginx:latest', 'error'],
    ['nginx:stable', 'warning'],
    ['nginx:stable-alpine', 'warning'],
    ['nginx:alpine', 'warning'],
    ['app:main', 'warning'],
    ['app:latest-2', 'warning'],
    ['app:NIGHTLY', 'warning'],
  ])('%s may be another image tomorrow', (image, severity) => {
    expect(judged(mutableTags, withImage(image))).toMatchObject([{ severity, pointer: '/spec/containers/0/image' }]);
  });

  test.each([
    'nginx:1.29',
    'nginx:1.29-alpine',
    'app:main-4f2a1c9',
    `nginx@${DIGEST}`,
    `nginx:latest@${DIGEST}`,
    'app:v1',
  ])('%s is the same image tomorrow', (image) => {
    expect(judged(mutableTags, withImage(image))).toEqual([]);
  });
});

describe('image/no-digest', () => {
  test('fails without one', () => {
    expect(judged(imagesWithoutDigest, withImage('nginx:1.29'))).toMatchObject([{ severity: 'warning' }]);
    expect(judged(imagesWithoutDigest, withImage(`nginx:1.29@${DIGEST}`))).toEqual([]);
  });

  test('what is no image is told as such', () => {
    expect(judged(imagesWithoutDigest, withImage('A!'))).toEqual([]);
  });
});

describe('image/registry', () => {
  const from = (image: string, ...allowed: readonly string[]): readonly Finding[] =>
    judgedBy(registries, inventoryOf([withImage(image)]), { registries: allowed });

  test.each([
    ['nginx:1', 'docker.io'],
    ['nginx:1', 'docker.io/library'],
    ['library/nginx:1', 'docker.io/library'],
    ['docker.io/nginx:1', 'docker.io/library/nginx'],
    ['index.docker.io/library/nginx:1', 'docker.io'],
    ['team/app:1', 'docker.io/team/'],
    ['nginx:1', 'https://index.docker.io/'],
    ['registry.example/team/app:1', 'registry.example'],
    ['registry.example/team/app:1', 'registry.example/team'],
    ['registry.example/team/app:1', 'REGISTRY.example/team/*'],
    ['registry.example:5000/app:1', 'registry.example:5000'],
  ])('%s comes from %s', (image, allowed) => {
    expect(from(image, 'other.example', allowed)).toEqual([]);
  });

  test.each([
    ['nginx:1', 'registry.example'],
    ['registry.example/team2/app:1', 'registry.example/team'],
    ['registry.example.org/app:1', 'registry.example'],
    ['registry.example:5000/app:1', 'registry.example'],
    ['team/app:1', 'docker.io/library'],
  ])('%s does not come from %s', (image, allowed) => {
    expect(from(image, allowed)).toMatchObject([{ severity: 'error', want: `an image from ${allowed}` }]);
  });

  test('the nearest registry is offered', () => {
    expect(from('registy.example/app:1', 'registry.example')).toMatchObject([
      { fix: "Did you mean the registry 'registry.example'?" },
    ]);
  });

  test('any is fine where the platform names none', () => {
    expect(judged(registries, withImage('nginx:1'))).toEqual([]);
  });
});

describe('image/pull-policy', () => {
  test.each([
    ['nginx:1.29', 'Never', 1],
    [`nginx@${DIGEST}`, 'Never', 1],
    ['nginx:latest', 'IfNotPresent', 1],
    ['nginx', 'IfNotPresent', 1],
    ['nginx:1.29', 'IfNotPresent', 0],
    [`nginx:latest@${DIGEST}`, 'IfNotPresent', 0],
    ['nginx:latest', 'Always', 0],
  ])('of %s, %s is told %d times', (image, imagePullPolicy, times) => {
    expect(judged(pullPolicies, withImage(image, { imagePullPolicy }))).toHaveLength(times);
  });

  test('none is the one that fits', () => {
    expect(judged(pullPolicies, withImage('nginx'))).toEqual([]);
  });
});
