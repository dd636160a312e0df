import fc from 'fast-check';
import { fitting, larger, minus, plus, times, written } from '../../../lib/checks/quota/amounts';
import { exactAmount } from '../../../lib/manifest/quantity';

test.each<[unknown, bigint | undefined]>([
  ['0', 0n],
  ['100m', 100n],
  ['0.1', 100n],
  [0.1, 100n],
  ['.5', 500n],
  ['1.', 1000n],
  ['+1', 1000n],
  ['-1', -1000n],
  ['1u', 1n],
  ['1n', 1n],
  ['0n', 0n],
  ['100.1m', 101n],
  ['1k', 1_000_000n],
  ['1e3', 1_000_000n],
  ['1E-1', 100n],
  [1e21, 10n ** 24n],
  ['1E', 10n ** 21n],
  ['1Ki', 1_024_000n],
  ['0.5Gi', 536_870_912_000n],
  ['0.1Ki', 102_400n],
  ['1.0001Ki', 1_024_103n],
  ['16Ei', (2n ** 63n - 1n) * 1000n],
  ['', undefined],
  ['1 Gi', undefined],
  ['lots', undefined],
  ['1e999999999', undefined],
  ['9'.repeat(100), undefined],
  [null, undefined],
  [true, undefined],
  [{}, undefined],
])('%j is exactly %s thousandths', (value, amount) => {
  expect(exactAmount(value)).toBe(amount);
});

test.each<[string, bigint, string]>([
  ['cpu', 1500n, '1500m'],
  ['requests.cpu', 2000n, '2'],
  ['pods', 3000n, '3'],
  ['memory', 0n, '0'],
  ['memory', 1_024_000n * 1024n * 256n, '256Mi'],
  ['limits.memory', 1_500_000_000_000n, '1500M'],
  ['memory', 1_023_000n, '1023'],
  ['memory', -1_024_000n, '-1Ki'],
  ['fast.storageclass.storage.k8s.io/requests.storage', 1_024_000n, '1Ki'],
  ['slow.storageclass.storage.k8s.io/persistentvolumeclaims', 1_024_000n, '1024'],
  ['requests.hugepages-2Mi', 1_024_000n, '1Ki'],
  ['requests.nvidia.com/gpu', 1_024_000n, '1024'],
])('of %s, %s thousandths are written as a person would: %s', (resource, amount, text) => {
  expect(written(resource, amount)).toBe(text);
});

test('what is written is worth the same', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('cpu', 'memory', 'pods'),
      fc.bigInt({ min: 0n, max: 2n ** 60n }),
      (resource, amount) => {
        expect(exactAmount(written(resource, amount))).toBe(amount);
      },
    ),
  );
});

const amounts = fc.dictionary(fc.constantFrom('cpu', 'memory', 'pods'), fc.bigInt({ min: 0n, max: 10n ** 12n }));

test('as many fit as can be taken away, and no more', () => {
  fc.assert(
    fc.property(amounts, amounts, (one, all) => {
      const [usage, room] = [new Map(Object.entries(one)), new Map(Object.entries(all))];
      const fit = fitting(usage, room);
      const left = (count: number): readonly bigint[] => [...minus(room, times(usage, count)).values()];
      if (!fit) expect([...usage].every(([resource, amount]) => amount === 0n || !room.has(resource))).toBe(true);
      else {
        expect(left(Number(fit.count)).every((amount) => amount >= 0n)).toBe(true);
        expect(left(Number(fit.count) + 1).some((amount) => amount < 0n)).toBe(true);
      }
    }),
  );
});

test('nothing fits where there is less than nothing', () => {
  expect(fitting(new Map([['cpu', 10n]]), new Map([['cpu', -15n]]))).toEqual({ count: 0n, scarcest: 'cpu' });
});

test('sums and maxima are by resource', () => {
  const [a, b] = [
    new Map([['cpu', 1n]]),
    new Map([
      ['cpu', 3n],
      ['pods', 2n],
    ]),
  ];

  expect([...plus(a, b)]).toEqual([
    ['cpu', 4n],
    ['pods', 2n],
  ]);
  expect([...larger(a, b)]).toEqual([
    ['cpu', 3n],
    ['pods', 2n],
  ]);
  expect([...larger(b, a)]).toEqual([
    ['cpu', 3n],
    ['pods', 2n],
  ]);
});
