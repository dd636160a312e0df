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
  `error  image/illegal  shop/capitals  ${line("(stack, 'capitals'")}
  'registry.example/Jenkins:2.541.2' cannot be an image.
  Allowed: a repository in lower case with a tag or a digest: 'registry.example/team/app:1.4.2'.
  Did you mean 'registry.example/jenkins:2.541.2'?`,

  `error  label/illegal  shop/illegal-label/Deployment  ${line("(stack, 'illegal-label'")}
  Deployment shop/illegal-label /metadata/labels/team
  "Check Out!" cannot be the value of the label 'team'.
  Allowed: nothing, or at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends.
  Shorten the value, or make it an annotation, which takes any text.`,

  `error  name/illegal  shop/illegal-name  ${line("(stack, 'illegal-name'")}
  'Shop_Front' cannot name a Service.
  Allowed: at most 63 lower-case letters, digits and '-', starting with a letter and ending with a letter or digit.
  Pass another name, for instance 'shop-front'.`,

  `error  image/without-tag  shop/no-tag  ${line("(stack, 'no-tag'")}
  The image 'registry.example/tag' has neither tag nor digest.
  Allowed: a tag, ':1.4.2', or a digest, '@sha256:…'.
  Say which release is meant: 'registry.example/tag:…'.`,

  `error  override/no-target  shop/no-target  ${line('override(patched')}
  There is no object with kind 'StatefulSet' at or below the construct of the override.
  Allowed: ServiceAccount no-target, Deployment no-target, PodDisruptionBudget no-target, Service no-target.
  Correct the target, or declare the override on a construct that contains the object.`,

  `error  secret/as-text  shop/plain-secret/Deployment  ${line("(stack, 'plain-secret'")}
  Deployment shop/plain-secret /spec/template/spec/containers/0/env/0/value
  The value of the secret 'database/PASSWORD' is used as plain text.
  Allowed: a secret key as the whole value of an environment variable, or mounted as a file.
  Pass the key itself, as in \`environment: { PASSWORD: secret.key(…) }\`, and let the container refer to it as $(PASSWORD).`,

  `error  name/duplicate  shop/same-settings  ${line("'same-settings'")}
  ConfigMap shop/settings /metadata/name
  ConfigMap shop/settings is there already: shop/settings/Resource at ${line("(stack, 'settings'")} made it.
  Allowed: one object of each kind, namespace and name.
  Give one of the two another id, name or namespace.`,

  `error  rollout/stuck  shop/stuck-rollout  ${line("(stack, 'stuck-rollout'")}
  maxSurge is 0 and maxUnavailable is 0: no pod could ever be replaced.
  Allowed: at least one of them above 0.
  Raise maxSurge to add pods before old ones end, or maxUnavailable to end old ones first.`,

  `error  port/undeclared  shop/undeclared-port/route  ${line("port: corrected ? 'http' : 'htp'")}
  The route uses the port 'htp', which nothing declares.
  Allowed: 'http' (8080).
  Did you mean 'http'?`,
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
    expect(bad.stderr).toContain(`${REPORT.length} errors, nothing was written\n`);
  });

  test.each(REPORT.map((finding) => ({ rule: finding.split(/ +/)[1], finding })))(
    'fails with $rule: where, what was given, what is allowed, what to do',
    ({ finding }) => {
      expect(bad.stderr).toContain(`\n\n${finding}\n`);
    },
  );

  test('says nothing else, and everything once, by the path of the construct', () => {
    const headings = bad.stderr.split('\n').filter((each) => /^(error|warning) /.test(each));
    expect(headings).toEqual(REPORT.map((finding) => finding.split('\n')[0]));
  });

  test('never shows the value of a secret', () => {
    expect(bad.stderr).not.toContain('not so secret');
  });

  test('does not touch the output of the run before', () => {
    expect(Object.keys(before)).toContain('shop.k8s.yaml');
    expect(filesIn(folder)).toEqual(before);
  });
});
