import * as fc from 'fast-check';
import { destroySteps } from '../../../lib/pulumi/plan/destroy/destroy';
import type { PlannedResource } from '../../../lib/pulumi/plan/plan';
import { plan, resource } from './destroy-plans';

const TYPE = 'aws:s3/bucket:Bucket';
const bucket = (name: string, options: Partial<PlannedResource> = {}) => resource({ type: TYPE, name, ...options });
const urn = (name: string) => `${TYPE}::${name}`;
const names = (...resources: readonly PlannedResource[]) =>
  destroySteps(plan(...resources)).map((wave) => wave.map((step) => step.urn.replace(/^.*::/, '')));
const action = (...resources: readonly PlannedResource[]) =>
  Object.fromEntries(
    destroySteps(plan(...resources))
      .flat()
      .map((step) => [step.urn.replace(/^.*::/, ''), step.action]),
  );

describe('the order of a destroy', () => {
  it('goes backwards over dependencies, what inputs are made of, parents, providers and deletedWith', () => {
    expect(names(bucket('a'), bucket('b', { dependencies: [urn('a')] }))).toEqual([['b'], ['a']]);
    expect(names(bucket('a'), bucket('b', { propertyDependencies: { tags: [urn('a')] } }))).toEqual([['b'], ['a']]);
    expect(names(bucket('a'), bucket('b', { parent: urn('a') }))).toEqual([['b'], ['a']]);
    expect(names(bucket('a'), bucket('b', { provider: urn('a') }))).toEqual([['b'], ['a']]);
    expect(names(bucket('a'), bucket('b', { deletedWith: urn('a') }))).toEqual([['b'], ['a']]);
  });

  it('deletes what depends on a component before the children of it', () => {
    const component = bucket('group', { custom: false });
    const child = bucket('child', { parent: urn('group') });
    const grandchild = bucket('grandchild', { parent: urn('child') });
    const dependent = bucket('dependent', { dependencies: [urn('group')] });
    const waves = names(component, child, grandchild, dependent);
    expect(waves[0]).toEqual(expect.arrayContaining(['dependent']));
    expect(waves.findIndex((wave) => wave.includes('child'))).toBeGreaterThan(0);
  });

  it('leaves a resource for the last wave that its dependents allow, as engines do', () => {
    const chain = [bucket('a'), bucket('b', { dependencies: [urn('a')] }), bucket('c', { dependencies: [urn('b')] })];
    expect(names(...chain, bucket('alone'))).toEqual([['c'], ['b'], ['a', 'alone']]);
  });

  it('ignores dependencies on what the program does not register', () => {
    expect(names(bucket('a', { dependencies: ['elsewhere'], parent: 'elsewhere' }))).toEqual([['a']]);
  });

  it('says what is done with each', () => {
    expect(
      action(
        bucket('deleted'),
        bucket('protected', { protect: true, retainOnDelete: true }),
        bucket('retained', { retainOnDelete: true, deletedWith: urn('deleted') }),
        bucket('gone', { deletedWith: urn('deleted') }),
        bucket('alone', { deletedWith: 'elsewhere' }),
        bucket('read', { read: true }),
        bucket('component', { custom: false }),
        resource({ type: 'pulumi:providers:aws', name: 'provider' }),
      ),
    ).toEqual({
      deleted: 'delete',
      protected: 'refuse',
      retained: 'retain',
      gone: 'skip',
      alone: 'delete',
      read: 'forget',
      component: 'forget',
      provider: 'forget',
    });
  });

  const graph = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 40 }).map((rows) =>
    rows.map((edges, index) => {
      const [parent, ...others] = index === 0 ? [] : edges.map((edge) => urn(String(edge % index)));
      return bucket(String(index), { parent, dependencies: others });
    }),
  );

  it('deletes everything once, nothing before what depends on it, and in as few waves as possible', () => {
    fc.assert(
      fc.property(graph, (resources) => {
        const waves = destroySteps(plan(...resources));
        const at = new Map(waves.flatMap((wave, index) => wave.map((step) => [step.urn, index] as const)));
        const steps = waves.flat().map((step) => step.urn);
        expect([...steps].sort()).toEqual(resources.map((each) => each.urn).sort());
        const needs = (each: PlannedResource) => [...each.dependencies, ...(each.parent ? [each.parent] : [])];
        for (const each of resources) {
          for (const needed of needs(each)) expect(at.get(each.urn)).toBeLessThan(at.get(needed)!);
        }
        // Every wave but the last holds back the next one: none could be merged with it.
        waves.slice(0, -1).forEach((wave, index) => {
          const isHeldBack = wave.some(({ urn: one }) =>
            needs(resources.find((each) => each.urn === one)!).some((needed) => at.get(needed) === index + 1),
          );
          expect(isHeldBack).toBe(true);
        });
      }),
    );
  });
});
