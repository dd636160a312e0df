import { isList, isObject, objectAt, text, type Json, type JsonObject } from '../../lib/manifest/json';
import { ILLEGAL, stackwright, type Setting } from './run';

/** The only run of the report on a folder with files, or on what is piped in. */
function runOf(setting: Setting, path = '.'): JsonObject {
  const { stdout } = stackwright(['check', path, '--format', 'sarif'], setting);
  return objectAt(JSON.parse(stdout) as Json, 'runs', 0);
}

function listIn(object: JsonObject, field: string): readonly JsonObject[] {
  const list = object[field] ?? null;
  return isList(list) ? list.filter(isObject) : [];
}

/** What is wrong with a result, for those who show it beside the code. */
function mistakesIn(result: JsonObject, run: JsonObject): readonly string[] {
  const place = objectAt(result, 'locations', 0, 'physicalLocation');
  const { uri, uriBaseId } = objectAt(place, 'artifactLocation');
  const { startLine, startColumn } = objectAt(place, 'region');
  const rule = objectAt(run, 'tool', 'driver', 'rules', Number(result['ruleIndex']));
  return Object.entries({
    rule: rule['id'] === result['ruleId'],
    level: ['error', 'warning'].includes(text(result['level'])),
    message: text(objectAt(result, 'message')['text']) !== '',
    uri: uriBaseId === undefined ? /^(?:file:\/\/\/|stdin$)/.test(text(uri)) : isRelative(text(uri)),
    region: Number(startLine) >= 1 && Number(startColumn) >= 1,
    fingerprint: text(objectAt(result, 'partialFingerprints')['objectField/v1']) !== '',
  }).flatMap(([name, isRight]) => (isRight ? [] : [`${name}: ${JSON.stringify(result)}`]));
}

function isRelative(uri: string): boolean {
  return (
    /^(?:[\w.!~*'()-]|%[0-9A-F]{2}|\/)+$/.test(uri) && new URL(uri, 'file:///root/').href.startsWith('file:///root/')
  );
}

const NAMES = [
  'plain.yaml',
  'with space.yaml',
  '100%.yaml',
  'a%20b.yaml',
  'hash#tag.yaml',
  'query?x=1&y[2].yaml',
  'colon:1.yaml',
  'naïve—日本.yaml',
  'line\nbreak.yaml',
  'escape\u{1b}[31m.yaml',
  'back\\slash.yaml',
  'deep/er/(a)!*.yaml',
];

test.each(NAMES)('every result is one that code scanners take, with the file %j', (name) => {
  const run = runOf({ files: { [name]: ILLEGAL } });
  const results = listIn(run, 'results');

  expect(results.flatMap((result) => mistakesIn(result, run))).toEqual([]);
  const { uri } = objectAt(results[0], 'locations', 0, 'physicalLocation', 'artifactLocation');
  expect(text(uri).split('/').map(decodeURIComponent).join('/')).toBe(name);
});

test('so is one of what is piped in, acknowledged, configured, or beside what cannot be checked', () => {
  const acknowledged = ILLEGAL.replace(
    '{ name:',
    '{ annotations: { checks.stackwright.dev/name.illegal: Old. }, name:',
  );
  const files = {
    'a.yaml': acknowledged,
    'b.yaml': 'a: [',
    'c.yaml': Buffer.from([0xff, 0xfe]),
    'stackwright.checks.yaml': 'acknowledge: [{ rule: name/nothing, reason: None. }]\n',
  };
  for (const run of [runOf({ files }), runOf({ stdin: ILLEGAL }, '-')]) {
    const results = listIn(run, 'results');
    expect(results.length).toBeGreaterThan(0);
    expect(results.flatMap((result) => mistakesIn(result, run))).toEqual([]);
  }
});

test('what cannot be checked is told with its file, also where no line of it can be read', () => {
  const run = runOf({ files: { 'a b.yaml': Buffer.from([0xff, 0xfe]) } });

  expect(objectAt(run, 'invocations', 0, 'toolExecutionNotifications', 0, 'locations', 0)).toEqual({
    physicalLocation: { artifactLocation: { uri: 'a%20b.yaml', uriBaseId: '%SRCROOT%' } },
  });
});

test('rules say what code scanners show of them', () => {
  for (const rule of listIn(objectAt(runOf({ stdin: ILLEGAL }, '-'), 'tool', 'driver'), 'rules')) {
    for (const field of ['shortDescription', 'fullDescription', 'help'])
      expect(text(objectAt(rule, field)['text'])).not.toBe('');
    expect(['error', 'warning']).toContain(objectAt(rule, 'defaultConfiguration')['level']);
  }
});
