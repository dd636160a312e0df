import { readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, parseDocument, type Document, type ParsedNode } from 'yaml';
import { isObject, type Json, type JsonObject } from '../../../manifest/json';

/** A file of settings, with the place of each key in it. */
export interface YamlFile {
  readonly path: string;
  readonly content: JsonObject;
  /** `Pulumi.yaml:3`: the line of a key, or of the nearest one above it. */
  readonly placeOf: (...keys: readonly string[]) => string;
  /** A single value as it is written: `1.10` is no number. Undefined for lists and objects. */
  readonly writtenAt: (...keys: readonly string[]) => string | undefined;
}

/** What is wrong with a file, one text for each mistake. */
export interface BrokenFile {
  readonly problems: readonly string[];
}

export function readYaml(path: string): YamlFile | BrokenFile {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
  if (document.errors.length > 0) {
    // The first lines say what and where; after them comes an excerpt of the file, with whatever is in it.
    return {
      problems: document.errors.map(({ message, linePos }) => {
        const [what = message] = message.split(/ at line \d+|\n/);
        return `${path}:${linePos?.[0].line ?? 1}: this is no YAML: ${what}`;
      }),
    };
  }
  const content = document.toJS() as Json;
  if (!isObject(content)) return { problems: [`${path}:1: this holds no settings: an object is needed`] };
  return {
    path,
    content,
    placeOf: (...keys) => `${path}:${lineOf(document, lines, keys)}`,
    writtenAt: (...keys) => writtenIn(document, keys),
  };
}

function lineOf(document: Document.Parsed, lines: LineCounter, keys: readonly string[]): number {
  const parent = keys.length > 1 ? document.getIn(keys.slice(0, -1), true) : document.contents;
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === keys.at(-1))
    : undefined;
  if (isScalar(pair?.key)) return lines.linePos((pair.key as ParsedNode).range[0]).line;
  return keys.length > 1 ? lineOf(document, lines, keys.slice(0, -1)) : 1;
}

function writtenIn(document: Document.Parsed, keys: readonly string[]): string | undefined {
  const node = document.getIn(keys, true);
  if (!isScalar(node)) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}
