import type { Finding } from 'stackwright';
import { withoutRepeating } from '../../lib/checks/repetitions';

const finding = (rule: string, path: string): Finding => ({
  rule,
  path,
  severity: 'error',
  message: 'It is wrong.',
  fix: 'Correct it.',
});

const kept = (judged: Finding, reported: Finding): boolean => withoutRepeating([judged], [reported]).length === 1;

test('a schema error of an object whose construct reports a mistake is that mistake again', () => {
  expect(kept(finding('schema/quantity', 'shop/web/Deployment'), finding('quantity/illegal', 'shop/web'))).toBe(false);
});

test('a construct on the same level repeats nothing', () => {
  expect(kept(finding('schema/quantity', 'shop/web-2/Deployment'), finding('quantity/illegal', 'shop/web'))).toBe(true);
});

test('a rule about something else is told', () => {
  expect(kept(finding('link/secret', 'shop/web/Deployment'), finding('quantity/illegal', 'shop/web'))).toBe(true);
});

test('an image that the construct reports is not reported by the rules of images too', () => {
  expect(kept(finding('image/mutable-tag', 'shop/web'), finding('image/without-tag', 'shop/web'))).toBe(false);
});

test.each([
  ['a port that two containers have', 'port/conflict'],
  ['a part of a byte', 'quantity/part-of-byte'],
])('%s is not a warning of the API server too', (_, rule) => {
  expect(kept(finding('api/warning', 'shop/web/Deployment'), finding(rule, 'shop/web'))).toBe(false);
});

test('a warning of the API server about something else is told', () => {
  expect(kept(finding('api/warning', 'shop/web/Deployment'), finding('image/illegal', 'shop/web'))).toBe(true);
});

test('a mistake of another topic does not hide what the rules say of images', () => {
  expect(kept(finding('image/mutable-tag', 'shop/web'), finding('port/undeclared', 'shop/web'))).toBe(true);
});

test.each(['label/illegal-value', 'name/illegal', 'pack/unknown', 'platform/unknown-version'])(
  'what %s says of a whole stack hides no error of its objects',
  (rule) => {
    expect(kept(finding('schema/wrong-value', 'shop/web'), finding(rule, 'shop'))).toBe(true);
  },
);

test('a field that the API does not have stands in for nothing', () => {
  expect(kept(finding('schema/unknown-field', 'shop/web/Deployment'), finding('quantity/illegal', 'shop/web'))).toBe(
    true,
  );
});
