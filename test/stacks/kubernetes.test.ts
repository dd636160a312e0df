import { join } from 'node:path';
import { filesIn, temporaryFolder } from '../support/folder';
import { expectGolden } from '../support/golden';
import { run, runProgram, type Run } from '../support/program';

const PROGRAM = join('stacks', 'kubernetes.ts');

/** What the programs say for production; the hashes of Jobs are left out. */
const ACKNOWLEDGED = `16 acknowledged

acknowledged
  image/no-digest  Each tag of these images is published once.
    Deployment go-demo-2/go-demo-2-api
    Deployment kube-native/kube-native
    Job kube-native/kube-native-migrate-…
    Job kube-native/kube-native-seed-…
    StatefulSet go-demo-2/go-demo-2-db
  network/ingress-any-host  It is reached by the address of the ingress controller.
    Ingress go-demo-2/go-demo-2
  network/ingress-without-tls  It has no host name to hold a certificate for.
    Ingress go-demo-2/go-demo-2
  network/uncovered-pod  Who speaks with whom is not declared yet.
    Deployment go-demo-2/go-demo-2-api
    Deployment kube-native/kube-native
    Job kube-native/kube-native-migrate-…
    Job kube-native/kube-native-seed-…
    StatefulSet go-demo-2/go-demo-2-db
  security/low-user-id  The image keeps its files as its user 999.
    StatefulSet go-demo-2/go-demo-2-db
  security/low-user-id  The release in the image belongs to its user 1000.
    Deployment kube-native/kube-native
    Job kube-native/kube-native-migrate-…
    Job kube-native/kube-native-seed-…
`;

interface Output extends Run {
  readonly files: Readonly<Record<string, string>>;
}

async function outputFor(environment: string): Promise<Output> {
  const folder = temporaryFolder();
  const done = await runProgram(PROGRAM, { environment: { CDK8S_OUTDIR: folder, ENVIRONMENT: environment } });
  return { ...done, files: filesIn(folder) };
}

async function outputOfCdk8s(): Promise<Output> {
  const folder = temporaryFolder();
  const args = ['--no-install', 'cdk8s', 'synth', '--check-upgrade=false', '--output', folder];
  const done = await run('npx', args);
  return { ...done, files: filesIn(folder) };
}

describe('stacks/kubernetes.ts', () => {
  let production: Output;
  let minikube: Output;
  let unknown: Output;
  let cdk8s: Output;

  beforeAll(async () => {
    [production, minikube, unknown, cdk8s] = await Promise.all([
      outputFor('production'),
      outputFor('minikube'),
      outputFor('prod'),
      outputOfCdk8s(),
    ]);
  }, 60_000);

  test('writes both systems and says what is acknowledged, and nothing else', () => {
    expect(production).toMatchObject({ code: 0, stdout: '' });
    expect(production.stderr.replaceAll(/(?<=-)[a-z0-9]{10}$/gm, '…')).toBe(ACKNOWLEDGED);
    expect(Object.keys(production.files).filter((name) => name.endsWith('.yaml'))).toEqual([
      'go-demo-2.k8s.yaml',
      'kube-native.k8s.yaml',
    ]);
  });

  test('says nothing for minikube', () => {
    expect(minikube).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  test('cdk8s synth runs it for production, and writes the same bytes', () => {
    expect(cdk8s).toMatchObject({ code: 0 });
    const manifests = ({ files }: Output) => Object.entries(files).filter(([name]) => name.endsWith('.yaml'));
    expect(manifests(cdk8s)).toEqual(manifests(production));
  });

  test('fails when there is no such environment, says which there are, and writes nothing', () => {
    expect(unknown).toMatchObject({ code: 1, files: {} });
    expect(unknown.stderr).toContain("There is no environment 'prod'; there is minikube, production.");
  });

  test.each(['go-demo-2', 'kube-native'])('%s in production is as reviewed', (stack) => {
    expectGolden(`${stack}.production`, production.files[`${stack}.k8s.yaml`]);
  });

  test.each(['go-demo-2', 'kube-native'])('%s on minikube is as reviewed', (stack) => {
    expectGolden(`${stack}.minikube`, minikube.files[`${stack}.k8s.yaml`]);
  });
});
