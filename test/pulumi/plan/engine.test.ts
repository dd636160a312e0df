import * as pulumi from '@pulumi/pulumi';
import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import type { Json } from '../../../lib/manifest/json';
import { SECRET, UNKNOWN, type Plan, type PlannedResource } from '../../../lib/pulumi/plan/plan';
import { planFunction, PlanError, type PlanFunctionOptions } from '../../../lib/pulumi/plan/program/run';

/** As programs write resources that no package has a class for. */
class Raw extends pulumi.CustomResource {}

class Provider extends pulumi.ProviderResource {}

const thing = (name: string, inputs: pulumi.Inputs = {}, options?: pulumi.CustomResourceOptions) =>
  new Raw('acme:index:Thing', name, inputs, options);

class Group extends pulumi.ComponentResource {
  constructor(name: string, options?: pulumi.ComponentResourceOptions) {
    super('acme:index:Group', name, {}, options);
    this.registerOutputs({});
  }
}

function named(plan: Plan, name: string): PlannedResource {
  return plan.resources.find((resource) => resource.name === name)!;
}

async function failure(program: () => unknown, options?: PlanFunctionOptions): Promise<PlanError> {
  const result: unknown = await planFunction(program, options).catch((error: unknown) => error);
  expect(result).toBeInstanceOf(PlanError);
  return result as PlanError;
}

describe('a function as a program', () => {
  it('has what it makes as resources, and what it returns as outputs', async () => {
    const plan = await planFunction(() => ({ id: thing('a').id, answer: Promise.resolve(42) }), {
      project: 'shop',
      stack: 'prod',
    });
    expect(plan).toMatchObject({ project: 'shop', stack: 'prod', outputs: { id: UNKNOWN, answer: 42 } });
    expect(plan.resources.map(({ urn }) => urn)).toEqual([
      'urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod',
      'urn:pulumi:prod::shop::acme:index:Thing::a',
    ]);
  });

  it('reads the configuration that it is given', async () => {
    const program = () => {
      const config = new pulumi.Config();
      return {
        region: new pulumi.Config('aws').require('region'),
        list: config.requireObject('list'),
        token: config.requireSecret('token'),
      };
    };
    const options = { config: { 'aws:region': 'eu-west-1', list: [1] }, secrets: { token: 'open-sesame' } };
    expect((await planFunction(program, options)).outputs).toEqual({ region: 'eu-west-1', list: [1], token: SECRET });
  });

  it('leaves nothing to the next', async () => {
    await planFunction(() => void thing('a'), { config: { x: '1' }, stack: 'one' });
    await failure(() => {
      throw new Error('between');
    });
    const plan = await planFunction(() => ({ x: new pulumi.Config().get('x') ?? null, stack: pulumi.getStack() }));
    expect(plan.outputs).toEqual({ x: null, stack: 'dev' });
    expect(plan.resources).toHaveLength(1);
  });

  it('may be called several times at once', async () => {
    const names = ['a', 'b', 'c'];
    const plans = await Promise.all(
      names.map((name) => planFunction(() => ({ stack: pulumi.getStack(), id: thing(name).id }), { stack: name })),
    );
    expect(plans.map(({ outputs, resources }) => [outputs['stack'], resources.at(-1)?.name])).toEqual(
      names.map((name) => [name, name]),
    );
  });

  it('sees in a preview only what it gave, and afterwards what is made up', async () => {
    const program = () => {
      const a = thing('a', { size: 2, arn: undefined });
      thing('b', { arn: (a as unknown as { arn: pulumi.Output<string> }).arn, dryRun: pulumi.runtime.isDryRun() });
    };
    const outputsOf = () => ({ arn: 'arn:a' });
    const preview = await planFunction(program, { outputsOf });
    const known = await planFunction(program, { outputsOf, mode: 'known' });
    expect(named(preview, 'b').inputs).toEqual({ arn: UNKNOWN, dryRun: true });
    expect(named(known, 'b').inputs).toEqual({ arn: 'arn:a', dryRun: false });
    for (const plan of [preview, known]) expect(named(plan, 'b').dependencies).toEqual([named(plan, 'a').urn]);
  });

  it('gets calls answered, and outputs of stacks that are given', async () => {
    const program = async () => ({
      called: await pulumi.runtime.invoke('acme:index:get', { x: 1 }),
      other: new pulumi.StackReference('net').requireOutput('vpc'),
    });
    const plan = await planFunction(program, {
      resultOf: ({ token, args }) => ({ token, args }),
      stackOutputs: { net: { vpc: 'vpc-1' } },
    });
    expect(plan.outputs).toEqual({ called: { token: 'acme:index:get', args: { x: 1 } }, other: 'vpc-1' });
  });

  it('hands what a provider is set to to those who answer for it: the named one, or the configuration', async () => {
    const regions: unknown[] = [];
    const note = ({ provider }: { readonly provider?: object }) => {
      regions.push(provider);
      return {};
    };
    const program = async () => {
      const provider = new Provider('acme', 'eu', { region: 'eu' });
      await pulumi.runtime.invoke('acme:index:get', {}, { provider });
      await pulumi.runtime.invoke('acme:index:get', {});
      thing('a', {}, { provider });
    };
    await planFunction(program, { config: { 'acme:region': 'us', x: 1 }, resultOf: note, outputsOf: note });
    expect(regions).toContainEqual({ region: 'eu' });
    expect(regions.filter((settings) => JSON.stringify(settings) === '{"region":"eu"}')).toHaveLength(2);
    expect(regions).toContainEqual({ region: 'us' });
  });

  it('keeps the credentials in a kubeconfig to itself', async () => {
    const kubeconfig = `{ "users": [{ "user": { "token": "open-sesame" } }] }`;
    const yaml = 'users:\n  - user:\n      client-key-data: open-sesame\n      exec: { command: aws }\n';
    const plan = await planFunction(() => {
      new Provider('kubernetes', 'json', { kubeconfig });
      new Provider('kubernetes', 'yaml', { kubeconfig: yaml });
    });
    expect(JSON.stringify(plan)).not.toContain('open-sesame');
    expect(named(plan, 'yaml').inputs['kubeconfig']).toContain('exec: { command: aws }');
  });

  it('warns of charts and overlays, which are not opened', async () => {
    const program = () => pulumi.runtime.invoke('kubernetes:helm:template', { jsonOpts: '{}' });
    const { messages } = await planFunction(program);
    expect(messages).toMatchObject([{ severity: 'warning', text: expect.stringContaining('What is in a chart') }]);
  });

  it('takes over the properties of what is referred to', async () => {
    const program = () => {
      const a = thing('a');
      thing('b', { list: [a, pulumi.secret('x'), null] });
    };
    const plan = await planFunction(program);
    expect(named(plan, 'b').inputs).toEqual({ list: [named(plan, 'a').urn, SECRET, null] });
  });
});

it('tells the program of resources that it has made already, by their URNs', async () => {
  const program = async () => {
    const made = thing('a', { size: 2 });
    const urn = await new Promise<string>((resolve) => made.urn.apply(resolve));
    const found = new Raw('acme:index:Thing', 'a', { size: undefined }, { urn });
    return { id: found.id, size: (found as unknown as { size: unknown }).size };
  };
  const plan = await planFunction(program, { mode: 'known' });
  expect(plan.outputs).toEqual({ id: 'a-id', size: 2 });
  expect(plan.resources).toHaveLength(2);
});

describe('options', () => {
  it('of a component come down to its children where the engine hands them down', async () => {
    const plan = await planFunction(() => {
      const base = thing('base');
      const group = new Group('group', {
        deletedWith: base,
        retainOnDelete: true,
        protect: true,
        ignoreChanges: ['x'],
      });
      thing('child', {}, { parent: group });
      thing('own', {}, { parent: group, protect: false, retainOnDelete: false });
    });
    const inherited = { deletedWith: named(plan, 'base').urn, retainOnDelete: true, protect: true, ignoreChanges: [] };
    expect(named(plan, 'child')).toMatchObject(inherited);
    expect(named(plan, 'own')).toMatchObject({ ...inherited, retainOnDelete: false, protect: false });
    expect(named(plan, 'child').urn).toBe('urn:pulumi:dev::project::acme:index:Group$acme:index:Thing::child');
  });

  it('name what is imported, which has its id even in a preview', async () => {
    const plan = await planFunction(() => ({ id: thing('a', {}, { import: 'i-1' }).id }));
    expect(named(plan, 'a').importId).toBe('i-1');
    expect(plan.outputs).toEqual({ id: 'i-1' });
  });

  it('mark outputs as secret', async () => {
    const program = () => ({
      key: (thing('a', { key: 'k' }, { additionalSecretOutputs: ['key'] }) as unknown as { key: unknown }).key,
    });
    expect((await planFunction(program, { mode: 'known' })).outputs).toEqual({ key: SECRET });
  });
});

describe('a function that fails', () => {
  it('by throwing is told what and where', async () => {
    const error = await failure(() => {
      thing('a');
      throw new Error('half-way');
    });
    expect(error.message).toMatch(/Error: half-way\n\s+at .*engine\.test\.ts/);
    expect(error.problems).toHaveLength(1);
  });

  it('inside of an apply does not fail the test itself, only its plan', async () => {
    const error = await failure(() => {
      const fail = () => {
        throw new Error('in apply');
      };
      thing('b', { x: thing('a').urn.apply(fail) });
    });
    expect(error.message).toContain('in apply');
  });

  it('by two resources of one name is told what the engine tells', async () => {
    const error = await failure(() => [thing('twin'), thing('twin')]);
    expect(error.problems).toEqual([
      "Duplicate resource URN 'urn:pulumi:dev::project::acme:index:Thing::twin'; try giving it a unique name",
    ]);
  });

  it('by a type that is none, or a time that is none, is told so', async () => {
    const error = await failure(() => new Raw('Thing', 'a', {}, { customTimeouts: { create: '20 minutes' } }).urn);
    expect(error.message).toContain("Type 'Thing' of 'a'");
    expect(error.message).toContain("custom timeout '20 minutes' of 'a'");
  });

  it('in a transform is told which resource it was for', async () => {
    const fail = () => {
      throw new Error('not mine');
    };
    const error = await failure(() => void thing('a', {}, { transforms: [fail] }));
    expect(error.problems).toEqual(["A transform of acme:index:Thing 'a' failed: transform failed: Error: not mine"]);
  });

  it('by waiting for what never comes is told who waits', async () => {
    const quiet = Duration.millis(300);
    const never = new Promise<string>(() => undefined);
    const error = await failure(() => void thing('b', { x: thing('a', { x: never }).urn }), { quiet });
    expect(error.problems).toEqual([expect.stringMatching(/Thing 'a'\n +acme:index:Thing 'b'\n/)]);
    expect((await failure(() => never, { quiet })).problems).toEqual([
      expect.stringContaining('It does not come to its end'),
    ]);
    expect((await planFunction(() => void thing('a'))).resources).toHaveLength(2);
  });

  it('by logging an error has no plan, and warnings are kept', async () => {
    await expect(planFunction(() => pulumi.log.error('no'))).rejects.toThrow('no');
    const plan = await planFunction(() => pulumi.log.warn('take care'));
    expect(plan.messages).toEqual([{ severity: 'warning', text: 'take care', urn: undefined }]);
  });
});

it('hands any JSON over as it is, save the order of its keys', async () => {
  const copied = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  // The SDK keeps keys of two underlines for itself.
  const value = fc.jsonValue({ maxDepth: 3 }).filter((json) => !JSON.stringify(json).includes('"__'));
  await fc.assert(
    fc.asyncProperty(fc.array(value as fc.Arbitrary<Json>, { minLength: 1, maxLength: 20 }), async (list) => {
      const plan = await planFunction(() => void thing('a', { list }), { mode: 'known' });
      expect(copied(named(plan, 'a').inputs['list'] ?? null)).toEqual(copied(list));
    }),
    { numRuns: 10 },
  );
});
