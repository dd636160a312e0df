import { Worker } from 'stackwright';
import { at, container, expectMistake, only, rendered, resources } from '../support/rendered';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('an image', () => {
  it.each([
    'nginx:1.27',
    'library/nginx:latest',
    'localhost:5000/team/app:v1_2.3-rc.1',
    'registry.example/team/my__app:1.0',
    `registry.example/app@${digest}`,
    `registry.example/app:1.0.0@${digest}`,
    '[::1]:5000/app:1',
  ])('is taken as it is given: %s', (image) => {
    const objects = rendered((stack) => new Worker(stack, 'worker', { image, resources }));
    expect(at(container(only(objects, 'Deployment')), 'image')).toBe(image);
  });

  it.each(['nginx', 'registry.example/team/app', 'localhost:5000/app'])('fails when %s says no release', (image) => {
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources }), {
      rule: 'image/without-tag',
      path: 'shop/worker',
      message: `The image '${image}' has neither tag nor digest.`,
      want: "a tag, ':1.4.2', or a digest, '@sha256:…'",
      fix: `Say which release is meant: '${image}:…'.`,
      line: "new Worker(stack, 'worker'",
    });
  });

  it.each([
    ['registry.example/Jenkins:2.5', "Did you mean 'registry.example/jenkins:2.5'?"],
    ['app:1 ', 'Correct the reference.'],
    ['App:1 ', 'Correct the reference.'],
    ['app:', 'Correct the reference.'],
    ['https://registry.example/app:1', 'Correct the reference.'],
    ['app@sha256:abc', 'Correct the reference.'],
    ['', 'Correct the reference.'],
  ])("fails when it is '%s'", (image, fix) => {
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources }), {
      rule: 'image/illegal',
      path: 'shop/worker',
      message: `'${image}' cannot be an image.`,
      want: "a repository in lower case with a tag or a digest: 'registry.example/team/app:1.4.2'",
      fix,
      line: "new Worker(stack, 'worker'",
    });
  });
});
