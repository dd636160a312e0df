import { load, YAMLException } from 'js-yaml';
import { isList, type Json } from '../../manifest/json';
import { placedIn, Positions, type Position } from './positions';
import { KUBECTL_SCHEMA } from './schema';
import type { DocumentText } from './stream';

/** Why something cannot be checked. Lines and columns count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly fix: string;
}

/** What a document says, or why nobody can tell. */
export type Reading = { readonly value: Json } | { readonly problem: Problem };

// Deeper than any schema of Kubernetes, and far from where the stack ends.
const DEEPEST = 200;
const OPTIONS = { schema: KUBECTL_SCHEMA, maxDepth: DEEPEST };
/** How many values aliases may add to a document: what they stand for is walked again and again. */
const MOST_COPIES = 200_000;

/** Reads one document as kubectl does. Throws nothing. */
export function readDocument(document: DocumentText): Reading {
  try {
    const value: unknown = load(document.text, OPTIONS);
    const found = new Walk().mistakeIn(value);
    if (found) return { problem: { ...new Positions(document).of(found.at), ...found.mistake } };
    return isJson(value) ? { value } : { value: null };
  } catch (error) {
    return { problem: problemOf(error, document) };
  }
}

/** After the walk it is known to be plain data; undefined is a document without any. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}

function problemOf(error: unknown, { text, line, column = 1 }: DocumentText): Problem {
  if (!(error instanceof YAMLException)) {
    return { line, column, message: `The document cannot be read: ${String(error)}.`, fix: 'Correct the YAML.' };
  }
  const mark = markOf(error);
  const at = placedIn({ line, column }, placeOf(mark, text));
  const reason = error.reason.trim();
  if (reason === 'duplicated mapping key') {
    return { ...at, message: `The key '${keyAt(text, mark)}' is there already.`, fix: 'Remove one of the two.' };
  }
  if (reason.startsWith('nesting exceeded')) {
    return { ...at, message: `The document is nested deeper than ${DEEPEST} levels.`, fix: 'Flatten it.' };
  }
  return { ...at, message: `This is no YAML: ${withoutQuotation(reason)}.`, fix: 'Correct the YAML.' };
}

/** A password that begins with `*` or `!` is taken for an alias or a tag; a report has no place for it. */
function withoutQuotation(reason: string): string {
  return reason.replace(/^(unidentified alias|unknown tag|undeclared tag handle|tag name [a-z ]+)[^]*/, '$1');
}

interface Mark {
  readonly line: number;
  readonly column: number;
}

/** Its types say that there always is a mark. */
function markOf({ mark = { line: 0, column: 0 } }: { readonly mark?: Mark }): Mark {
  return mark;
}

/** Where a mark is in a text, which may end without the newline that is read behind it. */
function placeOf({ line, column }: Mark, text: string): Position {
  const last = text.slice(text.lastIndexOf('\n') + 1);
  return column === 0 && line > 0 && text.split(/\r\n?|\n/).length <= line
    ? { line, column: last.length + 1 }
    : { line: line + 1, column: column + 1 };
}

/** The key that stands at a place. */
function keyAt(text: string, { line, column }: Mark): string {
  const rest = text.split(/\r\n?|\n/)[line]?.slice(column) ?? '';
  return /^["']?([^"':]*)/.exec(rest)?.[1]?.trim() ?? '';
}

type Mistake = Pick<Problem, 'message' | 'fix'>;

const CIRCLE: Mistake = { message: 'An alias stands within what it stands for.', fix: 'Write the value out.' };
const NOT_JSON: Mistake = { message: 'It holds a number that JSON does not have.', fix: 'Write a finite number.' };
const MAP_AS_KEY: Mistake = { message: 'This is no YAML for kubectl: a key is a map.', fix: 'Correct the key.' };
const BOMB: Mistake = {
  message: `Its aliases stand for more than ${MOST_COPIES} values.`,
  fix: 'Write them out, or use fewer.',
};

/** What is wrong with a document, and the place of it. */
interface FoundMistake {
  readonly mistake: Mistake;
  readonly at: readonly string[];
}

/** Looks for what would keep those busy who walk over the value: each value is visited once, however often it is used. */
class Walk {
  readonly #sizes = new Map<object, number>();
  readonly #open = new Set<object>();
  readonly #path: (string | number)[] = [];
  #distinct = 0;
  #found: FoundMistake | undefined;

  mistakeIn(value: unknown): FoundMistake | undefined {
    const size = this.#sizeOf(value);
    return this.#found ?? (size - this.#distinct > MOST_COPIES ? { mistake: BOMB, at: [] } : undefined);
  }

  /** How many values there are in a value, with repetitions. */
  #sizeOf(value: unknown): number {
    if (typeof value === 'number' && !Number.isFinite(value)) this.#find(NOT_JSON);
    if (typeof value !== 'object' || value === null) {
      this.#distinct++;
      return 1;
    }
    if (this.#open.has(value)) this.#find(CIRCLE);
    const known = this.#sizes.get(value);
    if (known !== undefined || this.#open.has(value)) return known ?? 1;
    this.#distinct++;
    this.#open.add(value);
    // What js-yaml makes of a key that is a map: most often a template, `{{ … }}`.
    if (Object.hasOwn(value, '[object Object]')) this.#find(MAP_AS_KEY);
    let size = 1;
    for (const [step, child] of isList(value) ? value.entries() : Object.entries(value)) {
      this.#path.push(step);
      size += this.#sizeOf(child);
      this.#path.pop();
    }
    this.#open.delete(value);
    this.#sizes.set(value, size);
    return size;
  }

  #find(mistake: Mistake): void {
    this.#found ??= { mistake, at: this.#path.map(String) };
  }
}
