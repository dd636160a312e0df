import fc from 'fast-check';
import { cidrOf, ipv4Network, subnetwork } from '../../lib/aws/cidr';

const octet = fc.integer({ min: 0, max: 255 });
const network = fc.tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 })).map(([a, b, c, d, prefix]) => {
  const size = 2 ** (32 - prefix);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  return { address: address - (address % size), prefix };
});

describe('ipv4Network', () => {
  it('reads what cidrOf writes', () => {
    fc.assert(fc.property(network, (given) => expect(ipv4Network(cidrOf(given))).toEqual(given)));
  });

  it.each(['', '10.0.0.0', '10.0.0.0/33', '10.0.0/16', '10.0.0.256/24', '10.0.0.1/24', '10.0.0.0/8 ', 'fd00::/8'])(
    'takes %j for no network',
    (text) => expect(ipv4Network(text)).toBeUndefined(),
  );
});

describe('subnetwork', () => {
  it('is the given one of the parts, from the first on', () => {
    const whole = { address: 10 * 2 ** 24, prefix: 16 };
    expect([0, 1, 15].map((index) => cidrOf(subnetwork(whole, 20, index)))).toEqual([
      '10.0.0.0/20',
      '10.0.16.0/20',
      '10.0.240.0/20',
    ]);
  });
});
