import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { Worker, type Quantity } from 'stackwright';
import { amountOf } from '../../lib/manifest/quantity';
import { at, container, expectMistake, image, only, rendered, resources } from '../support/rendered';

const cpuOf = (cpu: Quantity) => {
  const objects = rendered((stack) => new Worker(stack, 'worker', { image, resources: { ...resources, cpu } }));
  return at(container(only(objects, 'Deployment')), 'resources', 'requests', 'cpu');
};

describe('a quantity', () => {
  it.each(['1', '0.5', '.5', '1.', '250m', '100u', '5n', '2k', '3M', '1G', '1Ki', '1Ei', '1e3', '1E-3', '+1'])(
    'is passed on as it is written: %s',
    (text) => {
      expect(cpuOf(text)).toBe(text);
    },
  );

  it.each([
    [1.5, '1.5'],
    [0, '0'],
    [Size.mebibytes(256), '256Mi'],
    [Size.gibibytes(2), '2Gi'],
  ])('may be a number or a size: %s', (given, expected) => {
    expect(cpuOf(given)).toBe(expected);
  });

  it('is worth the same however it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e7 }), (thousandths) => {
        expect(amountOf(`${thousandths}m`)).toBe(amountOf(String(thousandths / 1000)));
        expect(amountOf(`${thousandths}k`)).toBe(amountOf(`${thousandths}e3`));
      }),
    );
  });

  it.each([
    ['1Ki', 1024],
    ['1k', 1000],
    ['2Gi', 2 ** 31],
    ['1E', 1e18],
    ['1E3', 1000],
    ['1500u', 0.0015],
  ])('%s is worth %d', (text, expected) => {
    expect(amountOf(text)).toBe(expected);
  });

  it.each(['1 Gi', '100MB', '-1', 'one', '', '1,5', '5mi', '0x10', 'NaN'])("fails when it is '%s'", (cpu) => {
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources: { ...resources, cpu } }), {
      rule: 'quantity/illegal',
      path: 'shop/worker',
      message: `cpu is '${cpu}'.`,
      want: "a number with an optional unit: 'm' for thousandths, k M G T P E for powers of 1000, Ki Mi Gi Ti Pi Ei for powers of 1024",
      fix: "Write it as in '250m' or '256Mi'.",
      line: "new Worker(stack, 'worker'",
    });
  });

  it.each([
    ['256m', "Did you mean '256Mi'?"],
    ['0.5', "Write it as in '256Mi'."],
  ])('fails when memory is %s, which is a part of a byte', (memory, fix) => {
    expectMistake((stack) => new Worker(stack, 'worker', { image, resources: { ...resources, memory } }), {
      rule: 'quantity/part-of-byte',
      path: 'shop/worker',
      message: `memory is '${memory}', which is not a whole number of bytes.`,
      want: 'whole bytes: k M G T P E for powers of 1000, Ki Mi Gi Ti Pi Ei for powers of 1024',
      fix,
      line: "new Worker(stack, 'worker'",
    });
  });
});
