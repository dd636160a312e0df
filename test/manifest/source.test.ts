import { join } from 'node:path';
import { locationOf, sourceOf, takeTrace } from '../../lib/manifest/source';

const library = join(__dirname, '..', '..', 'lib', 'manifest', 'collect.ts');

function sourceIn(...frames: readonly string[]) {
  return sourceOf({ stack: ['Error: trace', ...frames.map((frame) => `    at ${frame}`)].join('\n') });
}

test('a trace leads to the line that took it', () => {
  const trace = takeTrace();

  expect(locationOf(trace)).toBe(`${__filename}:11`);
});

test('taking a trace leaves the limit of the program alone', () => {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 3;

  takeTrace();
  const during = Error.stackTraceLimit;
  Error.stackTraceLimit = before;

  expect(during).toBe(3);
});

test('a deep trace still finds the program', () => {
  const deep = (depth: number): ReturnType<typeof takeTrace> => (depth === 0 ? takeTrace() : deep(depth - 1));

  expect(deep(20).stack?.split('\n').length).toBeGreaterThan(20);
});

test.each<[string, string, number, number]>([
  ['new Web (/app/web.ts:12:5)', '/app/web.ts', 12, 5],
  ['/app/main.ts:3:1', '/app/main.ts', 3, 1],
  ['Object.<anonymous> (/app/main.ts:3:1)', '/app/main.ts', 3, 1],
  ['Web.route [as add] (/app/web.ts:4:2)', '/app/web.ts', 4, 2],
  ['async main (/app/main.ts:3:1)', '/app/main.ts', 3, 1],
  ['new Web (/my apps (copy)/web.ts:1:2)', '/my apps (copy)/web.ts', 1, 2],
  ['/my apps (copy)/web.ts:1:2', '/my apps (copy)/web.ts', 1, 2],
  ['file:///my%20apps/web.mts:1:2', '/my apps/web.mts', 1, 2],
  ['new Web (file:///app/web.mts:1:2)', '/app/web.mts', 1, 2],
  ['new Web (C:\\apps\\web.ts:1:2)', 'C:\\apps\\web.ts', 1, 2],
])('the frame "%s" is read', (frame, file, line, column) => {
  expect(sourceIn(frame)).toEqual({ file, line, column });
});

test.each([
  ['of Node', 'Module._compile (node:internal/modules/cjs/loader:1:1)'],
  ['of a dependency', 'new Chart (/app/node_modules/cdk8s/lib/chart.js:1:1)'],
  ['of the library', `collect (${library}:1:1)`],
  ['without a place', 'Array.map (<anonymous>)'],
  ['of a promise', 'async Promise.all (index 0)'],
])('frames %s are passed over', (_name, frame) => {
  expect(sourceIn(frame, 'main (/app/main.ts:3:1)')).toMatchObject({ file: '/app/main.ts' });
});

test('the innermost line of the program counts', () => {
  expect(sourceIn('new Web (/app/web.ts:1:1)', '/app/main.ts:3:1')).toMatchObject({ file: '/app/web.ts' });
});

test.each([[undefined], [{}], [{ stack: undefined }], [{ stack: 'Error: trace' }]])(
  'nothing is known of %j',
  (trace) => {
    expect(sourceOf(trace)).toBeUndefined();
  },
);

test('a location follows its prefix', () => {
  expect(locationOf({ stack: 'Error\n    at /app/main.ts:3:1' }, ' at ')).toBe(' at /app/main.ts:3');
});

test('a location that is not known leaves no prefix', () => {
  expect(locationOf(undefined, ' at ')).toBe('');
});
