import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { typeErrors } from './type-check';

const lib = join(__dirname, '../../lib');
const folder = join(__dirname, '.examples');

/** What examples speak of without making it. */
const PRELUDE = `
import { interpolate, type Output } from '@pulumi/pulumi';
import { Cron, Duration, Include } from 'cdk8s';
import { Construct } from 'constructs';
import * as stackwright from 'stackwright';
import { EksCluster, Network, RdsPostgres } from 'stackwright/aws';
import { deploy, PulumiSecret, resourceOptions, token } from 'stackwright/pulumi';
import { KubeNative, type KubeNativeProps } from '../../../apps/kube-native';
const { IMPORTS } = stackwright;
declare const app: stackwright.App;
declare const config: stackwright.Config;
declare const secret: stackwright.ExistingSecret;
declare const settings: KubeNativeProps;
declare const web: stackwright.WebApp;
declare const migration: stackwright.Migration;
declare const include: Include;
declare const stack: stackwright.Stack;
declare const agent: stackwright.DaemonSet;
declare const network: Network;
declare const cluster: EksCluster;
declare const database: RdsPostgres;
declare const user: Output<string>;
declare const password: Output<string>;
declare const address: Output<string>;
`;

interface Example {
  readonly source: string;
  readonly code: string;
}

/** The code after each @example in the documentation of the library. */
function examplesIn(source: string): readonly Example[] {
  const text = readFileSync(join(lib, source), 'utf8');
  return Array.from(text.matchAll(/^( *)\* @example\n((?:\1\*(?!\/).*\n)+)/gm), ([, , block = '']) => ({
    source,
    code: block.replace(/^ *\* ?/gm, ''),
  }));
}

const sources = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const examples = sources.flatMap(examplesIn);

/** Only what an example does not declare by itself is there for it. */
function programOf({ code }: Example): string {
  const declared = Array.from(code.matchAll(/\bconst (\w+)/g), ([, name]) => name);
  const prelude = PRELUDE.split('\n').filter(
    (line) => !declared.some((name) => line.startsWith(`declare const ${name}:`)),
  );
  const body = code.trimStart().startsWith('{') ? `const value: stackwright.Probe = ${code}` : code;
  return `${prelude.join('\n')}
export class Example extends Construct {
  constructor(scope: Construct) {
    super(scope, 'example');
    ${body}
  }
}
`;
}

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('every @example of the library has no type errors', () => {
  const names = Array.from(
    readFileSync(join(lib, 'index.ts'), 'utf8').matchAll(/\{([^}]*)\}/g),
    ([, list = '']) => list,
  )
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
  const paths = examples.map((example, index) => {
    const path = join(folder, `${example.source.replaceAll('/', '-')}.${index}.ts`);
    writeFileSync(path, programOf(example).replace('IMPORTS', names.join(', ')));
    return path;
  });

  expect(paths.length).toBeGreaterThan(10);
  expect(typeErrors(paths)).toEqual([]);
});
