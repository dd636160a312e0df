import type { JsonObject } from '../../../lib/manifest/json';
import { comparisonFindings } from '../../../lib/pulumi/plan/comparison/comparison';
import { SECRET, UNKNOWN, type PlannedResource } from '../../../lib/pulumi/plan/plan';
import { plan, resource } from './destroy-plans';

const TYPE = 'aws:s3/bucket:Bucket';
const bucket = (name: string, options: Partial<PlannedResource> = {}) => resource({ type: TYPE, name, ...options });
const urn = (name: string) => `${TYPE}::${name}`;
const compared = (preview: readonly PlannedResource[], known: readonly PlannedResource[]) =>
  comparisonFindings(plan(...preview), plan(...known));
const inputs = (before: JsonObject, after: JsonObject) =>
  compared([bucket('a', { inputs: before })], [bucket('a', { inputs: after })]);

describe('the comparison of the plans of one program', () => {
  it('finds nothing in what is the same, or is only known later', () => {
    expect(inputs({ name: 'a', arn: UNKNOWN, key: SECRET }, { name: 'a', arn: 'arn:aws:s3:::a', key: SECRET })).toEqual(
      [],
    );
    expect(inputs({ tags: UNKNOWN, list: [UNKNOWN, 'b'] }, { tags: { a: 'b' }, list: ['a', 'b'] })).toEqual([]);
    expect(inputs({ key: UNKNOWN }, { key: SECRET })).toEqual([]);
  });

  it('finds nothing in the code of functions that hold values of Outputs', () => {
    const code = (value: string) => ({ text: `exports.handler = __f0;\nfunction __f0() { return ${value}; }` });
    expect(inputs(code('undefined'), code("'bucket-1'"))).toEqual([]);
  });

  it('finds resources of one plan only', () => {
    expect(compared([bucket('a')], [bucket('a'), bucket('b', { parent: urn('a') })])).toEqual([
      expect.objectContaining({ rule: 'plan/only-sometimes', severity: 'warning', urn: urn('b') }),
    ]);
    expect(compared([bucket('a'), bucket('b', { parent: urn('a') })], [bucket('a')])).toMatchObject([
      { rule: 'plan/only-sometimes', urn: urn('b'), message: expect.stringContaining('it is not made') },
    ]);
  });

  it('finds names and types that depend on outputs, and does not speak of two resources then', () => {
    expect(compared([bucket('a-x')], [bucket('a-y')])).toMatchObject([
      { rule: 'plan/name', severity: 'error', message: expect.stringMatching(/'a-x'.*'a-y'/) },
    ]);
    const other = resource({ type: 'aws:sqs/queue:Queue', name: 'a' });
    expect(compared([bucket('a')], [other])).toMatchObject([{ rule: 'plan/identity', urn: other.urn }]);
  });

  it('finds other parents and other providers', () => {
    const base = [bucket('a'), bucket('b')];
    const [before, after] = [bucket('c', { parent: urn('a') }), bucket('c', { parent: urn('b'), provider: urn('a') })];
    expect(compared([...base, before], [...base, after])).toMatchObject([
      { rule: 'plan/identity', urn: urn('c'), message: expect.stringContaining('another parent') },
      { rule: 'plan/identity', urn: urn('c'), message: expect.stringContaining('another provider') },
    ]);
  });

  it('finds dependencies of one plan only, by property', () => {
    const on = (propertyDependencies: PlannedResource['propertyDependencies']) => [
      bucket('a'),
      bucket('b', { dependencies: [urn('a')], propertyDependencies }),
    ];
    expect(compared(on({ x: [urn('a')] }), on({ x: [urn('a')] }))).toEqual([]);
    expect(compared(on({ x: [urn('a')], y: [urn('a')] }), on({ x: [urn('a')] }))).toMatchObject([
      {
        rule: 'plan/dependency',
        urn: urn('b'),
        message: expect.stringMatching(/through `y` while outputs are unknown/),
      },
    ]);
    expect(compared([bucket('a'), bucket('b')], on({}))).toMatchObject([
      { rule: 'plan/dependency', message: expect.stringContaining('only when outputs are known') },
    ]);
  });

  it('finds a dependency that is only there when outputs are known', () => {
    const using = (input: JsonObject, propertyDependencies: PlannedResource['propertyDependencies']) => [
      bucket('a'),
      bucket('b', { inputs: input, propertyDependencies }),
    ];
    expect(compared(using({}, {}), using({ x: 1 }, { x: [urn('a')] }))).toHaveLength(1);
    expect(compared(using({ x: UNKNOWN }, {}), using({ x: 1 }, { x: [urn('a')] }))).toHaveLength(1);
  });

  it('says nothing of dependencies on what is in one plan only: that has a finding of its own', () => {
    const known = [bucket('a'), bucket('b', { dependencies: [urn('a')] })];
    expect(compared([bucket('b')], known).map(({ rule }) => rule)).toEqual(['plan/only-sometimes']);
  });

  it('finds what is secret in one plan and plain in the other, either way', () => {
    expect(inputs({ a: { b: [SECRET] } }, { a: { b: ['x'] } })).toMatchObject([
      { rule: 'plan/secret', severity: 'error', message: expect.stringContaining('`a.b[0]`') },
    ]);
    expect(inputs({ a: 'x' }, { a: SECRET })).toMatchObject([{ rule: 'plan/secret' }]);
  });

  it('finds what is another at each run', () => {
    expect(inputs({ at: 1 }, { at: 2 })).toMatchObject([{ rule: 'plan/unstable', severity: 'warning' }]);
  });

  it.each([
    ['Calling [toString] on an [Output<T>] is not supported.', 'error'],
    ['host-Calling [toJSON] on an [Output<T>] is not…', 'error'],
    ['http://[object Object]:80', 'error'],
    ['[object Promise]', 'error'],
    ['postgres://undefined:5432/shop', 'warning'],
    ['shop-undefined', 'warning'],
    ['undefined', 'warning'],
    ['NaNMi', 'warning'],
    ['port=NaN', 'warning'],
  ])('finds the text %j in inputs, as a %s, once', (text, severity) => {
    const finding = { rule: 'plan/text', severity, urn: urn('a'), message: expect.stringContaining('`tags.x`') };
    expect(inputs({ tags: { x: text } }, { tags: { x: text } })).toMatchObject([finding]);
  });

  it.each([
    'if (x === undefined) return;',
    'is undefined behaviour',
    'undefinedBehaviour',
    'NaNny',
    'banana',
    'typeof x != "undefined"\nexit',
    'Output',
    '',
  ])('takes %j for ordinary text', (text) => {
    expect(inputs({ x: text }, { x: text })).toEqual([]);
  });

  it('finds such texts in names and in exports', () => {
    const leak = 'Calling [toString] on an [Output<T>] is not supported.';
    expect(compared([bucket(leak)], [bucket(leak)])).toMatchObject([
      { rule: 'plan/text', severity: 'error', message: expect.stringContaining('name') },
    ]);
    const exported = { ...plan(), outputs: { url: `https://${leak}` } };
    expect(comparisonFindings(exported, exported)).toMatchObject([
      { rule: 'plan/text', urn: undefined, message: expect.stringContaining('export `url`') },
    ]);
  });
});
