import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/folder';
import { PROJECT, run } from '../support/program';

const TSC = join(PROJECT, 'node_modules/typescript/bin/tsc');
const MEGABYTE = 1000;

/** Type-checks one program against the declarations of the library, as whoever has installed it does. */
async function check(program: string, declarations: string): Promise<{ errors: string; kilobytes: number }> {
  const config = join(temporaryFolder(), 'tsconfig.json');
  const paths = {
    stackwright: [join(declarations, 'index.d.ts')],
    'stackwright/aws': [join(declarations, 'aws/index.d.ts')],
    'stackwright/pulumi': [join(declarations, 'pulumi/index.d.ts')],
    // The declarations stand outside the project: this is where they find what they import.
    '*': [join(PROJECT, 'node_modules/*'), join(PROJECT, 'node_modules/@types/*')],
  };
  const compilerOptions = { types: ['node'], typeRoots: [join(PROJECT, 'node_modules/@types')], paths };
  const files = [join(PROJECT, program)];
  writeFileSync(
    config,
    JSON.stringify({ extends: join(PROJECT, 'tsconfig.json'), compilerOptions, include: [], files }),
  );
  const { stdout } = await run(process.execPath, [TSC, '-p', config, '--noEmit', '--extendedDiagnostics']);
  const used = /^Memory used:\s*(\d+)K$/m.exec(stdout);
  return {
    errors: stdout
      .split('\n')
      .filter((line) => line.includes('error TS'))
      .join('\n'),
    kilobytes: Number(used?.[1]),
  };
}

const declarations = temporaryFolder();
beforeAll(async () => {
  const flags = ['-p', 'tsconfig.build.json', '--emitDeclarationOnly', '--noCheck', '--outDir', declarations];
  await run(process.execPath, [TSC, ...flags]);
}, 120_000);

it.each(['stacks/aws.ts'])(
  '%s is type-checked in less than 250 MB',
  async (program) => {
    const { errors, kilobytes } = await check(program, declarations);
    expect(errors).toBe('');
    expect(kilobytes).toBeLessThan(250 * MEGABYTE);
  },
  60_000,
);
