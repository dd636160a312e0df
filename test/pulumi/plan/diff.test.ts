import fc from 'fast-check';
import type { Json } from '../../../lib/manifest/json';
import { diffOf, type Change } from '../../../lib/pulumi/plan/diff/diff';
import { diffFindings } from '../../../lib/pulumi/plan/diff/findings';
import { changesOf } from '../../../lib/pulumi/plan/diff/values';
import { SECRET, UNKNOWN, type PlannedResource } from '../../../lib/pulumi/plan/plan';
import { contains, parsePropertyPath, propertyPathText, touches } from '../../../lib/pulumi/plan/property-path';
import { component, planOf, resource, verbs } from './diff-plans';

const VPC = 'aws:ec2/vpc:Vpc';
const SUBNET = 'aws:ec2/subnet:Subnet';
const DATABASE = 'aws:rds/instance:Instance';
const CONFIG_MAP = 'kubernetes:core/v1:ConfigMap';

function diff(before: readonly PlannedResource[], after: readonly PlannedResource[]): readonly Change[] {
  return diffOf(planOf(before), planOf(after));
}

/** The one change from one resource to another. */
function change(before: PlannedResource, after: PlannedResource): Change {
  const [only, ...others] = diff([before], [after]);
  if (!only || others.length > 0) throw new Error('This is not one change.');
  return only;
}

/** The paths that change, with `?` where they only may. */
function paths({ inputs }: Change): readonly string[] {
  return inputs.map(({ path, isCertain }) => `${propertyPathText(path)}${isCertain ? '' : '?'}`);
}

describe('a diff of two plans', () => {
  test('tells what comes, changes, goes and stays, deletions last and backwards', () => {
    const before = [
      resource(VPC, 'net', { inputs: { cidrBlock: '10.0.0.0/16' } }),
      resource(DATABASE, 'db', { inputs: { instanceClass: 'db.t4g.micro', tags: { team: 'a' } } }),
      resource(CONFIG_MAP, 'old'),
      resource(CONFIG_MAP, 'older'),
    ];
    const after = [
      resource(VPC, 'net', { inputs: { cidrBlock: '10.0.0.0/16' } }),
      resource(CONFIG_MAP, 'new'),
      resource(DATABASE, 'db', { inputs: { instanceClass: 'db.t4g.small', tags: { team: 'a' } } }),
    ];
    const changes = diff(before, after);

    expect(verbs(changes)).toEqual(['same net', 'create new', 'update db', 'delete older', 'delete old']);
    expect(changes[2]?.inputs).toEqual([
      { path: ['instanceClass'], before: 'db.t4g.micro', after: 'db.t4g.small', isCertain: true },
    ]);
  });

  test('passes over what is only read, and deletes what was managed and is only read now', () => {
    const owned = resource(VPC, 'net');
    const read = resource(VPC, 'net', { read: true });

    expect(verbs(diff([read], []))).toEqual([]);
    expect(verbs(diff([owned], [read]))).toEqual(['delete net']);
    expect(verbs(diff([read], [owned]))).toEqual(['create net']);
  });

  test('knows that a key of the same name as a property of every object is none', () => {
    expect(
      verbs(
        diff(
          [resource(CONFIG_MAP, 'a', { inputs: { data: {} } })],
          [resource(CONFIG_MAP, 'a', { inputs: { data: { toString: 'x' } } })],
        ),
      ),
    ).toEqual(['replace a']);
  });

  test('of a plan with itself has no change', () => {
    const value = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof(
        fc.string(),
        fc.constant(UNKNOWN),
        fc.constant(SECRET),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('name', 'key', 'a', '__proto__'), tie('json'), { maxKeys: 3 }),
      ),
    })).json;
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (inputs) => {
        const [was, is] = [inputs, structuredClone(inputs)].map((each) => resource('x:y:Z', 'a', { inputs: each }));
        expect(diff([was!], [is!]).map(({ kind }) => kind)).toEqual(['same']);
      }),
    );
  });
});

describe('who a resource was', () => {
  test('is told by the URN or the type in an alias', () => {
    const was = resource('kubernetes:extensions/v1beta1:Ingress', 'web');
    const type = 'kubernetes:networking.k8s.io/v1:Ingress';

    expect(verbs(diff([was], [resource(type, 'web', { aliases: [was.urn] })]))).toEqual(['same web']);
    expect(verbs(diff([was], [resource(type, 'web', { aliases: [was.type] })]))).toEqual(['same web']);
    expect(verbs(diff([was], [resource(type, 'web')]))).toEqual(['create web', 'delete web']);
  });

  test('follows from the aliases of the component that it is in, whose name it may begin with', () => {
    const [old, today] = [component('store'), component('shop')];
    const moved = { ...today, aliases: [old.urn] };
    const was = resource(VPC, 'store-net', { parent: old.urn });

    expect(verbs(diff([old, was], [moved, resource(VPC, 'shop-net', { parent: today.urn })]))).toEqual([
      'same shop',
      'same shop-net',
    ]);
  });

  test('is told as an option that changed', () => {
    const was = resource(VPC, 'net');

    expect(change(was, resource(VPC, 'network', { aliases: [was.urn] })).options).toEqual([
      { option: 'name', before: 'net', after: 'network' },
    ]);
  });

  test('is not somebody who is still there', () => {
    const [one, two] = [resource(VPC, 'one'), resource(VPC, 'two')];

    expect(verbs(diff([one], [one, { ...two, aliases: [one.urn] }]))).toEqual(['same one', 'create two']);
    expect(verbs(diff([one], [{ ...two, aliases: [one.urn] }, one]))).toEqual(['create two', 'same one']);
  });

  test('is asked for where something goes and comes under one name', () => {
    const shop = component('shop');
    const was = resource(VPC, 'net');
    const changes = diff([was, shop], [shop, resource(VPC, 'net', { parent: shop.urn })]);

    expect(diffFindings(changes)).toMatchObject([{ rule: 'diff/moved', severity: 'warning' }]);
    expect(diffFindings(changes)[0]?.fix).toContain(was.urn);
  });
});

describe('inputs', () => {
  test('are compared as deep as both have the same form', () => {
    const before = resource(CONFIG_MAP, 'a', { inputs: { spec: { a: 1, b: { c: [1, 2] }, gone: 1 } } });
    const after = resource(CONFIG_MAP, 'a', { inputs: { spec: { a: '1', b: { c: [1, 3] }, 'new.one': 1 } } });

    expect(paths(change(before, after))).toEqual(['spec.a', 'spec.b.c', 'spec.gone', 'spec["new.one"]']);
  });

  test('with names are compared by them, wherever they stand; their order counts', () => {
    const a = { name: 'a', value: '1' };
    const b = { name: 'b', value: '2' };

    expect(changesOf([a, b], [{ name: 'c', value: '3' }, a, { ...b, value: '4' }]).map(({ path }) => path)).toEqual([
      [2, 'value'],
      [0],
    ]);
    expect(changesOf([a, b], [b, a])).toHaveLength(1);
  });

  test.each([
    ['becomes known', UNKNOWN, 'x', ['v?']],
    ['is not known any more', 'x', UNKNOWN, ['v?']],
    ['stays unknown', UNKNOWN, UNKNOWN, []],
    ['becomes secret', 'x', SECRET, ['v?']],
    ['stays secret', SECRET, SECRET, []],
    ['is unknown in a list', ['x', 'y'], ['x', UNKNOWN], ['v?']],
    ['is unknown in a list beside another change', ['x', 'y'], ['z', UNKNOWN], ['v']],
  ] as const)('that a value %s is a change as far as that can be told', (_what, before, after, expected) => {
    const [was, is] = [before, after].map((v) => resource('x:y:Z', 'a', { inputs: { v } }));

    expect(paths(change(was!, is!))).toEqual(expected);
  });

  test('that are secret in both are counted, as nobody can compare them', () => {
    const db = resource(DATABASE, 'db', { inputs: { password: SECRET, tags: { a: SECRET } } });

    expect(change(db, { ...db, inputs: { ...db.inputs, password: 'x' } }).secrets).toBe(1);
  });

  test('are left out where ignoreChanges names them or what they are in', () => {
    const before = resource('x:y:Z', 'a', { inputs: { tags: { 'a.b': 1, c: 1 }, list: [{ size: 1 }], spec: 1 } });
    const changed = { tags: { 'a.b': 2, c: 2 }, list: [{ size: 2 }], spec: 2 };
    const left = (...ignoreChanges: readonly string[]) =>
      paths(change(before, { ...before, inputs: changed, ignoreChanges }));

    expect(left('tags["a.b"]', 'list[*].size')).toEqual(['tags.c', 'spec']);
    expect(left('tags', 'list[0]')).toEqual(['spec']);
    expect(left('*')).toEqual([]);
    expect(left('ta', 'spec.x')).toEqual(['tags["a.b"]', 'tags.c', 'list[0].size', 'spec']);
  });
});

describe('property paths', () => {
  test.each([
    ['spec.template.*', ['spec', 'template', '*']],
    ['a[*].b', ['a', '*', 'b']],
    ['["x.y"]', ['x.y']],
    ['a["b\\"c"][10].d', ['a', 'b"c', 10, 'd']],
    ['', []],
  ])('%j are read as Pulumi does', (text, steps) => {
    expect(parsePropertyPath(text)).toEqual(steps);
  });

  test.each(['a..b', 'a[', 'a["b]', 'a[x]'])('%j is none', (text) => {
    expect(parsePropertyPath(text)).toBeUndefined();
  });

  test('that are written can be read, whatever the keys', () => {
    const step = fc.oneof(
      fc.nat(),
      fc.string({ unit: 'binary' }).filter((key) => key !== '*'),
    );
    fc.assert(
      fc.property(fc.array(step), (path) => {
        expect(parsePropertyPath(propertyPathText(path))).toEqual(path);
      }),
    );
  });

  test('contain what is at them and below, and touch what has something at them', () => {
    const path = parsePropertyPath('spec.*.app') ?? [];

    expect(contains(path, ['spec', 'labels', 'app', 'x'])).toBe(true);
    expect(contains(path, ['spec', 'labels'])).toBe(false);
    expect(touches(path, ['spec'], [undefined, { labels: { app: 1 } }])).toBe(true);
    expect(touches(path, ['spec'], [undefined, { labels: { team: 1 } }])).toBe(false);
    expect(touches(path, ['status'], [{ labels: { app: 1 } }])).toBe(false);
  });
});

describe('a replacement', () => {
  const subnet = (cidrBlock: string, given: Partial<PlannedResource> = {}) =>
    resource(SUBNET, 'a', { inputs: { cidrBlock, tags: { a: cidrBlock } }, ...given });

  test('is told with the field that forces it', () => {
    expect(change(subnet('10.0.0.0/24'), subnet('10.0.1.0/24'))).toMatchObject({
      kind: 'replace',
      isCertain: true,
      forcedBy: ['cidrBlock'],
      deletesFirst: false,
    });
  });

  test('is also what replaceOnChanges and the documentation of the SDK say', () => {
    const before = resource('x:y:Z', 'a', { inputs: { spec: { b: [{ size: 1 }] } } });
    const after = resource('x:y:Z', 'a', { inputs: { spec: { b: [{ size: 2 }] } } });
    const declared = (type: string) => (type === 'x:y:Z' ? ['spec'] : []);

    expect(change(before, after).kind).toBe('update');
    expect(change(before, { ...after, replaceOnChanges: ['spec.b[*].size'] }).forcedBy).toEqual(['spec.b[0].size']);
    expect(verbs(diffOf(planOf([before]), planOf([after]), { declared }))).toEqual(['replace a']);
  });

  test('is none where the field is one of ignoreChanges', () => {
    expect(change(subnet('10.0.0.0/24'), subnet('10.0.1.0/24', { ignoreChanges: ['cidrBlock'] })).kind).toBe('update');
  });

  test('may be one where the field is not known', () => {
    const known = resource(SUBNET, 'a', { inputs: { cidrBlock: '10.0.0.0/24' } });
    const unknown = resource(SUBNET, 'a', { inputs: { cidrBlock: UNKNOWN } });
    expect(verbs(diff([known], [unknown]))).toEqual(['replace? a']);
  });

  test('of something reaches what takes a value of it that is not known, and on from there', () => {
    const vpc = (cidrBlock: string) => resource(VPC, 'net', { inputs: { cidrBlock } });
    const { urn } = vpc('');
    const inNet = resource(SUBNET, 'a', {
      inputs: { vpcId: UNKNOWN, cidrBlock: '10.0.0.0/24' },
      propertyDependencies: { vpcId: [urn] },
    });
    const group = resource('aws:rds/subnetGroup:SubnetGroup', 'group', {
      inputs: { subnetIds: [UNKNOWN, 'subnet-1'], name: 'db' },
      propertyDependencies: { subnetIds: [inNet.urn] },
    });
    const beside = resource(VPC, 'beside', { dependencies: [urn] });
    const changes = diff([vpc('10.0.0.0/16'), inNet, group, beside], [vpc('10.1.0.0/16'), inNet, group, beside]);

    expect(verbs(changes)).toEqual(['replace net', 'replace? a', 'update? group', 'same beside']);
    expect(changes[1]).toMatchObject({ forcedBy: ['vpcId'], inputs: [{ path: ['vpcId'], from: [urn] }] });
    expect(changes[2]?.inputs).toMatchObject([{ path: ['subnetIds', 0], from: [inNet.urn] }]);
  });

  test('of something does not reach what ignoreChanges names, nor is told of what is known to change', () => {
    const vpc = (cidrBlock: string) => resource(VPC, 'net', { inputs: { cidrBlock } });
    const taker = (a: string, ignoreChanges: readonly string[]) =>
      resource('x:y:Z', 'taker', {
        inputs: { data: { a, b: UNKNOWN, c: UNKNOWN }, d: a === '1' ? '1' : UNKNOWN },
        propertyDependencies: { data: [vpc('').urn], d: [vpc('').urn] },
        ignoreChanges,
      });
    const [, changed] = diff([vpc('1'), taker('1', [])], [vpc('2'), taker('2', ['data.b'])]);

    expect(changed && paths(changed)).toEqual(['data.a', 'd?', 'data.c?']);
  });

  test('of a value that comes from another resource than before may be needed', () => {
    const [one, two] = [resource(VPC, 'one'), resource(VPC, 'two')];
    const of = (vpc: PlannedResource) =>
      resource(SUBNET, 'a', { inputs: { vpcId: UNKNOWN }, propertyDependencies: { vpcId: [vpc.urn] } });

    expect(verbs(diff([one, two, of(one)], [one, two, of(two)]))).toEqual(['same one', 'same two', 'replace? a']);
    expect(verbs(diff([one, of(one)], [{ ...one, ...renamed(one) }, of(renamed(one))]))).toEqual([
      'same uno',
      'same a',
    ]);
  });

  const renamed = (was: PlannedResource) => resource(VPC, 'uno', { aliases: [was.urn] });

  test('of a provider replaces all that it manages', () => {
    const provider = (clusterIdentifier: string, kubeconfig = 'a') =>
      resource('pulumi:providers:kubernetes', 'eks', { inputs: { clusterIdentifier, kubeconfig } });
    const web = resource(CONFIG_MAP, 'web', {
      provider: provider('').urn,
      inputs: { metadata: { name: 'web', namespace: 'shop' } },
    });

    expect(verbs(diff([provider('dev'), web], [provider('dev', 'b'), web]))).toEqual(['update eks', 'same web']);
    const changes = diff([provider('dev'), web], [provider('prod'), web]);
    expect(verbs(changes)).toEqual(['replace eks', 'replace web']);
    expect(changes[1]).toMatchObject({ forcedBy: ['provider'], deletesFirst: false });
  });

  test('of the provider that manages something replaces it, unless it is the same one under another name', () => {
    const provider = (name: string, aliases: readonly string[] = []) =>
      resource('pulumi:providers:kubernetes', name, { aliases });
    const web = (named?: PlannedResource) => resource(CONFIG_MAP, 'web', { provider: named?.urn });
    const [a, b] = [provider('a'), provider('b')];
    const renamed = provider('c', [a.urn]);

    for (const [before, after] of [
      [a, b],
      [undefined, a],
      [a, undefined],
    ] as const) {
      const change = diff([a, b, web(before)], [a, b, web(after)])[2];
      expect(change).toMatchObject({ kind: 'replace', isCertain: true, forcedBy: ['provider'] });
    }
    expect(verbs(diff([a, web(a)], [renamed, web(renamed)]))).toEqual(['same c', 'same web']);
    const [, inside] = diff([a, component('x')], [a, component('x', { provider: a.urn })]);
    expect(inside?.kind).toBe('same');
  });

  test('of something protected is refused, unless the same update takes the protection off', () => {
    const safe = (cidrBlock: string, protect: boolean) => subnet(cidrBlock, { protect });
    const findings = (after: PlannedResource) => diffFindings([change(safe('10.0.0.0/24', true), after)]);

    expect(findings(safe('10.0.1.0/24', true))).toMatchObject([{ rule: 'diff/protected-replace', severity: 'error' }]);
    expect(findings(safe('10.0.1.0/24', false))).toEqual([]);
    expect(findings(safe('10.0.0.0/24', true))).toEqual([]);
  });
});

describe('what an API server does not let anyone change', () => {
  const service = (loadBalancerClass?: string, given: Partial<PlannedResource> = {}) =>
    resource('kubernetes:core/v1:Service', 'web', {
      inputs: { metadata: { name: 'web' }, spec: loadBalancerClass === undefined ? {} : { loadBalancerClass } },
      ...given,
    });
  const findings = (before: PlannedResource, after: PlannedResource) => diffFindings([change(before, after)]);

  test('is an error where nothing makes it a replacement', () => {
    expect(findings(service('a'), service('b'))).toMatchObject([{ rule: 'diff/immutable', severity: 'error' }]);
    expect(findings(service('a'), service('b'))[0]?.message).toContain(
      'kubernetes:core/v1:Service web: spec.loadBalancerClass cannot be changed',
    );
    expect(findings(service('a'), service('b', { replaceOnChanges: ['spec.loadBalancerClass'] }))).toEqual([]);
    expect(findings(service('a'), service('b', { ignoreChanges: ['spec'] }))).toEqual([]);
  });

  test('may be added', () => {
    expect(findings(service(), service('b'))).toEqual([]);
  });
});

describe('a deletion', () => {
  test('of something protected is refused', () => {
    expect(diffFindings(diff([resource(VPC, 'net', { protect: true })], []))).toMatchObject([
      { rule: 'diff/protected-delete', severity: 'error' },
    ]);
  });

  test('leaves what is retained, and nothing is done for what dies with something that goes too', () => {
    const namespace = resource('kubernetes:core/v1:Namespace', 'shop');
    const [web, kept] = [
      resource(CONFIG_MAP, 'web', { deletedWith: namespace.urn }),
      resource(CONFIG_MAP, 'kept', { retainOnDelete: true, deletedWith: namespace.urn }),
    ];
    const fates = (changes: readonly Change[]) =>
      changes.filter(({ kind }) => kind === 'delete').map(({ fate }) => fate?.kind);

    expect(fates(diff([namespace, web, kept], []))).toEqual(['retained', 'dies-with', undefined]);
    expect(fates(diff([namespace, web, kept], [namespace]))).toEqual(['retained', undefined]);
  });
});
