import { Construct, RootConstruct } from 'constructs';
import { after, declaredAfter } from '../../lib/manifest/after';
import { sourceOf } from '../../lib/manifest/source';

function constructs() {
  const root = new RootConstruct();
  return { a: new Construct(root, 'a'), b: new Construct(root, 'b'), c: new Construct(root, 'c') };
}

test('a construct comes after each of those that it was declared to follow', () => {
  const { a, b, c } = constructs();

  after(a, b, c);

  expect(declaredAfter(a)).toMatchObject([
    { dependent: 'a', dependency: 'b' },
    { dependent: 'a', dependency: 'c' },
  ]);
});

test('a declaration says nothing of the other construct', () => {
  const { a, b } = constructs();

  after(a, b);

  expect(declaredAfter(b)).toEqual([]);
});

test('a declaration knows its line', () => {
  const { a, b } = constructs();

  after(a, b);

  expect(sourceOf(declaredAfter(a)[0]?.trace)?.file).toBe(__filename);
});

test('dependencies of the constructs library count as well', () => {
  const { a, b } = constructs();

  a.node.addDependency(b);

  expect(declaredAfter(a)).toEqual([{ dependent: 'a', dependency: 'b' }]);
});
