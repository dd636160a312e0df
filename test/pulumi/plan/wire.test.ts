import * as fc from 'fast-check';
import { goDuration } from '../../../lib/pulumi/plan/durations';
import { merged, raised, recorded, secret, WIRE } from '../../../lib/pulumi/plan/engine/wire';
import { splitWords } from '../../../lib/pulumi/plan/program/words';
import { makeUrn, nameOf, providerOf, qualifiedType, typeOf } from '../../../lib/pulumi/plan/urn';

describe('URNs', () => {
  const stack = makeUrn({
    stack: 'dev',
    project: 'shop',
    parent: undefined,
    type: 'pulumi:pulumi:Stack',
    name: 'shop-dev',
  });

  it('hold the types of all ancestors but the stack', () => {
    const place = { stack: 'dev', project: 'shop' };
    const site = makeUrn({ ...place, parent: stack, type: 'a:b:Site', name: 'site' });
    const bucket = makeUrn({ ...place, parent: site, type: 'aws:s3/bucket:Bucket', name: 'logs' });
    expect(site).toBe('urn:pulumi:dev::shop::a:b:Site::site');
    expect(bucket).toBe('urn:pulumi:dev::shop::a:b:Site$aws:s3/bucket:Bucket::logs');
    expect([typeOf(bucket), qualifiedType(bucket)]).toEqual(['aws:s3/bucket:Bucket', 'a:b:Site$aws:s3/bucket:Bucket']);
  });

  it('give back any name', () => {
    const property = fc.property(fc.string({ minLength: 1 }), (name) => {
      expect(nameOf(makeUrn({ stack: 'dev', project: 'shop', parent: stack, type: 'a:b:C', name }))).toBe(name);
    });
    fc.assert(property);
  });

  it('are what provider references hold besides an id', () => {
    expect(providerOf(`${stack}::1-2`)).toBe(stack);
  });
});

describe('durations', () => {
  it.each([
    ['20m', '20m0s'],
    ['1200s', '20m0s'],
    ['1h30m', '1h30m0s'],
    ['1.5h', '1h30m0s'],
    ['90s', '1m30s'],
    ['500ms', '0.5s'],
    ['0', '0s'],
    ['20', undefined],
    ['20 m', undefined],
    ['', undefined],
  ])('%j are %j', (given, expected) => {
    expect(goDuration(given)).toBe(expected);
  });
});

describe('values of the protocol', () => {
  it('that are output values are as secret and as unknown as they say', () => {
    const output = (content: object) => ({ [WIRE.signature]: WIRE.output, ...content });
    const values = {
      a: output({ value: 1 }),
      b: output({}),
      c: output({ value: 'x', secret: true }),
      d: [WIRE.unknown],
    };
    expect(recorded(values)).toEqual({
      a: 1,
      b: { $value: 'unknown' },
      c: { $value: 'secret' },
      d: [{ $value: 'unknown' }],
    });
  });

  it('come to transforms with their dependencies, once each', () => {
    const again = raised(
      raised({ a: 1, b: secret('x') }, new Map([['a', ['u']]])),
      new Map([
        ['a', ['u', 'v']],
        ['b', ['w']],
      ]),
    );
    expect(again).toEqual({
      a: { [WIRE.signature]: WIRE.output, value: 1, dependencies: ['u', 'v'] },
      b: { [WIRE.signature]: WIRE.output, value: 'x', secret: true, dependencies: ['w'] },
    });
  });

  it('that are given stay as they are among those that are made up', () => {
    const made = { arn: 'a', metadata: { name: 'other', uid: '1' }, data: { $value: 'secret' }, list: [1, 2] };
    const given = { metadata: { name: 'own' }, data: secret({ key: 'x' }), list: [3] };
    expect(merged(made, given)).toEqual({
      arn: 'a',
      metadata: { name: 'own', uid: '1' },
      data: secret({ key: 'x' }),
      list: [3],
    });
  });
});

it('splits the arguments of node as a shell does', () => {
  expect(splitWords(`--require tsx/cjs  --title "a \\"b\\"" 'c d'e \\ f`)).toEqual([
    '--require',
    'tsx/cjs',
    '--title',
    'a "b"',
    'c de',
    ' f',
  ]);
});
