import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from 'stackwright';
import type { App } from 'stackwright';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './manifest';
import { isManifest } from './manifest';

/** What a program writes, file by file, in the order of each file: as `kubectl apply -f` would read it. */
export function manifestsOfProgram(program: string, environment: Readonly<Record<string, string>> = {}): Manifest[] {
  const folder = mkdtempSync(join(tmpdir(), 'stackwright-'));
  try {
    const env = { ...process.env, ...environment, CDK8S_OUTDIR: folder };
    execFileSync(process.execPath, ['-r', 'tsx/cjs', program], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const files = readdirSync(folder).filter((name) => name.endsWith('.k8s.yaml'));
    return files.sort().flatMap((name) => manifestsIn(readFileSync(join(folder, name), 'utf8')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The objects of an app in the order in which they are created. */
export function manifestsOf(app: App): Manifest[] {
  const { ordered, findings } = synthesize(app);
  if (findings.length > 0) throw new Error(findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
  return ordered.map(({ manifest }) => checked(manifest));
}

function manifestsIn(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => checked(document.toJS()));
}

function checked(value: unknown): Manifest {
  if (!isManifest(value)) throw new Error(`This is no object: ${JSON.stringify(value)}`);
  return value;
}
