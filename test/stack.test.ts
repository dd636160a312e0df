import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import {
  App,
  KubeObject,
  override,
  Stack,
  acknowledge,
  SynthesisError,
  type Finding,
  type StackProps,
  synthesize,
} from 'stackwright';
import { filesIn, manifestsIn, temporaryFolder } from './support/folder';
import { app, parse, plainApp, synth, the, titles } from './support/objects';

/** A stack with one ConfigMap. */
function filledStack(scope: cdk8s.App | cdk8s.Chart, id: string, props: StackProps = {}): Stack {
  const stack = new Stack(scope, id, props);
  addConfigMap(stack, 'settings');
  return stack;
}

function addConfigMap(scope: cdk8s.Chart, id: string, name?: string): KubeObject<'ConfigMap'> {
  return new KubeObject(scope, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: name === undefined ? {} : { name },
  });
}

/** What an attempt is refused for. */
function findingsOf(attempt: () => void): readonly Finding[] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof SynthesisError) return error.findings;
    throw error;
  }
  return [];
}

describe('App', () => {
  test('synth writes one file for each stack', () => {
    const root = app();
    filledStack(root, 'shop');
    filledStack(root, 'billing', { namespace: 'billing' });
    root.synth();
    expect(manifestsIn(root.outdir)).toEqual(['billing.k8s.yaml', 'shop.k8s.yaml']);
  });

  test('a file holds the objects of its stack in the order in which they are created', () => {
    const root = app();
    filledStack(root, 'shop', { namespace: 'shop' });
    filledStack(root, 'billing');
    root.synth();
    expect(titles(parse(filesIn(root.outdir)['shop.k8s.yaml'] ?? ''))).toEqual([
      'Namespace shop',
      'ConfigMap settings',
    ]);
  });

  test('a stack without objects has no file', () => {
    const root = app();
    new Stack(root, 'empty');
    filledStack(root, 'shop');
    root.synth();
    expect(manifestsIn(root.outdir)).toEqual(['shop.k8s.yaml']);
  });

  test('an app without stacks writes no manifest', () => {
    const root = app();
    root.synth();
    expect(manifestsIn(root.outdir)).toEqual([]);
  });

  test('outputFileExtension ends the names of the files', () => {
    const root = app({ outputFileExtension: '.yml' });
    filledStack(root, 'shop');
    root.synth();
    expect(Object.keys(filesIn(root.outdir))).toContain('shop.yml');
  });

  test('synth makes the folder', () => {
    const root = app({ outdir: join(temporaryFolder(), 'a', 'b') });
    filledStack(root, 'shop');
    root.synth();
    expect(manifestsIn(root.outdir)).toEqual(['shop.k8s.yaml']);
  });

  test('synthYaml gives the objects of all stacks in one order', () => {
    const root = app();
    filledStack(root, 'shop', { namespace: 'shop' });
    filledStack(root, 'billing', { namespace: 'billing' });
    expect(titles(parse(root.synthYaml()))).toEqual([
      'Namespace billing',
      'Namespace shop',
      'ConfigMap settings',
      'ConfigMap settings',
    ]);
  });

  test('synthYaml writes nothing', () => {
    const root = app({ outdir: join(temporaryFolder(), 'not-there') });
    filledStack(root, 'shop');
    root.synthYaml();
    expect(existsSync(root.outdir)).toBe(false);
  });

  test('a second synth of one app gives the same bytes', () => {
    const root = app();
    filledStack(root, 'shop', { namespace: 'shop' });
    root.synth();
    const first = filesIn(root.outdir);
    root.synth();
    expect(filesIn(root.outdir)).toEqual(first);
  });

  test('what is added after a synth is in the next one', () => {
    const root = app();
    const stack = filledStack(root, 'shop');
    root.synth();
    addConfigMap(stack, 'more');
    root.synth();
    expect(filesIn(root.outdir)['shop.k8s.yaml']).toContain('name: more');
  });

  describe('the output folder', () => {
    const { CDK8S_OUTDIR } = process.env;
    afterEach(() => {
      delete process.env['CDK8S_OUTDIR'];
      if (CDK8S_OUTDIR !== undefined) process.env['CDK8S_OUTDIR'] = CDK8S_OUTDIR;
    });

    test('is dist', () => {
      delete process.env['CDK8S_OUTDIR'];
      expect(new App().outdir).toBe('dist');
    });

    test('is the one of CDK8S_OUTDIR, as cdk8s synth sets it', () => {
      const folder = temporaryFolder();
      process.env['CDK8S_OUTDIR'] = folder;
      const root = new App();
      filledStack(root, 'shop');
      root.synth();
      expect(manifestsIn(folder)).toEqual(['shop.k8s.yaml']);
    });

    test('is outdir, whatever CDK8S_OUTDIR says', () => {
      process.env['CDK8S_OUTDIR'] = temporaryFolder();
      expect(new App({ outdir: 'elsewhere' }).outdir).toBe('elsewhere');
    });
  });

  describe('what was in the folder before', () => {
    /** A run of a program with the given stacks, as if it were a process of its own. */
    async function programRun(folder: string, program: string, stacks: readonly string[]): Promise<void> {
      const [node = '', previous = ''] = process.argv;
      process.argv = [node, program];
      try {
        await jest.isolateModulesAsync(async () => {
          const fresh = await import('stackwright');
          const root = new fresh.App({ outdir: folder });
          for (const id of stacks) {
            new fresh.KubeObject(new fresh.Stack(root, id), 'settings', {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              metadata: { name: id },
            });
          }
          root.synth();
        });
      } finally {
        process.argv = [node, previous];
      }
    }

    test('goes when it is the file of a stack that the program no longer has', async () => {
      const folder = temporaryFolder();
      await programRun(folder, 'stacks/kubernetes.ts', ['shop', 'billing']);
      await programRun(folder, 'stacks/kubernetes.ts', ['shop']);
      expect(manifestsIn(folder)).toEqual(['shop.k8s.yaml']);
    });

    test('stays when somebody else put it there', async () => {
      const folder = temporaryFolder();
      await programRun(folder, 'stacks/kubernetes.ts', ['shop', 'billing']);
      writeFileSync(join(folder, 'by-hand.k8s.yaml'), 'kind: List\n');
      mkdirSync(join(folder, 'overlay'));
      writeFileSync(join(folder, 'overlay', 'billing.k8s.yaml'), 'kind: List\n');
      await programRun(folder, 'stacks/kubernetes.ts', ['shop']);
      expect(manifestsIn(folder)).toEqual(['by-hand.k8s.yaml', 'overlay/billing.k8s.yaml', 'shop.k8s.yaml']);
    });

    test('stays when another program wrote it', async () => {
      const folder = temporaryFolder();
      await programRun(folder, 'stacks/kubernetes.ts', ['shop']);
      await programRun(folder, 'stacks/tools.ts', ['monitoring']);
      await programRun(folder, 'stacks/kubernetes.ts', ['store']);
      expect(manifestsIn(folder)).toEqual(['monitoring.k8s.yaml', 'store.k8s.yaml']);
    });

    test('stays when another program writes it too', async () => {
      const folder = temporaryFolder();
      await programRun(folder, 'stacks/kubernetes.ts', ['shop', 'billing']);
      await programRun(folder, 'stacks/tools.ts', ['billing']);
      await programRun(folder, 'stacks/kubernetes.ts', ['shop']);
      expect(manifestsIn(folder)).toEqual(['billing.k8s.yaml', 'shop.k8s.yaml']);
    });

    test('stays when another app of the same program has just written it', () => {
      const folder = temporaryFolder();
      for (const id of ['shop', 'billing']) {
        const root = app({ outdir: folder });
        filledStack(root, id);
        root.synth();
      }
      expect(manifestsIn(folder)).toEqual(['billing.k8s.yaml', 'shop.k8s.yaml']);
    });
  });

  describe('with a mistake in the tree', () => {
    /** Two ConfigMaps of one name. */
    function mistaken(root: cdk8s.App, id: string): Stack {
      const stack = filledStack(root, id, { namespace: id });
      addConfigMap(stack, 'again', 'settings');
      return stack;
    }

    test('fails when one object is illegal, with every mistake of every stack', () => {
      const root = app();
      mistaken(root, 'one');
      mistaken(root, 'two');
      expect(() => root.synth()).toThrow(SynthesisError);
      expect(() => root.synth()).toThrow(/^2 errors[^\n]*: nothing was written[^]*one\/again[^]*two\/again/);
    });

    test('warnings and what is acknowledged are told once on stderr, and the files are written', () => {
      const root = app();
      const shop = filledStack(root, 'shop');
      addConfigMap(shop, 'web', 'Web');
      acknowledge(shop, { rule: 'name/illegal', reason: 'An old cluster.', object: 'ConfigMap Web' });
      acknowledge(shop, { rule: 'name/duplicate', reason: 'None.' });
      const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
      try {
        root.synth();
        const text = write.mock.calls.map(([chunk]) => String(chunk)).join('');

        expect(text).toMatch(/^1 warning, 1 acknowledged\n\n/);
        expect(text.match(/warning {2}acknowledgement\/unused/g)).toHaveLength(1);
        expect(text).toContain('acknowledged\n  name/illegal  An old cluster.\n    ConfigMap Web\n');
      } finally {
        write.mockRestore();
      }
      expect(manifestsIn(root.outdir)).toEqual(['shop.k8s.yaml']);
    });

    test('the error holds the findings as data', () => {
      const root = app();
      mistaken(root, 'one');
      expect(findingsOf(() => root.synth())).toEqual([
        expect.objectContaining({ rule: 'name/duplicate', path: 'one/again' }),
      ]);
    });

    test('fails when one stack of several has a mistake, and leaves every file as it was', () => {
      const folder = temporaryFolder();
      const good = app({ outdir: folder });
      filledStack(good, 'fine', { namespace: 'fine' });
      filledStack(good, 'old', { namespace: 'old' });
      good.synth();
      const before = filesIn(folder);
      const bad = app({ outdir: folder });
      filledStack(bad, 'fine', { namespace: 'fine', labels: { changed: 'yes' } });
      mistaken(bad, 'broken');
      expect(() => bad.synth()).toThrow(SynthesisError);
      expect(filesIn(folder)).toEqual(before);
    });

    test('fails when there is a mistake before the first output, and makes no folder', () => {
      const root = app({ outdir: join(temporaryFolder(), 'not-there') });
      mistaken(root, 'shop');
      expect(() => root.synth()).toThrow(SynthesisError);
      expect(existsSync(root.outdir)).toBe(false);
    });

    test('fails when synthYaml is asked for a tree with a mistake', () => {
      const root = app();
      mistaken(root, 'shop');
      expect(() => root.synthYaml()).toThrow(SynthesisError);
    });

    test('fails when a construct says of itself that it is invalid', () => {
      const root = app();
      filledStack(root, 'shop').node.addValidation({ validate: () => ['the moon is full'] });
      expect(() => root.synth()).toThrow(/shop\n {2}error {2}construct\/invalid\n {4}the moon is full/);
    });
  });

  describe('construct-metadata.json', () => {
    afterEach(() => {
      delete process.env['CDK8S_RECORD_CONSTRUCT_METADATA'];
    });

    test('says which construct made an object, where the program asks for it', () => {
      const root = app({ recordConstructMetadata: true });
      filledStack(root, 'shop');
      root.synth();
      const text = filesIn(root.outdir)['construct-metadata.json'] ?? '';
      expect(JSON.parse(text)).toEqual({ version: '1.0.0', resources: { settings: { path: 'shop/settings' } } });
    });

    test('is written where CDK8S_RECORD_CONSTRUCT_METADATA is true, as cdk8s synth --validate sets it', () => {
      process.env['CDK8S_RECORD_CONSTRUCT_METADATA'] = 'true';
      const root = app();
      filledStack(root, 'shop');
      root.synth();
      expect(Object.keys(filesIn(root.outdir))).toContain('construct-metadata.json');
    });

    test('is not written where nobody asks for it', () => {
      const root = app();
      filledStack(root, 'shop');
      root.synth();
      expect(Object.keys(filesIn(root.outdir))).not.toContain('construct-metadata.json');
    });

    test('is not written where the program says no, whatever the environment says', () => {
      process.env['CDK8S_RECORD_CONSTRUCT_METADATA'] = 'true';
      const root = app({ recordConstructMetadata: false });
      filledStack(root, 'shop');
      root.synth();
      expect(Object.keys(filesIn(root.outdir))).not.toContain('construct-metadata.json');
    });
  });

  describe('charts in charts', () => {
    test('a nested stack has a file of its own, named after its path', () => {
      const root = app();
      const outer = filledStack(root, 'outer');
      addConfigMap(new Stack(outer, 'inner'), 'nested');
      root.synth();
      expect(manifestsIn(root.outdir)).toEqual(['outer-inner.k8s.yaml', 'outer.k8s.yaml']);
      expect(titles(parse(filesIn(root.outdir)['outer.k8s.yaml'] ?? ''))).toEqual(['ConfigMap settings']);
    });

    test('fails when two stacks would be one file', () => {
      const root = app();
      addConfigMap(new Stack(filledStack(root, 'shop', { namespace: 'shop' }), 'eu'), 'nested');
      filledStack(root, 'shop-eu');
      filledStack(root, 'Shop', { namespace: 'capital' });
      expect(findingsOf(() => root.synth())).toEqual([
        expect.objectContaining({
          rule: 'stack/same-file',
          path: 'shop',
          message: "The stack 'shop' would be written to 'shop.k8s.yaml', the file of the stack 'Shop'.",
        }),
        expect.objectContaining({ rule: 'stack/same-file', path: 'shop/eu' }),
      ]);
      expect(manifestsIn(root.outdir)).toEqual([]);
    });

    test('a nested stack has its own namespace', () => {
      const outer = filledStack(app(), 'outer', { namespace: 'outside' });
      const inner = filledStack(outer, 'inner', { namespace: 'inside' });
      expect(the('ConfigMap settings', synth(inner))).toMatchObject({ metadata: { namespace: 'inside' } });
    });

    test('a chart of cdk8s has a file like a stack', () => {
      const root = app();
      filledStack(root, 'shop');
      addConfigMap(new cdk8s.Chart(root, 'plain'), 'settings');
      root.synth();
      expect(manifestsIn(root.outdir)).toEqual(['plain.k8s.yaml', 'shop.k8s.yaml']);
    });

    test('a chart of cdk8s keeps its own way of naming', () => {
      const root = app();
      addConfigMap(new cdk8s.Chart(root, 'plain'), 'settings');
      expect(titles(parse(root.synthYaml()))).toEqual([
        expect.stringMatching(/^ConfigMap plain-settings-[0-9a-f]{8}$/),
      ]);
    });

    test('in a chart of cdk8s too, cluster-scoped objects have no namespace', () => {
      const root = app();
      const chart = new cdk8s.Chart(root, 'plain', { namespace: 'shop' });
      new KubeObject(chart, 'role', {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'reader' },
      });
      expect(the('ClusterRole reader', parse(root.synthYaml()))['metadata']).toEqual({ name: 'reader' });
    });

    test('an override on a chart of cdk8s changes its objects', () => {
      const root = app();
      const chart = new cdk8s.Chart(root, 'plain');
      addConfigMap(chart, 'settings', 'settings');
      override(chart, { kind: 'ConfigMap', merge: { immutable: true } });
      expect(parse(root.synthYaml())).toEqual([expect.objectContaining({ immutable: true })]);
    });
  });
});

describe('Stack', () => {
  test('its namespace is part of it, and enforces the Pod Security Standard restricted', () => {
    const stack = filledStack(app(), 'shop', { namespace: 'store' });
    expect(the('Namespace store', synth(stack))).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'store',
        labels: {
          'app.kubernetes.io/managed-by': 'stackwright',
          'pod-security.kubernetes.io/enforce': 'restricted',
        },
      },
    });
  });

  test('podSecurity is what its namespace enforces', () => {
    const stack = filledStack(app(), 'agents', { namespace: 'agents', podSecurity: 'privileged' });
    expect(the('Namespace agents', synth(stack))).toMatchObject({
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
    });
  });

  test('createNamespace false leaves the Namespace to others', () => {
    const stack = filledStack(app(), 'shop', { namespace: 'store', createNamespace: false });
    expect(titles(synth(stack))).toEqual(['ConfigMap settings']);
  });

  test.each(['default', 'kube-system', 'kube-public', 'kube-node-lease'])(
    'the namespace %s is in every cluster and is not made',
    (namespace) => {
      expect(titles(synth(filledStack(app(), 'shop', { namespace })))).toEqual(['ConfigMap settings']);
    },
  );

  test('without a namespace its objects have none', () => {
    expect(synth(filledStack(app(), 'shop'))).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } },
    ]);
  });

  test('a Namespace that the program declares takes the place of the one that the stack makes', () => {
    const stack = filledStack(app(), 'shop', { namespace: 'store' });
    new KubeObject(stack, 'own', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'store', labels: { team: 'checkout' } },
    });
    expect(the('Namespace store', synth(stack))['metadata']).toEqual({ name: 'store', labels: { team: 'checkout' } });
  });

  test('stacks share a namespace that one of them makes', () => {
    const root = app();
    filledStack(root, 'one', { namespace: 'store' });
    addConfigMap(new Stack(root, 'two', { namespace: 'store', createNamespace: false }), 'more');
    expect(titles(parse(root.synthYaml()))).toEqual(['Namespace store', 'ConfigMap more', 'ConfigMap settings']);
  });

  test('labels are on every object of the stack', () => {
    const stack = filledStack(app(), 'shop', { namespace: 'store', labels: { team: 'checkout' } });
    expect(synth(stack)).toEqual([
      expect.objectContaining({
        metadata: expect.objectContaining({
          labels: expect.objectContaining({ team: 'checkout' }) as unknown,
        }) as unknown,
      }),
      expect.objectContaining({
        metadata: expect.objectContaining({ labels: { team: 'checkout' } }) as unknown,
      }),
    ]);
  });

  test('an object that says otherwise wins over the labels of the stack', () => {
    const stack = new Stack(app(), 'shop', { labels: { team: 'checkout' } });
    new KubeObject(stack, 'settings', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { labels: { team: 'search' } },
    });
    expect(synth(stack)).toEqual([
      expect.objectContaining({ metadata: { name: 'settings', labels: { team: 'search' } } }),
    ]);
  });

  test('fails when its namespace is illegal, once, whatever is in it', () => {
    const root = app();
    const stack = filledStack(root, 'shop', { namespace: 'The Shop' });
    addConfigMap(stack, 'more');
    expect(findingsOf(() => root.synth())).toEqual([
      expect.objectContaining({
        rule: 'name/illegal',
        path: 'shop',
        message: "'The Shop' cannot name a Namespace.",
        fix: "Pass another name, for instance 'the-shop'.",
      }),
    ]);
  });

  test('fails when two stacks make one namespace, which would move when a stack comes or goes', () => {
    const root = app();
    new Stack(root, 'a', { namespace: 'store' });
    new Stack(root, 'b', { namespace: 'store' });
    expect(synthesize(root).findings).toMatchObject([{ rule: 'name/duplicate', object: 'Namespace store' }]);
  });

  test('fails once for a label that no object could have', () => {
    const root = app();
    const stack = new Stack(root, 'shop', { labels: { team: 'a b', area: 'eu' } });
    addConfigMap(stack, 'one');
    addConfigMap(stack, 'two');
    expect(synthesize(root).findings).toMatchObject([{ rule: 'label/illegal', path: 'shop' }]);
  });

  describe('Testing.synth of cdk8s', () => {
    test('gives the objects of the stack, ordered, with the overrides', () => {
      const root = app();
      const stack = filledStack(root, 'shop', { namespace: 'store' });
      filledStack(root, 'other');
      override(stack, { kind: 'ConfigMap', merge: { data: { COLOR: 'red' } } });
      expect(synth(stack)).toEqual([
        expect.objectContaining({ kind: 'Namespace' }),
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'settings', namespace: 'store' },
          data: { COLOR: 'red' },
        },
      ]);
    });

    test('gives nothing of nested stacks', () => {
      const stack = filledStack(app(), 'outer');
      addConfigMap(new Stack(stack, 'inner'), 'nested');
      expect(titles(synth(stack))).toEqual(['ConfigMap settings']);
    });

    test('is not disturbed by mistakes in other stacks', () => {
      const root = app();
      const stack = filledStack(root, 'shop');
      // The path of the other stack starts like this one's.
      addConfigMap(filledStack(root, 'shop-2'), 'again', 'settings');
      expect(titles(synth(stack))).toEqual(['ConfigMap settings']);
    });

    test('fails when the stack has a mistake', () => {
      const stack = filledStack(app(), 'shop');
      addConfigMap(stack, 'again', 'settings');
      expect(() => synth(stack)).toThrow(SynthesisError);
    });

    test('fails when the app that it is part of has a mistake', () => {
      const root = app();
      const stack = filledStack(root, 'shop');
      override(root, { kind: 'Job', merge: {} });
      expect(() => synth(stack)).toThrow(/\(app\)[^\n]*\n {2}error {2}override\/no-target/);
    });

    test('fails when the stack itself says that it is invalid', () => {
      const stack = filledStack(app(), 'shop');
      stack.node.addValidation({ validate: () => ['the moon is full'] });
      expect(() => synth(stack)).toThrow(SynthesisError);
    });
  });

  describe('in an app of cdk8s', () => {
    test('is written like in ours, without hashes in names, ordered', () => {
      const root = plainApp();
      filledStack(root, 'shop', { namespace: 'store' });
      root.synth();
      expect(titles(parse(filesIn(root.outdir)['shop.k8s.yaml'] ?? ''))).toEqual([
        'Namespace store',
        'ConfigMap settings',
      ]);
    });

    test('Testing.synth gives its objects', () => {
      expect(titles(synth(filledStack(plainApp(), 'shop', { namespace: 'store' })))).toEqual([
        'Namespace store',
        'ConfigMap settings',
      ]);
    });

    test('fails when a stack has a mistake', () => {
      const root = plainApp();
      addConfigMap(filledStack(root, 'shop'), 'again', 'settings');
      expect(() => root.synth()).toThrow(SynthesisError);
    });

    test('a stack and a chart of cdk8s live side by side', () => {
      const root = plainApp();
      filledStack(root, 'shop');
      addConfigMap(new cdk8s.Chart(root, 'plain'), 'settings');
      root.synth();
      expect(manifestsIn(root.outdir)).toEqual(['plain.k8s.yaml', 'shop.k8s.yaml']);
    });

    // cdk8s makes a chart depend on the charts in it, and leaves that in the tree.
    test('a chart in a stack does not turn the order around', () => {
      const root = plainApp();
      const outer = filledStack(root, 'outer', { namespace: 'store' });
      addConfigMap(new Stack(outer, 'inner', { namespace: 'store', createNamespace: false }), 'nested');
      root.synth();
      expect(titles(parse(Object.values(filesIn(root.outdir)).join('---\n')))).toEqual(
        expect.arrayContaining(['Namespace store', 'ConfigMap settings', 'ConfigMap nested']),
      );
    });
  });
});
