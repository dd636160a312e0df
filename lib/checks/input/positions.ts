import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
} from 'yaml';
import type { DocumentText } from './stream';

/** A place in a file. Lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

// Above this, reading once more for the sake of a line takes too long: the first line has to do.
const LONGEST = 8_000_000;

/** Knows where in a document each field stands. Data is read otherwise, and faster: only what has findings comes here. */
export class Positions {
  readonly #document: Document | undefined;
  readonly #lines = new LineCounter();
  readonly #first: Position;

  constructor({ text, line, column = 1 }: DocumentText) {
    this.#first = { line, column };
    if (text.length > LONGEST) return;
    try {
      this.#document = parseDocument(text, {
        version: '1.1',
        lineCounter: this.#lines,
        logLevel: 'silent',
        uniqueKeys: false,
        merge: true,
        prettyErrors: false,
      });
    } catch {
      // Where the two readers differ, the first line has to do as well.
    }
  }

  /** Where the value at a path stands, with its key; of what is missing, the nearest that is there. */
  of(path: readonly string[]): Position {
    let node = this.#resolved(this.#document?.contents);
    let offset = startOf(node);
    for (const step of path) {
      const found = this.#child(node, step);
      if (!found) break;
      ({ node } = found);
      offset = found.offset ?? offset;
    }
    if (offset === undefined) return this.#first;
    const { line, col } = this.#lines.linePos(offset);
    return placedIn(this.#first, { line, column: col });
  }

  #child(node: unknown, step: string): Place | undefined {
    if (isSeq(node)) {
      const item = node.items[Number(step)];
      return item === undefined ? undefined : { node: this.#resolved(item), offset: startOf(item) };
    }
    if (!isMap(node)) return undefined;
    const pair = node.items.findLast(({ key }) => keyOf(key) === step);
    if (pair) return { node: this.#resolved(pair.value), offset: startOf(pair.key) };
    return this.#merged(node.items, step);
  }

  /** What a map has from another one by `<<`. */
  #merged(pairs: readonly { readonly key: unknown; readonly value: unknown }[], step: string): Place | undefined {
    const merge = pairs.find(({ key }) => isScalar(key) && key.source === '<<');
    if (!merge) return undefined;
    const value = this.#resolved(merge.value);
    for (const source of isSeq(value) ? value.items : [value]) {
      const found = this.#child(this.#resolved(source), step);
      if (found) return found;
    }
    return undefined;
  }

  #resolved(node: unknown): unknown {
    return isAlias(node) && this.#document ? node.resolve(this.#document) : node;
  }
}

/** A place in a text as one of the file, where the text begins somewhere in it. */
export function placedIn(first: Position, { line, column }: Position): Position {
  return line === 1 ? { line: first.line, column: first.column + column - 1 } : { line: first.line + line - 1, column };
}

interface Place {
  readonly node: unknown;
  readonly offset: number | undefined;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isCollection(value) || isAlias(value);
}

function keyOf(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

/** The steps of a JSON pointer. */
export function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
