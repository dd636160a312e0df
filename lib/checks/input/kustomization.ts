import { posix } from 'node:path';
import { isList, objectAt, text, type Json, type JsonObject } from '../../manifest/json';
import { readDocument } from './document';
import { documentsIn } from './stream';

/** What a kustomization makes of a file that it names: a change of other objects, or the content of one. */
export type KustomizedAs = 'patch' | 'content';

/** Whether a file is a kustomization: its name is the only one for which no kind is needed. */
export function isKustomization(path: string): boolean {
  return /(?:^|[/\\])[Kk]ustomization(?:\.ya?ml)?$/.test(path);
}

/** The files that kustomizations name and that are no manifests by themselves. */
export class KustomizedFiles {
  readonly #files = new Map<string, KustomizedAs>();

  /** Takes what a kustomization says; what of it is broken names no files. */
  add(path: string, content: string): void {
    const folder = posix.dirname(normal(path));
    for (const document of documentsIn(content)) {
      const reading = readDocument(document);
      if (!('value' in reading)) continue;
      const kustomization = objectAt(reading.value);
      for (const file of patchesIn(kustomization)) this.#files.set(posix.join(folder, file), 'patch');
      for (const file of contentsIn(kustomization)) this.#files.set(posix.join(folder, file), 'content');
    }
  }

  /** What a file is in the kustomization that names it; undefined where none does. */
  roleOf(path: string): KustomizedAs | undefined {
    return this.#files.get(normal(path));
  }
}

function normal(path: string): string {
  return posix.normalize(path.replaceAll('\\', '/'));
}

/** @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
function patchesIn(kustomization: JsonObject): readonly string[] {
  const { patches = null, patchesJson6902 = null, patchesStrategicMerge = null } = kustomization;
  // A patch may stand in the list itself, which is never on one line.
  const merged = itemsOf(patchesStrategicMerge).filter((patch) => !text(patch).includes('\n'));
  return named([...pathsIn(patches), ...pathsIn(patchesJson6902), ...merged]);
}

function contentsIn(kustomization: JsonObject): readonly string[] {
  const { replacements = null, configurations = null, openapi = null, helmCharts = null } = kustomization;
  const generators = ['configMapGenerator', 'secretGenerator'].flatMap((field) =>
    itemsOf(kustomization[field] ?? null),
  );
  // `name=path`, where the key is not to be called like the file.
  const files = generators.flatMap((generator) => itemsOf(objectAt(generator)['files'] ?? null));
  return named([
    ...files.map((file) => text(file).replace(/^[^=]*=/, '')),
    ...pathsIn(replacements),
    ...itemsOf(configurations),
    objectAt(openapi)['path'] ?? null,
    ...itemsOf(helmCharts).map((chart) => objectAt(chart)['valuesFile'] ?? null),
  ]);
}

function pathsIn(list: Json): readonly Json[] {
  return itemsOf(list).map((item) => objectAt(item)['path'] ?? null);
}

function itemsOf(list: Json): readonly Json[] {
  return isList(list) ? list : [];
}

function named(files: readonly Json[]): readonly string[] {
  return files.map((file) => text(file)).filter((file) => file !== '');
}
