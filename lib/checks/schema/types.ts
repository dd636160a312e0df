/** What the API server takes at a place of an object, as its decoder reads it. */
export type Type =
  | { readonly is: Scalar }
  | EnumType
  | { readonly is: 'list' | 'map'; readonly of: Type }
  | StructType
  /** The schema in a CustomResourceDefinition, or something short in its place. */
  | { readonly is: 'schema'; readonly or: 'boolean' | 'list' | 'names'; readonly of: () => Struct };

export interface EnumType {
  readonly is: 'enum';
  readonly values: readonly string[];
  /** Whether an empty text is a value too, and a wrong one: elsewhere it is as good as nothing. */
  readonly isPointer?: boolean;
}

export interface StructType {
  readonly is: 'struct';
  readonly of: () => Struct;
  /** Whether it is there even where nobody wrote it, so that its own fields are missing then. */
  readonly isValue: boolean;
}

export type Scalar =
  | 'any'
  | 'string'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'number'
  | 'bytes'
  | 'time'
  | 'microtime'
  | 'quantity'
  | 'int-or-string';

export interface Field {
  readonly name: string;
  readonly type: Type;
  /** As the specification says; the server may think otherwise. */
  readonly isRequired: boolean;
}

/** An object with known fields. */
export interface Struct {
  /** As it is called in the API: `PodSpec`. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** Whether it is what controllers write, which the server does not take from those who create objects. */
  readonly isStatus: boolean;
  /** The fields without which the server refuses the object. */
  readonly needed: readonly Field[];
}

const SCALARS: Readonly<Record<string, Scalar>> = {
  '*': 'any',
  s: 'string',
  b: 'boolean',
  i: 'int32',
  l: 'int64',
  f: 'number',
  y: 'bytes',
  t: 'time',
  u: 'microtime',
  q: 'quantity',
  x: 'int-or-string',
};

/** What is needed to read the text of a type. */
export interface Dictionary {
  readonly structOf: (index: number) => Struct;
  readonly enumOf: (index: number) => readonly string[];
}

/** The type that a text of the data stands for (docs/adr/0007-schema-data.md). */
export function typeOf(code: string, dictionary: Dictionary): Type {
  const letter = code.charAt(0);
  const scalar = SCALARS[letter];
  if (scalar) return { is: scalar };
  const rest = code.slice(1);
  if (letter === '[') return { is: 'list', of: typeOf(rest, dictionary) };
  if (letter === '{') return { is: 'map', of: typeOf(rest, dictionary) };
  const index = Number(rest);
  if (letter === 'e') return { is: 'enum', values: dictionary.enumOf(index) };
  if (letter === 'p') return { is: 'enum', values: dictionary.enumOf(index), isPointer: true };
  const of = () => dictionary.structOf(index);
  if (letter === 'A') return { is: 'schema', or: 'list', of };
  if (letter === 'B') return { is: 'schema', or: 'boolean', of };
  if (letter === 'S') return { is: 'schema', or: 'names', of };
  return { is: 'struct', of, isValue: letter === '=' };
}
