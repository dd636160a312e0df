import * as fc from 'fast-check';
import { configFiles, Config, emptyDir, StatefulSet, Worker, type Mounts } from 'stackwright';
import { objectAt } from '../../lib/manifest/json';
import { container, expectMistake, image, only, podSpec, rendered, resources, textAt } from '../support/rendered';

const worker = (mounts: Mounts) =>
  only(
    rendered((stack) => new Worker(stack, 'worker', { image, resources, mounts })),
    'Deployment',
  );

describe('the volumes of a pod', () => {
  it('have one of each, mounted twice or not', () => {
    const cache = emptyDir();
    const deployment = worker({ '/cache': cache, '/var/cache': cache });
    expect(podSpec(deployment)['volumes']).toEqual([{ name: 'cache', emptyDir: {} }]);
    expect(container(deployment)['volumeMounts']).toEqual([
      { name: 'cache', mountPath: '/cache' },
      { name: 'cache', mountPath: '/var/cache' },
    ]);
  });

  it('are shared by its containers', () => {
    const shared = emptyDir();
    const side = { image, resources, mounts: { '/out': shared } };
    const objects = rendered((stack) => {
      const mounts = { '/in': shared };
      new Worker(stack, 'worker', {
        image,
        resources,
        mounts,
        sidecars: { proxy: side },
        initContainers: { init: side },
      });
    });
    const deployment = only(objects, 'Deployment');
    expect(podSpec(deployment)['volumes']).toEqual([{ name: 'in', emptyDir: {} }]);
    for (const name of ['proxy', 'init']) {
      expect(container(deployment, name)['volumeMounts']).toEqual([{ name: 'in', mountPath: '/out' }]);
    }
  });

  it('have names that are unique and legal, whatever the paths', () => {
    const path = fc
      .string({ unit: fc.constantFrom('a', 'Z', '0', '-', '_', '.', '/', ' '), maxLength: 80 })
      .map((text) => `/${text}`);
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 6 }), (paths) => {
        const deployment = worker(Object.fromEntries(paths.map((mountPath) => [mountPath, emptyDir()])));
        const names = paths.map((_, index) => textAt(podSpec(deployment), 'volumes', index, 'name'));
        expect(new Set(names).size).toBe(paths.length);
        for (const name of names) expect(name).toMatch(/^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
      }),
    );
  });

  it('are called as the configuration that they are made from', () => {
    const objects = rendered((stack) => {
      const config = new Config(stack, 'config', { data: { a: '1', b: '2' } });
      const mounts = {
        '/a': configFiles(config, { items: { a: 'a' } }),
        '/b': configFiles(config, { items: { b: 'b' } }),
      };
      new Worker(stack, 'worker', { image, resources, mounts });
    });
    expect(podSpec(only(objects, 'Deployment'))['volumes']).toMatchObject([{ name: 'config' }, { name: 'config-2' }]);
  });

  it('leave the names of claims to the claims', () => {
    const objects = rendered((stack) => {
      const claims = { data: { size: '1Gi', mountPath: '/var/lib/db' } };
      new StatefulSet(stack, 'db', { image, resources, ports: { db: 5432 }, claims, mounts: { '/data': emptyDir() } });
    });
    const set = only(objects, 'StatefulSet');
    expect(podSpec(set)['volumes']).toEqual([{ name: 'data-2', emptyDir: {} }]);
    expect(container(set)['volumeMounts']).toEqual([
      { name: 'data', mountPath: '/var/lib/db' },
      { name: 'data-2', mountPath: '/data' },
    ]);
  });

  it('are mounted in part, and with what the mount says', () => {
    const cache = emptyDir();
    const mount = { volume: cache, subPath: 'app', readOnly: true, mountPropagation: 'HostToContainer' } as const;
    expect(container(worker({ '/cache': mount }))['volumeMounts']).toEqual([
      { name: 'cache', mountPath: '/cache', subPath: 'app', readOnly: true, mountPropagation: 'HostToContainer' },
    ]);
  });

  it('are there only where something is mounted', () => {
    expect(objectAt(podSpec(worker({})))).not.toHaveProperty('volumes');
  });

  it.each([
    ['data', '/data'],
    ['/da:ta', '/data'],
    ['', '/'],
  ])("fails when one is mounted at '%s'", (path, better) => {
    const mounts = { [path]: emptyDir() };
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources, mounts }), {
      rule: 'mount/illegal-path',
      path: 'shop/worker',
      message: `'${path}' cannot be mounted.`,
      want: "an absolute path without ':'",
      fix: `Mount it at '${better}'.`,
      line: "new Worker(stack, 'worker'",
    });
  });

  it('fails when one is mounted where a claim is', () => {
    const claims = { data: { size: '1Gi', mountPath: '/data' } };
    const mounts = { '/data': emptyDir() };
    expectMistake((stack) => new StatefulSet(stack, 'db', { image, resources, ports: { db: 5432 }, claims, mounts }), {
      rule: 'mount/path-twice',
      path: 'shop/db',
      message: "Two volumes are mounted at '/data'.",
      want: 'each path once in a container',
      fix: 'Mount one of them elsewhere.',
      line: "new StatefulSet(stack, 'db'",
    });
  });
});
