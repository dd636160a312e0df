import { findingOn } from '../../lib/checks/check';
import { core, inventoryObject } from '../manifest/inventory-of';

const object = inventoryObject(core('ConfigMap', 'config'), 'stack/app/config');
const mistake = { rule: 'a/b', message: 'It is wrong.', fix: 'Correct it.' };

test('a finding is an error that tells the construct and the object', () => {
  expect(findingOn(object, mistake)).toEqual({
    ...mistake,
    severity: 'error',
    path: 'stack/app/config',
    trace: undefined,
    object: 'ConfigMap shop/config',
  });
});

test('a finding on a field points to it', () => {
  expect(findingOn(object, { ...mistake, at: ['data', 'a/b'] })).toMatchObject({ pointer: '/data/a~1b' });
});

test('a finding knows where the object was made', () => {
  const trace = { stack: 'Error\n    at /app/main.ts:3:1' };

  expect(findingOn({ ...object, trace }, mistake).trace).toBe(trace);
});
