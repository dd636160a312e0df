import type { Finding } from '../../lib/manifest/finding';
import { objectAt } from '../../lib/manifest/json';
import { reportData, type FullReport } from '../../lib/render/report-data';
import { sarif } from '../../lib/render/report-sarif';

const FOLDER = '/home/me/platform';

const made: Finding = {
  rule: 'port/undeclared',
  severity: 'error',
  path: 'shop/web',
  source: { file: `${FOLDER}/my apps/web.ts`, line: 12, column: 5 },
  object: 'Service shop/web',
  pointer: '/spec/ports/0',
  message: 'It is "wrong" <&>.\u{1b}',
  got: '"htp"',
  want: 'another',
  fix: 'Correct it.',
};
const ofFile: Finding = {
  rule: 'port/undeclared',
  severity: 'warning',
  path: 'dir/web.yaml',
  source: { file: 'dir/web.yaml', line: 3, column: 1 },
  object: 'Namespace shop',
  message: 'It is odd.',
  fix: 'Correct it.',
};
const bare: Finding = { rule: 'a/b', severity: 'warning', path: '', message: 'No.', fix: 'Yes.' };
const REPORT: FullReport = {
  findings: [made, ofFile, bare, bare],
  acknowledged: [{ ...made, reason: 'It has to.' }],
  unusable: [{ ...ofFile, path: 'x.yaml', source: { file: 'x.yaml', line: 2, column: 7 }, rule: 'input/unusable' }],
};

test('data has everything of a finding under a name of its own, and null for what there is not', () => {
  expect(reportData(REPORT, FOLDER)).toEqual({
    version: 1,
    summary: { errors: 1, warnings: 2, acknowledged: 1, unusable: 1 },
    findings: [
      {
        rule: 'a/b',
        severity: 'warning',
        path: '',
        source: null,
        object: null,
        pointer: null,
        message: 'No.',
        got: null,
        want: null,
        fix: 'Yes.',
      },
      expect.objectContaining({
        path: 'dir/web.yaml',
        source: { file: 'dir/web.yaml', line: 3, column: 1 },
        object: { kind: 'Namespace', namespace: null, name: 'shop' },
      }),
      {
        rule: 'port/undeclared',
        severity: 'error',
        path: 'shop/web',
        source: { file: 'my apps/web.ts', line: 12, column: 5 },
        object: { kind: 'Service', namespace: 'shop', name: 'web' },
        pointer: '/spec/ports/0',
        message: 'It is "wrong" <&>.\u{1b}',
        got: '"htp"',
        want: 'another',
        fix: 'Correct it.',
      },
    ],
    acknowledged: [expect.objectContaining({ rule: 'port/undeclared', path: 'shop/web', reason: 'It has to.' })],
    unusable: [
      { path: 'x.yaml', source: { file: 'x.yaml', line: 2, column: 7 }, message: 'It is odd.', fix: 'Correct it.' },
    ],
  });
});

describe('SARIF', () => {
  const rule = { id: 'port/undeclared', severity: 'error', title: 'T.', why: 'W.', fix: 'F.' } as const;
  const isExternal = ({ reason }: { readonly reason: string }) => reason === 'Elsewhere.';
  const options = { folder: FOLDER, rules: [{ ...rule, id: 'z/z' }, rule], version: '1.2.3', isExternal };
  const [run] = [sarif(REPORT, options)['runs']].flat();

  test('tells the tool with its rules, also those that only findings know', () => {
    const unknown: Finding = { ...ofFile, rule: 'a/b' };
    const [other] = [sarif({ findings: [unknown] }, options)['runs']].flat();

    expect(objectAt(other, 'tool', 'driver', 'rules', 0)).toMatchObject({
      id: 'a/b',
      shortDescription: { text: 'It is odd.' },
    });
    expect(objectAt(run, 'tool', 'driver')).toEqual({
      name: 'stackwright',
      version: '1.2.3',
      rules: [
        {
          id: 'port/undeclared',
          shortDescription: { text: 'T.' },
          fullDescription: { text: 'W.' },
          help: { text: 'F.' },
          defaultConfiguration: { level: 'error' },
        },
        expect.objectContaining({ id: 'z/z' }),
      ],
    });
  });

  test('has the file relative to the folder, escaped, and the construct', () => {
    expect(objectAt(run, 'results', 1)).toEqual({
      ruleId: 'port/undeclared',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'It is "wrong" <&>.\u{1b}\ngot: "htp"\nwant: another\nfix: Correct it.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'my%20apps/web.ts', uriBaseId: '%SRCROOT%' },
            region: { startLine: 12, startColumn: 5 },
          },
          logicalLocations: [
            { fullyQualifiedName: 'shop/web', kind: 'module' },
            { fullyQualifiedName: 'Service shop/web /spec/ports/0', kind: 'object' },
          ],
        },
      ],
      partialFingerprints: { 'objectField/v1': expect.any(String) },
    });
  });

  test.each([
    ['/elsewhere/a b.yaml', { uri: 'file:///elsewhere/a%20b.yaml' }],
    ['../a#b.yaml', { uri: 'file:///home/me/a%23b.yaml' }],
    ['..a/100%.yaml', { uri: '..a/100%25.yaml', uriBaseId: '%SRCROOT%' }],
    [String.raw`a\b.yaml`, { uri: 'a%5Cb.yaml', uriBaseId: '%SRCROOT%' }],
  ])('points to %s', (file, artifactLocation) => {
    const finding = { ...ofFile, path: file, source: { file, line: 1, column: 1 } };
    const [other] = [sarif({ findings: [finding] }, options)['runs']].flat();

    expect(objectAt(other, 'results', 0, 'locations', 0, 'physicalLocation')).toMatchObject({ artifactLocation });
  });

  test('points to a file of its own for the standard input: code scanners take nothing without one', () => {
    const piped = { ...ofFile, path: '<stdin>', source: { file: '<stdin>', line: 1, column: 1 } };
    const [other] = [sarif({ findings: [piped] }, options)['runs']].flat();

    expect(objectAt(other, 'results', 0, 'locations', 0, 'physicalLocation')).toEqual({
      artifactLocation: { uri: 'stdin' },
      region: { startLine: 1, startColumn: 1 },
    });
  });

  test('has what is in no file as notifications, and not as results', () => {
    const [other] = [sarif({ findings: [bare, ofFile] }, options)['runs']].flat();

    expect(objectAt(other)['results']).toHaveLength(1);
    expect(objectAt(other, 'invocations', 0)).toMatchObject({
      executionSuccessful: true,
      toolExecutionNotifications: [{ level: 'warning', message: { text: 'No. Yes.' } }],
    });
  });

  test('knows a finding again in another line, and tells those of other fields apart', () => {
    const moved = { ...ofFile, source: { ...ofFile.source!, line: 9 } };
    const [other] = [sarif({ findings: [ofFile, moved, { ...moved, pointer: '/a' }] }, options)['runs']].flat();
    const prints = [0, 1, 2].map((index) => objectAt(other, 'results', index, 'partialFingerprints')['objectField/v1']);

    expect(prints[0]).toBe(prints[1]);
    expect(prints[0]).not.toBe(prints[2]);
  });

  test('has what is acknowledged as suppressed, with the reason', () => {
    const acknowledged = [...(REPORT.acknowledged ?? []), { ...ofFile, reason: 'Elsewhere.' }];
    const [other] = [sarif({ findings: [], acknowledged }, options)['runs']].flat();

    expect([objectAt(other, 'results', 0), objectAt(other, 'results', 1)]).toEqual([
      expect.objectContaining({ suppressions: [{ kind: 'external', justification: 'Elsewhere.' }] }),
      expect.objectContaining({ suppressions: [{ kind: 'inSource', justification: 'It has to.' }] }),
    ]);
  });

  test('has what could not be checked as notifications of a run that failed', () => {
    expect(objectAt(run, 'invocations', 0)).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'warning', message: { text: 'It is odd. Correct it.' } }, {}],
    });
    expect(objectAt([sarif({ findings: [] }, options)['runs']].flat()[0], 'invocations', 0)).toEqual({
      executionSuccessful: true,
      toolExecutionNotifications: [],
    });
  });
});
