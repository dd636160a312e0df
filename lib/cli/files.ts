import { isUtf8 } from 'node:buffer';
import { lstatSync, readdirSync, readFileSync, readSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Input } from '../checks/input/files';
import { CONFIG } from './config';
import { isMatch } from './glob';

/** How the standard input is called, as a file. */
const STDIN = '<stdin>';

export interface FilesOptions {
  /** Absolute path that paths are relative to. */
  readonly folder: string;
  /** Patterns of what is passed over. */
  readonly ignore: readonly string[];
  /** The configuration, which is no manifest wherever it stands. @default - that of the usual name */
  readonly config?: string | undefined;
  /** The bytes of the standard input, which `-` stands for. */
  readonly stdin: () => Uint8Array;
}

/** Reads files, and the manifests in folders. Each file is read once, by however many ways it is reached. */
export function readPaths(paths: readonly string[], options: FilesOptions): readonly Input[] {
  const walk = new Walk(options);
  for (const path of paths) walk.take(path);
  return walk.inputs;
}

const MANIFEST = /\.(?:ya?ml|json)$/i;

class Walk {
  readonly inputs: Input[] = [];
  readonly #options: FilesOptions;
  readonly #seen = new Set<string>();

  constructor(options: FilesOptions) {
    this.#options = options;
  }

  /** What somebody names. */
  take(path: string): void {
    if (path === '-') {
      this.#stdin();
      return;
    }
    const there = this.#attempt(path, () => statSync(resolve(this.#options.folder, path)));
    if (!there) return;
    if (there.isDirectory()) {
      const before = this.inputs.length;
      this.#folder(path);
      if (this.inputs.length === before) this.#refuse(path, NO_MANIFESTS);
    } else if (there.isFile() || there.isFIFO() || there.isSocket()) this.#file(path, true);
    else this.#refuse(path, { message: 'This is no file.', fix: 'Name a file or a folder.' });
  }

  #stdin(): void {
    if (this.#seen.has(STDIN)) return;
    this.#seen.add(STDIN);
    this.#read(STDIN, this.#options.stdin, true);
  }

  #folder(path: string): void {
    if (!this.#isNew(path)) return;
    const entries = this.#attempt(path, () =>
      readdirSync(resolve(this.#options.folder, path), { withFileTypes: true }),
    );
    for (const entry of (entries ?? []).sort((a, b) => (a.name < b.name ? -1 : 1))) this.#entry(path, entry);
  }

  #entry(folder: string, entry: Dirent): void {
    const { name } = entry;
    const path = folder === '.' ? name : join(folder, name);
    if (name.startsWith('.') || name === 'node_modules' || this.#isConfig(path) || this.#isIgnored(path)) return;
    const isLink = entry.isSymbolicLink();
    const isManifest = MANIFEST.test(name);
    const there = isLink ? this.#target(path, isManifest) : entry;
    if (there?.isDirectory()) this.#folder(path);
    else if (there?.isFile() && isManifest) this.#file(path, false);
  }

  /** Where a link leads; one that leads nowhere only matters where it should be a manifest. */
  #target(path: string, matters: boolean): Pick<Dirent, 'isFile' | 'isDirectory'> | undefined {
    const read = () => statSync(resolve(this.#options.folder, path));
    if (matters) return this.#attempt(path, read);
    try {
      return read();
    } catch {
      return undefined;
    }
  }

  #file(path: string, isNamed: boolean): void {
    if (this.#isNew(path)) this.#read(path, () => readFileSync(resolve(this.#options.folder, path)), isNamed);
  }

  /** @param isNamed - whether something is expected in it */
  #read(path: string, read: () => Uint8Array, isNamed: boolean): void {
    const content = this.#attempt(path, () => decoded(read()));
    if (!content) return;
    this.inputs.push({ path, content, isNamed });
  }

  /** Links may lead in circles, and two ways to one file. */
  #isNew(path: string): boolean {
    const real = this.#attempt(path, () => identityOf(resolve(this.#options.folder, path)));
    if (real === undefined || this.#seen.has(real)) return false;
    this.#seen.add(real);
    return true;
  }

  #isConfig(path: string): boolean {
    const { folder, config = CONFIG } = this.#options;
    return basename(path) === CONFIG || resolve(folder, path) === resolve(folder, config);
  }

  #isIgnored(path: string): boolean {
    return this.#options.ignore.some((pattern) => isMatch(pattern, path.replaceAll('\\', '/')));
  }

  #attempt<T>(path: string, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.#refuse(path, refusalOf(error));
      return undefined;
    }
  }

  #refuse(path: string, unreadable: Refusal): void {
    this.inputs.push({ path, content: { unreadable } });
  }
}

interface Refusal {
  readonly message: string;
  readonly fix: string;
}

const NO_MANIFESTS: Refusal = {
  message: 'There is no .yaml, .yml or .json in this folder.',
  fix: 'Name a folder with manifests.',
};
const REASONS: Readonly<Record<string, Refusal>> = {
  ENOENT: { message: 'There is no such file or folder.', fix: 'Correct the path.' },
  EACCES: { message: 'It may not be read.', fix: 'Change its permissions.' },
  ELOOP: { message: 'The link leads in a circle.', fix: 'Correct the link.' },
  ERR_FS_FILE_TOO_LARGE: { message: 'The file is too large.', fix: 'Split it.' },
  ERR_STRING_TOO_LONG: { message: 'The file is too large.', fix: 'Split it.' },
};

function refusalOf(error: unknown): Refusal {
  return REASONS[codeOf(error)] ?? { message: `It cannot be read: ${String(error)}.`, fix: 'Make it readable.' };
}

/** What Node calls an error of the system. */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** What tells a file from others: pipes, which have no path of their own, by the path that was given. */
function identityOf(path: string): string {
  return lstatSync(path).isFIFO() || basename(path) === 'stdin' ? path : realpathSync(path);
}

function decoded(bytes: Uint8Array): Input['content'] {
  if (/^(?:\u{FE}\u{FF}|\u{FF}\u{FE})/u.test(Buffer.from(bytes.subarray(0, 2)).toString('latin1'))) {
    return { unreadable: { message: 'This is UTF-16, which kubectl does not read.', fix: 'Save it as UTF-8.' } };
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .replace(/^\u{FEFF}/u, '');
  return { text, isDamaged: !isUtf8(bytes) };
}

/** All bytes of an open file, also of one whose writer is not ready yet. */
export function bytesOf(descriptor: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const chunk = new Uint8Array(CHUNK);
    const length = readSome(descriptor, chunk);
    if (length === 0) return Buffer.concat(chunks);
    if (length > 0) chunks.push(chunk.subarray(0, length));
    else Atomics.wait(CLOCK, 0, 0, 10);
  }
}

const CHUNK = 65_536;
const CLOCK = new Int32Array(new SharedArrayBuffer(4));

/** How many bytes were read; 0 at the end, -1 when there are none yet. */
function readSome(descriptor: number, chunk: Uint8Array): number {
  try {
    return readSync(descriptor, chunk);
  } catch (error) {
    if (codeOf(error) === 'EOF') return 0;
    if (codeOf(error) === 'EAGAIN') return -1;
    throw error;
  }
}
