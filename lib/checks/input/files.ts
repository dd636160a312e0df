import type { Finding } from '../../manifest/finding';
import type { Source, Trace } from '../../manifest/source';
import { readDocument, type Problem } from './document';
import { isKustomization, KustomizedFiles } from './kustomization';
import { contentsOf, pointerInDocument, type Manifest, type Origin } from './objects';
import { placedIn, Positions, stepsOf, type Position } from './positions';
import { documentsIn, jsonObjectsIn, type DocumentText } from './stream';

/** A file of manifests. */
export interface Input {
  /** Whether something must be in it. @default false */
  readonly isNamed?: boolean;
  /** Its path, as it was given. */
  readonly path: string;
  /** What is in it, or why that cannot be read. */
  readonly content:
    { readonly text: string; readonly isDamaged?: boolean } | { readonly unreadable: Pick<Problem, 'message' | 'fix'> };
}

/** What files hold, and what of them cannot be checked. */
export interface Read {
  readonly origins: readonly Origin[];
  readonly unusable: readonly Finding[];
}

/** The manifests in files; what is broken leaves the rest as it is. */
export function readInputs(inputs: readonly Input[]): Read {
  const cache = new PositionsCache();
  const kustomized = new KustomizedFiles();
  for (const { path, content } of inputs) {
    if (isKustomization(path) && 'text' in content) kustomized.add(path, content.text);
  }
  return joined(inputs.map((input) => readUnlessKustomized(input, { cache, kustomized })));
}

/** What a kustomization names is read by what it is made into; on its own it would be taken for what it is not. */
function readUnlessKustomized(
  input: Input,
  { cache, kustomized }: { readonly cache: PositionsCache; readonly kustomized: KustomizedFiles },
): Read {
  const role = isKustomization(input.path) ? 'content' : kustomized.roleOf(input.path);
  if ('unreadable' in input.content || role === undefined) return readInput(input, cache);
  return { origins: [], unusable: role === 'patch' ? [unusable(input.path, PATCH)] : [] };
}

function joined(read: readonly Read[]): Read {
  return { origins: read.flatMap(({ origins }) => origins), unusable: read.flatMap(({ unusable }) => unusable) };
}

function readInput({ path, content, isNamed }: Input, cache: PositionsCache): Read {
  if ('unreadable' in content) return { origins: [], unusable: [unusable(path, content.unreadable)] };
  const documents = documentsIn(content.text);
  if (isNamed && documents.length === 0) return { origins: [], unusable: [unusable(path, EMPTY)] };
  const read = documents.map((document) => readPart({ path, document, cache, isDamaged: content.isDamaged === true }));
  // Of a template, nothing that can be read means what it says.
  const template = documents.find((document, index) => isTemplate(document, read[index]));
  return template ? { origins: [], unusable: [unusable(path, { ...bracesIn(template), ...TEMPLATE })] } : joined(read);
}

/** Whether braces may be what makes a document none; those of rules for Prometheus, for instance, stand in texts. */
function isTemplate({ text }: DocumentText, read: Read | undefined): boolean {
  return text.includes('{{') && (read?.unusable ?? []).some(({ message }) => message.startsWith('This is no YAML'));
}

function bracesIn(document: DocumentText): Position {
  return placeOf(document, document.text.indexOf('{{'));
}

const PATCH = {
  message: 'This is a patch of a kustomization, and no object by itself.',
  fix: 'Check what it is made into: `kustomize build … | stackwright check`.',
};
const EMPTY = { message: 'There is nothing in it.', fix: 'See whether what writes it fails.' };
const TEMPLATE = {
  message: 'This is a template, which is no YAML yet.',
  fix: 'Render it first, and check the result: `helm template … | stackwright check`.',
};

/** The line and column of a letter of a document. */
function placeOf({ text, line, column = 1 }: DocumentText, index: number): Position {
  const lines = text.slice(0, index).split('\n');
  return placedIn({ line, column }, { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 });
}

interface Part {
  readonly path: string;
  readonly document: DocumentText;
  readonly cache: PositionsCache;
  readonly isDamaged: boolean;
}

const DAMAGED = '\u{FFFD}';

function readPart(part: Part): Read {
  const { path, document, cache, isDamaged } = part;
  if (isDamaged && document.text.includes(DAMAGED)) {
    const place = placeOf(document, document.text.indexOf(DAMAGED));
    const problem = { ...place, message: 'This is not UTF-8.', fix: 'Save it as UTF-8.' };
    return { origins: [], unusable: [unusable(path, problem)] };
  }
  const reading = readDocument(document);
  if ('problem' in reading) {
    const objects = /^\s*\{/.test(document.text) ? jsonObjectsIn(document) : [];
    if (objects.length > 1) return joined(objects.map((object) => readPart({ ...part, document: object })));
    return { origins: [], unusable: [unusable(path, reading.problem)] };
  }
  const { manifests, mistakes } = contentsOf(reading.value);
  return {
    origins: manifests.map(({ manifest, at }: Manifest) => {
      const locate = (field: string): Source => cache.locate(path, document, pointerInDocument(at, field));
      return { manifest, path, trace: { locate } satisfies Trace };
    }),
    unusable: mistakes.map(({ at, message, fix }) => ({
      ...unusable(path, { message, fix }),
      source: cache.locate(path, document, pointerInDocument(at, '')),
    })),
  };
}

/** That something in a file cannot be checked. */
export function unusable(
  path: string,
  { message, fix, ...at }: Partial<Problem> & Pick<Problem, 'message' | 'fix'>,
): Finding {
  const source = at.line === undefined ? undefined : { file: path, line: at.line, column: at.column ?? 1 };
  return { rule: 'input/unusable', severity: 'error', path, message, fix, ...(source ? { source } : {}) };
}

/** The positions in the document that was asked for last: all of a large stream would not fit into memory. */
class PositionsCache {
  #document: DocumentText | undefined;
  #positions: Positions | undefined;

  locate(file: string, document: DocumentText, field: string): Source {
    if (!this.#positions || this.#document !== document) {
      this.#document = document;
      this.#positions = new Positions(document);
    }
    return { file, ...this.#positions.of(stepsOf(field)) };
  }
}
