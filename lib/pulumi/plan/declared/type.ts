/** A type of the declarations, as far as values are made for it. */
export type DeclaredType =
  | { readonly kind: 'text' | 'number' | 'boolean' | 'record' | 'any' }
  /** `undefined`, and whatever no plain data is made for. */
  | { readonly kind: 'none' }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'list'; readonly of: DeclaredType }
  | { readonly kind: 'union'; readonly of: readonly DeclaredType[] }
  /** `outputs.rds.InstanceMasterUserSecret`, `enums.rds.StorageType`. */
  | { readonly kind: 'named'; readonly name: string };

const TOKENS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d+(?:\.\d+)?|[A-Za-z_$][\w$.]*|[{}[\]()<>|:;,?&]/g;
const NONE: DeclaredType = { kind: 'none' };
const SIMPLE: Readonly<Record<string, DeclaredType>> = {
  string: { kind: 'text' },
  number: { kind: 'number' },
  boolean: { kind: 'boolean' },
  any: { kind: 'any' },
  unknown: { kind: 'any' },
  object: { kind: 'any' },
  true: { kind: 'literal', value: true },
  false: { kind: 'literal', value: false },
  undefined: NONE,
  null: NONE,
};
/** What stands for what is in it, where plain data is concerned. */
const TRANSPARENT = /^(?:pulumi\.)?(?:Output|Input|Promise|Unwrap)$/;

const types = new Map<string, DeclaredType>();

/** Reads a type as declarations write it; what it does not know is `none`. It does not throw. */
export function typeOf(text: string): DeclaredType {
  const known = types.get(text);
  if (known) return known;
  const type = new TypeReader(text.match(TOKENS) ?? []).union();
  types.set(text, type);
  return type;
}

class TypeReader {
  private at = 0;
  private readonly tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  union(): DeclaredType {
    this.take('|');
    const of = [this.postfix()];
    while (this.take('|')) of.push(this.postfix());
    const [first = NONE, ...others] = of.filter((type) => type.kind !== 'none');
    return others.length > 0 ? { kind: 'union', of: [first, ...others] } : first;
  }

  private postfix(): DeclaredType {
    let type = this.primary();
    while (this.take('[')) {
      this.take(']');
      type = { kind: 'list', of: type };
    }
    return type;
  }

  private primary(): DeclaredType {
    const token = this.tokens[this.at++] ?? '';
    if (token === '(') {
      const type = this.union();
      this.take(')');
      return type;
    }
    if (token === '{') return this.body();
    if (/^["']/.test(token)) return { kind: 'literal', value: token.slice(1, -1) };
    if (/^-?\d/.test(token)) return { kind: 'literal', value: Number(token) };
    if (token === 'readonly') return this.primary();
    return this.take('<') ? this.generic(token) : (SIMPLE[token] ?? { kind: 'named', name: token });
  }

  private generic(name: string): DeclaredType {
    const of = [this.union()];
    while (this.take(',')) of.push(this.union());
    this.take('>');
    const [first = NONE] = of;
    if (TRANSPARENT.test(name)) return first;
    if (/^(?:Readonly)?Array$/.test(name)) return { kind: 'list', of: first };
    return name === 'Record' ? { kind: 'record' } : NONE;
  }

  /** Types with a body of their own are maps from text; what is in them is nobody's guess. */
  private body(): DeclaredType {
    for (let depth = 1; depth > 0 && this.at < this.tokens.length; this.at++) {
      if (this.tokens[this.at] === '{') depth++;
      if (this.tokens[this.at] === '}') depth--;
    }
    return { kind: 'record' };
  }

  private take(token: string): boolean {
    const found = this.tokens[this.at] === token;
    if (found) this.at++;
    return found;
  }
}
