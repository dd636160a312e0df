import fc from 'fast-check';
import { diffOf } from '../../../lib/pulumi/plan/diff/diff';
import { SECRET, UNKNOWN, type Plan, type PlannedResource } from '../../../lib/pulumi/plan/plan';
import { planJson } from '../../../lib/pulumi/plan/report/json';
import { readPlan } from '../../../lib/pulumi/plan/report/json-reader';
import { component, planOf, resource } from './diff-plans';

const shop = component('shop');
const net = resource('aws:ec2/vpc:Vpc', 'net', { parent: shop.urn, inputs: { b: UNKNOWN, a: { d: [1], c: SECRET } } });
const subnet = resource('aws:ec2/subnet:Subnet', 'a', {
  dependencies: [net.urn],
  propertyDependencies: { vpcId: [net.urn] },
  deletedWith: net.urn,
  importId: 'subnet-1',
  version: '7.48.0',
  customTimeouts: { create: '5m0s' },
});
const PLAN = planOf([shop, net, subnet, resource('x:y:Z', 'z'), resource('x:y:Z', 'y')], {
  outputs: { b: 1, a: UNKNOWN },
  messages: [{ severity: 'warning', text: 'Careful.', urn: undefined }],
});

function json(plan: Plan): string {
  return planJson(plan, { findings: [] });
}

test('a plan is read as it was written, with what others depend on first', () => {
  const read = readPlan(json(PLAN));

  expect(read.resources.map(({ name }) => name)).toEqual(['shop-dev', 'shop', 'y', 'z', 'net', 'a']);
  expect({ ...read, resources: [] }).toEqual({ ...PLAN, resources: [] });
  for (const resource of PLAN.resources) {
    expect(read.resources.find(({ urn }) => urn === resource.urn)).toEqual(resource);
  }
});

test('the order in which a program registers what is independent, or writes fields, makes no difference', () => {
  const reversed = (value: PlannedResource): PlannedResource => ({
    ...value,
    inputs: Object.fromEntries(Object.entries(value.inputs).reverse()),
  });
  const [stack, ...rest] = PLAN.resources;
  fc.assert(
    fc.property(fc.shuffledSubarray([...rest], { minLength: rest.length }), (shuffled) => {
      const isBefore = (a: PlannedResource, b: PlannedResource) => shuffled.indexOf(a) < shuffled.indexOf(b);
      fc.pre(isBefore(shop, net) && isBefore(net, subnet));
      const resources = [stack!, ...shuffled].map(reversed);
      const outputs = { a: UNKNOWN, b: 1 };
      expect(json({ ...PLAN, resources, outputs })).toBe(json(PLAN));
    }),
  );
});

test('findings and changes are in it, and do not keep it from being read', () => {
  const changes = diffOf(PLAN, { ...PLAN, resources: PLAN.resources.slice(0, -1) });
  const finding = { rule: 'plan/x', severity: 'error', urn: undefined, message: 'm', fix: 'f' } as const;
  const text = planJson(PLAN, { findings: [finding], changes });

  expect(JSON.parse(text)).toMatchObject({
    format: 1,
    findings: [{ rule: 'plan/x', severity: 'error', message: 'm', fix: 'f' }],
    changes: expect.arrayContaining([expect.objectContaining({ kind: 'delete', urn: PLAN.resources.at(-1)?.urn })]),
  });
  expect(readPlan(text).stack).toBe('dev');
});

describe('what is no plan is refused:', () => {
  /** The text of a plan in which something is another. */
  function damaged(damage: (plan: { resources: object[] } & Record<string, unknown>) => void): string {
    const plan = JSON.parse(json(PLAN)) as { resources: object[] } & Record<string, unknown>;
    damage(plan);
    return JSON.stringify(plan);
  }

  test.each<[string, string, string]>([
    ['nothing', '', 'It is no JSON'],
    ['half a file', json(PLAN).slice(0, 300), 'It is no JSON'],
    ['other JSON', '{"version":3}', "It is no plan: 'stackwright plan --json' makes one."],
    ['a list', '[]', 'It is no plan'],
    ['null', 'null', 'It is no plan'],
    ['another format', '{"format":2,"resources":[]}', 'It has the format 2, and only 1 is known here.'],
    ['no list', damaged((plan) => Object.assign(plan, { resources: {} })), "'resources' is {}, but should be a list."],
    ['no object', damaged((plan) => Object.assign(plan.resources, { 1: 5 })), "'resources[1]' is 5, but should be"],
    [
      'a wrong field',
      damaged((plan) => Object.assign(plan.resources[2]!, { protect: 'yes' })),
      `'resources[2].protect' is "yes", but should be true or false.`,
    ],
    [
      'a wrong field in a field',
      damaged((plan) => Object.assign(plan.resources[2]!, { propertyDependencies: { a: 'b' } })),
      `'resources[2].propertyDependencies' is {"a":"b"}, but should be lists of texts by name.`,
    ],
    ['a missing field', damaged((plan) => delete plan['stack']), "'stack' is not there, but should be a text."],
    [
      'another severity',
      damaged((plan) => Object.assign(plan, { messages: [{ severity: 'bad', text: 'x' }] })),
      `'messages[0].severity' is "bad", but should be debug or info or warning or error.`,
    ],
    ['many of them', damaged((plan) => plan.resources.fill({})), 'more.'],
  ])('%s', (_what, text, reason) => {
    expect(() => readPlan(text)).toThrow(reason);
  });
});
