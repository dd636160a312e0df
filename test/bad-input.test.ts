import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, temporaryFolder } from './support/folder';
import { PROJECT, runProgram, type Run } from './support/program';

const PROGRAM = join('test', 'fixtures', 'bad-input.ts');
const source = readFileSync(join(PROJECT, PROGRAM), 'utf8').split('\n');

/** Where in the program a text stands, as a report shows it. */
function line(text: string): string {
  const indices = source.flatMap((each, index) => (each.includes(text) ? [index] : []));
  if (indices.length !== 1) throw new Error(`'${text}' stands in ${indices.length} lines.`);
  return `${PROGRAM}:${indices[0]! + 1}`;
}

/** What stderr has to say of each mistake, word by word. */
const REPORT = [
  `shop/capitals  ${line("(stack, 'capitals'")}
  error  image/illegal
    'registry.example/Jenkins:2.541.2' cannot be an image.
    want: a repository in lower case with a tag or a digest: 'registry.example/team/app:1.4.2'
    fix:  Did you mean 'registry.example/jenkins:2.541.2'?`,

  `shop/illegal-label/Deployment  ${line("(stack, 'illegal-label'")}
  error  label/illegal  Deployment shop/illegal-label /metadata/labels/team
    "Check Out!" cannot be the value of the label 'team'.
    want: nothing, or at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends
    fix:  Shorten the value, or make it an annotation, which takes any text.`,

  `shop/illegal-name  ${line("(stack, 'illegal-name'")}
  error  name/illegal
    'Shop_Front' cannot name a Service.
    want: at most 63 lower-case letters, digits and '-', starting with a letter and ending with a letter or digit
    fix:  Pass another name, for instance 'shop-front'.`,

  `shop/no-tag  ${line("(stack, 'no-tag'")}
  error  image/without-tag
    The image 'registry.example/tag' has neither tag nor digest.
    want: a tag, ':1.4.2', or a digest, '@sha256:…'
    fix:  Say which release is meant: 'registry.example/tag:…'.`,

  `shop/no-target  ${line('override(patched')}
  error  override/no-target
    There is no object with kind 'StatefulSet' at or below the construct of the override.
    want: ServiceAccount no-target, Deployment no-target, PodDisruptionBudget no-target, Service no-target
    fix:  Correct the target, or declare the override on a construct that contains the object.`,

  `shop/plain-secret/Deployment  ${line("(stack, 'plain-secret'")}
  error  secret/as-text  Deployment shop/plain-secret /spec/template/spec/containers/0/env/0/value
    The value of the secret 'database/PASSWORD' is used as plain text.
    want: a secret key as the whole value of an environment variable, or mounted as a file
    fix:  Pass the key itself, as in \`environment: [{ PASSWORD: secret.key(…) }]\`, and let the container refer to it as $(PASSWORD).`,

  `shop/same-settings  ${line("'same-settings'")}
  error  name/duplicate  ConfigMap shop/settings /metadata/name
    ConfigMap shop/settings is there already: shop/settings/Resource at ${line("(stack, 'settings'")} made it.
    want: one object of each kind, namespace and name
    fix:  Give one of the two another id, name or namespace.`,

  `shop/stuck-rollout  ${line("(stack, 'stuck-rollout'")}
  error  rollout/stuck
    maxSurge is 0 and maxUnavailable is 0: no pod could ever be replaced.
    want: at least one of them above 0
    fix:  Raise maxSurge to add pods before old ones end, or maxUnavailable to end old ones first.`,

  `shop/undeclared-port/route  ${line("port: corrected ? 'http' : 'htp'")}
  error  port/undeclared
    The route uses the port 'htp', which nothing declares.
    want: 'http' (8080)
    fix:  Did you mean 'http'?`,
];

describe('a program with a mistake of every kind', () => {
  const folder = temporaryFolder();
  let before: Readonly<Record<string, string>>;
  let bad: Run;

  beforeAll(async () => {
    const environment = { CDK8S_OUTDIR: folder };
    const good = await runProgram(PROGRAM, { environment, args: ['corrected'] });
    expect(good).toEqual({ code: 0, stdout: '', stderr: '' });
    before = filesIn(folder);
    bad = await runProgram(PROGRAM, { environment });
  }, 60_000);

  test('fails with exit code 1 and says how many mistakes there are', () => {
    expect(bad).toMatchObject({ code: 1, stdout: '' });
    expect(bad.stderr).toContain(`${REPORT.length} errors: nothing was written\n`);
  });

  test.each(REPORT.map((finding) => ({ rule: / {2}error {2}(\S+)/.exec(finding)?.[1], finding })))(
    'fails with $rule: where, what was given, what is allowed, what to do',
    ({ finding }) => {
      expect(bad.stderr).toContain(`\n\n${finding}\n`);
    },
  );

  test('says nothing else, and everything once, by the path of the construct', () => {
    const headings = bad.stderr.split('\n').filter((each) => / {2}(error|warning) {2}|^shop\//.test(each));
    expect(headings).toEqual(REPORT.flatMap((finding) => finding.split('\n').slice(0, 2)));
  });

  test('never shows the value of a secret', () => {
    expect(bad.stderr).not.toContain('not so secret');
  });

  test('does not touch the output of the run before', () => {
    expect(Object.keys(before)).toContain('shop.k8s.yaml');
    expect(filesIn(folder)).toEqual(before);
  });
});
