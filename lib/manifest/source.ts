import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in a program. Lines and columns count from 1. */
export interface Source {
  /** Absolute path of the file; of a manifest that was read, as it was given. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where an object comes from. */
export interface Trace {
  /** The calls that led to it, kept unread: reading a stack costs far more than taking it. */
  readonly stack?: string | undefined;
  /** Of an object that was read from a file: where the field at a JSON pointer stands, or the nearest that is there. */
  readonly locate?: ((pointer: string) => Source) | undefined;
}

const LIBRARY = dirname(__dirname) + sep;
// Enough to get from the depth of a pod builder out to the program.
const DEPTH = 25;

/** `at name (file:line:column)` or `at file:line:column`; Node's own modules have no absolute path. */
const FRAME = /^\s*at (?:.*? \()?((?:file:\/\/|[A-Za-z]:[\\/]|\/).*?):(\d+):(\d+)\)?$/;

/** Remembers where the program is now. */
export function takeTrace(): Trace {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  try {
    return new Error('trace');
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/**
 * The innermost line of a trace that belongs to the user's program: neither ours, nor a dependency's, nor Node's; of
 * what was read from a file, the line of a field.
 */
export function sourceOf(trace: Trace | undefined, pointer = ''): Source | undefined {
  if (trace?.locate) return trace.locate(pointer);
  for (const frame of trace ? stackOf(trace).split('\n').slice(1) : []) {
    const source = parseFrame(frame);
    if (source && isUsers(source.file)) return source;
  }
  return undefined;
}

/** The lines of a stack that belong to the user's program. */
export function usersFrames(trace: Trace): readonly string[] {
  return stackOf(trace)
    .split('\n')
    .filter((frame) => {
      const source = parseFrame(frame);
      return source !== undefined && isUsers(source.file);
    });
}

/**
 * The stack of a trace. Where Node itself leads compiled lines back to their sources, nobody else is asked: the runner of
 * Pulumi's SDK installs a tool that does so too, and knows nothing of what a loader compiled in memory.
 */
function stackOf(trace: Trace): string {
  if (!process.sourceMapsEnabled) return trace.stack ?? '';
  const prepare: unknown = Reflect.get(Error, 'prepareStackTrace');
  Reflect.set(Error, 'prepareStackTrace', undefined);
  try {
    return trace.stack ?? '';
  } finally {
    Reflect.set(Error, 'prepareStackTrace', prepare);
  }
}

function parseFrame(frame: string): Source | undefined {
  const [, file, line, column] = FRAME.exec(frame) ?? [];
  if (file === undefined) return undefined;
  return { file: file.startsWith('file:') ? fileURLToPath(file) : file, line: Number(line), column: Number(column) };
}

function isUsers(file: string): boolean {
  return !file.startsWith(LIBRARY) && !file.includes(`${sep}node_modules${sep}`);
}

/** `file:line` of a trace after `prefix`, for a message; nothing when the line is not known. */
export function locationOf(trace: Trace | undefined, prefix = ''): string {
  const source = sourceOf(trace);
  return source ? `${prefix}${source.file}:${source.line}` : '';
}
