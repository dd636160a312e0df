import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { App, Stack } from 'stackwright';
import { commonLabels, selectorLabels, stackLabels } from '../../lib/manifest/labels';

test('pods are selected by the name alone', () => {
  expect(selectorLabels('web')).toEqual({ 'app.kubernetes.io/name': 'web' });
});

test('a construct is part of the stack that it is in', () => {
  const construct = new Construct(new Stack(new App(), 'Shop'), 'web');

  expect(stackLabels(construct)).toEqual({
    'app.kubernetes.io/managed-by': 'stackwright',
    'app.kubernetes.io/part-of': 'shop',
  });
});

test('the labels of a workload contain those by which its pods are selected', () => {
  const construct = new Construct(new Stack(new App(), 'shop'), 'web');

  expect(commonLabels(construct, 'web')).toMatchObject(selectorLabels('web'));
});

const id = fc
  .oneof(
    fc.string({ unit: fc.constantFrom('a', 'Z', '9', ' ', '-'), minLength: 60, maxLength: 100, size: 'max' }),
    fc.string({ unit: 'binary', minLength: 1 }),
  )
  .filter((each) => !(each in {}));

test('the label of a stack is legal, whatever its id', () => {
  fc.assert(
    fc.property(id, (each) => {
      const label = stackLabels(new Stack(new App(), each))['app.kubernetes.io/part-of'];
      expect(label).toMatch(/^(?=.{0,63}$)([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$/);
    }),
    { numRuns: 300 },
  );
});
