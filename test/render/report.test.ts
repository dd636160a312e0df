import { join } from 'node:path';
import type { Finding } from '../../lib/manifest/finding';
import { reportText } from '../../lib/render/report';

const FOLDER = '/home/me/platform';

function finding(fields: Partial<Finding> = {}): Finding {
  return {
    rule: 'port/undeclared',
    severity: 'error',
    path: 'shop/web',
    message: 'It is wrong.',
    fix: 'Correct it.',
    ...fields,
  };
}

function madeAt(file: string, line = 12): Pick<Finding, 'trace'> {
  return { trace: { stack: `Error: trace\n    at new Web (${file}:${line}:5)` } };
}

test('everything of a finding is shown', () => {
  const all = finding({
    severity: 'warning',
    object: 'Service shop/web',
    pointer: '/spec/ports/0',
    want: "'http' or 'metrics'",
    ...madeAt(join(FOLDER, 'apps/web.ts')),
  });

  expect(reportText([all], FOLDER)).toBe(
    [
      'warning  port/undeclared  shop/web  apps/web.ts:12',
      '  Service shop/web /spec/ports/0',
      '  It is wrong.',
      "  Allowed: 'http' or 'metrics'.",
      '  Correct it.',
    ].join('\n'),
  );
});

test('what a finding does not have is left out', () => {
  expect(reportText([finding()], FOLDER)).toBe('error  port/undeclared  shop/web\n  It is wrong.\n  Correct it.');
});

test('the root of the tree is called the app', () => {
  expect(reportText([finding({ path: '' })], FOLDER)).toContain('error  port/undeclared  (app)\n');
});

test('findings are sorted by path, with an empty line between them', () => {
  const findings = [finding({ path: 'b' }), finding({ path: 'a' }), finding({ path: 'a/b' })];

  expect(
    reportText(findings, FOLDER)
      .split('\n\n')
      .map((text) => text.split(/\s+/)[2]),
  ).toEqual(['a', 'a/b', 'b']);
});

test('findings of one path stay as they were made', () => {
  const findings = [finding({ message: 'First.' }), finding({ path: 'a' }), finding({ message: 'Second.' })];

  expect(reportText(findings, FOLDER)).toMatch(/First\.[^]*Second\./);
});

test('the same finding is shown once', () => {
  expect(reportText([finding(), finding()], FOLDER)).toBe(reportText([finding()], FOLDER));
});

test('no findings are no text', () => {
  expect(reportText([], FOLDER)).toBe('');
});

test.each([
  ['/home/me/platform/main.ts', 'main.ts:12'],
  ['/home/me/platform/my apps/web.ts', '/home/me/platform/my apps/web.ts:12'],
  ['/home/me/platform-2/web.ts', '/home/me/platform-2/web.ts:12'],
  ['/elsewhere/web.ts', '/elsewhere/web.ts:12'],
])('the source %s is shown as %s', (file, shown) => {
  expect(reportText([finding(madeAt(file))], FOLDER).split('\n')[0]).toBe(`error  port/undeclared  shop/web  ${shown}`);
});

test('a source in a message is shown relative as well', () => {
  const message = `ConfigMap a is there already: shop/a at ${FOLDER}/apps/a.ts:3 made it.`;

  expect(reportText([finding({ message })], FOLDER)).toContain('shop/a at apps/a.ts:3 made it.');
});

test.each([['registry.example/app:1.2'], ['https://example.com:8080'], ['/data:80'], ['/spec/ports']])(
  'a message with %s is left as it is',
  (given) => {
    expect(reportText([finding({ message: `It has '${given}'.` })], FOLDER)).toContain(`It has '${given}'.`);
  },
);

test('below the root folder an image keeps its name', () => {
  expect(reportText([finding({ message: 'registry.example/app:1' })], '/')).toContain('registry.example/app:1');
});
