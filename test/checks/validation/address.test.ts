import { isInside, rangeOf } from '../../../lib/checks/validation/address';

function isPart(inner: string, outer: string): boolean {
  const [a, b] = [rangeOf(inner), rangeOf(outer)];
  return a !== undefined && b !== undefined && isInside(a, b);
}

test.each(['10.0.0.0/8', '0.0.0.0/0', '10.0.0.1/32', '::/0', '2001:db8::/32', '::ffff:10.0.0.0/104'])(
  '%s is a range',
  (cidr) => {
    expect(rangeOf(cidr)).toBeDefined();
  },
);

test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0/8', '2001:db8::/129', 'x/8', '10.0.0.0/', '10.0.0.0/08', ''])(
  '%j is no range',
  (cidr) => {
    expect(rangeOf(cidr)).toBeUndefined();
  },
);

test.each([
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.0.0.0/8', false],
  ['11.0.0.0/16', '10.0.0.0/8', false],
  ['10.0.0.0/8', '10.1.0.0/16', false],
  ['2001:db8:1::/48', '2001:db8::/32', true],
  ['2001:db9::/48', '2001:db8::/32', false],
  ['10.0.0.0/16', '::/0', false],
  ['1.2.3.4/32', '0.0.0.0/0', true],
])('%s is a part of %s: %s', (inner, outer, expected) => {
  expect(isPart(inner, outer)).toBe(expected);
});
