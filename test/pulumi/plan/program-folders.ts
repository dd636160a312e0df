import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const made: string[] = [];

/** A project of its own, with the packages of this one: files by their paths. */
export function projectFolder(files: Readonly<Record<string, string>>, packages = true): string {
  const folder = mkdtempSync(join(tmpdir(), 'stackwright-program-'));
  made.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  if (packages) symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Removes all projects that were made. */
export function removeProjectFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
}

/** A project with a program in JavaScript, for which `thing(name, inputs, options)` makes a resource. */
export function programFolder(program: string): string {
  return projectFolder({
    'Pulumi.yaml': 'name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n',
    'package.json': '{ "name": "shop", "version": "1.0.0" }\n',
    'index.js': `const pulumi = require('@pulumi/pulumi');
const thing = (name, inputs, options) => new pulumi.CustomResource('acme:index:Thing', name, inputs ?? {}, options);
${program}
`,
  });
}
