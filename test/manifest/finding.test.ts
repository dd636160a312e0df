import { Construct, RootConstruct } from 'constructs';
import * as fc from 'fast-check';
import { nearest, oneOf, report, reported, sorted, SynthesisError, type Finding } from '../../lib/manifest/finding';
import { sourceOf } from '../../lib/manifest/source';

const mistake = { rule: 'a/b', message: 'It is wrong.', fix: 'Correct it.' };

function finding(path: string, message = 'It is wrong.'): Finding {
  return { ...mistake, severity: 'error', path, message };
}

test('a mistake is an error on the construct that it was reported on', () => {
  const construct = new Construct(new RootConstruct(), 'web');

  report(construct, mistake);

  expect(reported(construct)).toMatchObject([{ ...mistake, severity: 'error', path: 'web' }]);
});

test('a mistake knows the line of the program that reported it', () => {
  const construct = new RootConstruct();

  report(construct, mistake);

  expect(sourceOf(reported(construct)[0]?.trace)?.file).toBe(__filename);
});

test('mistakes stay in the order in which they were reported', () => {
  const construct = new RootConstruct();

  report(construct, { ...mistake, message: 'first' });
  report(construct, { ...mistake, message: 'second' });

  expect(reported(construct).map(({ message }) => message)).toEqual(['first', 'second']);
});

test('findings are sorted by path, those of one path as they were made', () => {
  const findings = [finding('b', '1'), finding('a', '3'), finding('a', '2')];

  expect(sorted(findings).map(({ path, message }) => path + message)).toEqual(['a3', 'a2', 'b1']);
});

test('the same finding is there once', () => {
  expect(sorted([finding('a'), finding('a')])).toHaveLength(1);
});

test.each<[string, Partial<Finding>]>([
  ['rule', { rule: 'c/d' }],
  ['path', { path: 'b' }],
  ['message', { message: 'Otherwise.' }],
  ['object', { object: 'Service web' }],
  ['pointer', { pointer: '/spec' }],
])('findings with another %s are different', (_name, other) => {
  expect(sorted([finding('a'), { ...finding('a'), ...other }])).toHaveLength(2);
});

test('an error of a synthesis carries its findings and their text', () => {
  const error = new SynthesisError([finding('a')], 'the report');

  expect(error).toMatchObject({ name: 'SynthesisError', message: 'the report', findings: [{ path: 'a' }] });
});

test('below the report, the stack of a synthesis error tells only where the program stands', () => {
  const [report, ...frames] = new SynthesisError([], 'the report').stack?.split('\n') ?? [];

  expect(report).toBe('SynthesisError: the report');
  expect(frames.length).toBeGreaterThan(0);
  expect(frames.filter((frame) => !frame.includes(__filename))).toEqual([]);
});

test.each([
  ['htp', ['http', 'metrics'], 'http'],
  ['HTTP', ['http'], 'http'],
  ['PROT', ['PORT', 'HOST'], 'PORT'],
  ['http', ['metrics'], undefined],
  ['http', [], undefined],
  ['x', ['metrics', '👩‍👩‍👧👩‍👩‍👧'], undefined],
  ['a', ['👩👩👩'], undefined],
  ['configuration', ['confguratoin'], 'confguratoin'],
])('the nearest to %j of %j is %j', (given, candidates, expected) => {
  expect(nearest(given, candidates)).toBe(expected);
});

test('a text is nearest to itself', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), fc.nat(), (texts, index) => {
      const given = texts[index % texts.length]!;
      expect(nearest(given, texts)?.toLowerCase()).toBe(given.toLowerCase());
    }),
  );
});

test.each([
  [[], 'nothing'],
  [['a'], "'a'"],
  [['a', 'b'], "'a' or 'b'"],
  [['a', 'b', 'c'], "'a', 'b' or 'c'"],
])('%j is told as %s', (values, expected) => {
  expect(oneOf(values)).toBe(expected);
});
