import { join } from 'node:path';
import type { Finding } from '../../lib/manifest/finding';
import { reportText, summaryText, type Report } from '../../lib/render/report';

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

/** Of an object in a file. */
function ofFile(path: string, line: number): Partial<Finding> {
  return { path, trace: { locate: () => ({ file: path, line, column: 3 }) } };
}

function text(...findings: readonly Finding[]): string {
  return reportText({ findings }, { folder: FOLDER });
}

/** The first lines of the blocks of a report. */
function headings(report: string): readonly string[] {
  return report.split('\n').filter((line) => /^\S/.test(line));
}

test('everything of a finding is shown, below the construct and the line that made it', () => {
  const all = finding({
    severity: 'warning',
    object: 'Service shop/web',
    pointer: '/spec/ports/0',
    got: '"htp"',
    want: "'http' or 'metrics'",
    ...madeAt(join(FOLDER, 'apps/web.ts')),
  });

  expect(text(all)).toBe(
    [
      'shop/web  apps/web.ts:12',
      '  warning  port/undeclared  Service shop/web /spec/ports/0',
      '    It is wrong.',
      '    got:  "htp"',
      "    want: 'http' or 'metrics'",
      '    fix:  Correct it.',
    ].join('\n'),
  );
});

test('what a finding does not have is left out', () => {
  expect(text(finding())).toBe('shop/web\n  error  port/undeclared\n    It is wrong.\n    fix:  Correct it.');
});

test('of an object in a file, each finding has a line of its own, and the file has them in their order', () => {
  const findings = [finding(ofFile('web.yaml', 20)), finding({ ...ofFile('web.yaml', 7), object: 'Pod shop/web' })];

  expect(text(...findings).split('\n')).toEqual([
    'web.yaml',
    '  error  port/undeclared  web.yaml:7  Pod shop/web',
    '    It is wrong.',
    '    fix:  Correct it.',
    '',
    '  error  port/undeclared  web.yaml:20',
    '    It is wrong.',
    '    fix:  Correct it.',
  ]);
});

test.each([
  ['"htp"', "The probe uses 'htp'.", false],
  ['3', 'It has 3 replicas.', false],
  ['1', 'It has 10 replicas.', true],
  ['{"a":1}', 'It has more.', true],
  ['"a(b"', 'It has more.', true],
])('the value %s is shown beside «%s» only where it adds something', (got, message, isShown) => {
  expect(text(finding({ got, message })).includes(`    got:  ${got}\n`)).toBe(isShown);
});

test('the root of the tree is called the app', () => {
  expect(headings(text(finding({ path: '' })))).toEqual(['(app)']);
});

test('findings are sorted by path, with an empty line between them', () => {
  const findings = [finding({ path: 'b' }), finding({ path: 'a' }), finding({ path: 'a/b' })];

  expect(headings(text(...findings))).toEqual(['a', 'a/b', 'b']);
  expect(text(...findings).split('\n\n')).toHaveLength(3);
});

test('findings of one construct stand below one heading, as they were made', () => {
  const report = text(finding({ message: 'First.' }), finding({ path: 'a' }), finding({ message: 'Second.' }));

  expect(headings(report)).toEqual(['a', 'shop/web']);
  expect(report).toMatch(/First\.[^]*Second\./);
});

test('the same finding is shown once', () => {
  expect(text(finding(), finding())).toBe(text(finding()));
});

test.each<[string, Partial<Finding>]>([
  ['field', { pointer: '/spec/containers/1' }],
  ['line of the program', madeAt('/a.ts')],
])('the same mistake at another %s is shown as well', (_what, other) => {
  expect(text(finding(), finding(other)).match(/It is wrong/g)).toHaveLength(2);
});

test('no findings are no text', () => {
  expect(text()).toBe('');
});

test.each([
  ['/home/me/platform/main.ts', 'main.ts:12'],
  ['/home/me/platform/my apps/web.ts', 'my apps/web.ts:12'],
  ['/home/me/platform-2/web.ts', '/home/me/platform-2/web.ts:12'],
  ['/elsewhere/web.ts', '/elsewhere/web.ts:12'],
])('the source %s is shown as %s', (file, shown) => {
  expect(headings(text(finding(madeAt(file))))).toEqual([`shop/web  ${shown}`]);
});

test('a source in a message is shown relative as well', () => {
  const message = `ConfigMap a is there already: shop/a at ${FOLDER}/apps/a.ts:3 made it.`;

  expect(text(finding({ message }))).toContain('shop/a at apps/a.ts:3 made it.');
});

test.each([['registry.example/app:1.2'], ['https://example.com:8080'], ['/data:80'], ['/spec/ports']])(
  'a message with %s is left as it is',
  (given) => {
    expect(text(finding({ message: `It has '${given}'.` }))).toContain(`It has '${given}'.`);
  },
);

test('below the root folder an image keeps its name', () => {
  const report = reportText({ findings: [finding({ message: 'registry.example/app:1' })] }, { folder: '/' });

  expect(report).toContain('registry.example/app:1');
});

test('what would move the cursor or colour the terminal is shown as an escape', () => {
  const report = text(finding({ message: 'A\u{1b}[31mB\u{7}C\u{202e}D', object: 'Pod \r' }));

  expect(report).toContain('A\\u001b[31mB\\u0007C\\u202eD');
  expect(report).toContain('Pod \\u000d');
});

test('a name of several lines stays on its line, where it cannot look like another finding', () => {
  const forged = 'Pod a\n\nb.yaml\n  error  fake/rule';
  const findings = [finding({ object: forged, path: forged }), finding({ ...ofFile(forged, 1) })];
  const acknowledged = [{ ...finding({ object: forged }), reason: 'Two\nlines.\n' }];

  expect(reportText({ findings, acknowledged }, { folder: FOLDER })).not.toMatch(/^b\.yaml|^ {2}error {2}fake|^lines/m);
});

test('a message of several lines stays below its heading', () => {
  expect(text(finding({ message: 'one\ntwo' }))).toContain('\n    one\n    two\n');
});

test('a terminal gets colours around the same words', () => {
  const report: Report = { findings: [finding({ want: 'more', ...ofFile('a.yaml', 1) })] };
  const coloured = reportText(report, { folder: FOLDER, isColoured: true });

  expect(coloured).toContain('\u{1b}[31merror\u{1b}[0m');

  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(reportText(report, { folder: FOLDER }));
});

describe('acknowledged findings', () => {
  const acknowledged = [
    { ...finding({ object: 'Pod shop/a', pointer: '/a' }), reason: 'It has to.' },
    { ...finding({ object: 'Pod shop/a', pointer: '/b' }), reason: 'It has to.' },
    { ...finding({ rule: 'image/latest' }), reason: 'A laptop.' },
  ];

  test('are listed below all others by rule and reason, with the objects and how often', () => {
    const report = reportText({ findings: [finding({ path: 'z' })], acknowledged }, { folder: FOLDER });

    expect(report.split('\n\n').at(-1)).toBe(
      [
        'acknowledged',
        '  image/latest  A laptop.',
        '    shop/web',
        '  port/undeclared  It has to.',
        '    Pod shop/a (2 times)',
      ].join('\n'),
    );
  });

  test('are counted', () => {
    const findings = [finding(), finding({ path: 'b' }), finding({ path: 'c', severity: 'warning' })];

    expect(summaryText({ findings, acknowledged })).toBe('2 errors, 1 warning, 3 acknowledged');
  });
});

test.each<[readonly Finding[], string]>([
  [[], 'no findings'],
  [[finding()], '1 error'],
  [[finding(), finding()], '1 error'],
  [[finding({ severity: 'warning' }), finding({ severity: 'warning', path: 'b' })], '2 warnings'],
])('%j are summed up as %s', (findings, summary) => {
  expect(summaryText({ findings })).toBe(summary);
});
