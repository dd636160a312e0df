const patterns = new Map<string, RegExp | undefined>();

/** A pattern of Go as one of JavaScript; undefined where the two do not understand each other. */
export function patternOf(pattern: string): RegExp | undefined {
  if (!patterns.has(pattern)) patterns.set(pattern, compiled(pattern));
  return patterns.get(pattern);
}

/** What is written in another way, within `[…]` as well. */
const WORDS: Readonly<Record<string, string>> = {
  '[:alnum:]': '0-9A-Za-z',
  '[:alpha:]': 'A-Za-z',
  '[:blank:]': '\\t ',
  '[:digit:]': '0-9',
  '[:lower:]': 'a-z',
  '[:space:]': '\\t\\n\\v\\f\\r ',
  '[:upper:]': 'A-Z',
  '[:word:]': '0-9A-Za-z_',
  '[:xdigit:]': '0-9A-Fa-f',
  '\\s': '\\t\\n\\f\\r ', // of ASCII alone
};

/** What is written in another way where it stands for itself. */
const OUTSIDE: Readonly<Record<string, string>> = {
  '\\A': '^',
  '\\z': '$',
  '\\s': '[\\t\\n\\f\\r ]',
  '\\S': '[^\\t\\n\\f\\r ]',
  '(?P<': '(?<',
  '.': '[^\\n]',
};

const TOKEN = /\\[pP][A-Z]|\\x\{[^}]*\}|\\[^]|\[:\^?\w+:\]|\(\?P<|\(\?[^]|\[\^?\]?|[^]/gu;

/** What JavaScript does not have at all: flags for a part, quotations, bytes. */
const UNKNOWN = /^(?:\(\?[^:<]|\\[QECa]|\[:)/;

function compiled(pattern: string): RegExp | undefined {
  const [, start = '', flags = '', rest = ''] = /^(\^?)(?:\(\?([ims]+)\))?([^]*)$/.exec(pattern) ?? [];
  const translated = translation(rest, flags.includes('s'));
  return translated === undefined ? undefined : expression(start + translated, flags);
}

function translation(pattern: string, isDotAll: boolean): string | undefined {
  let isInside = false;
  let text = '';
  for (const [token] of pattern.matchAll(TOKEN)) {
    const known = (isInside ? undefined : OUTSIDE[token]) ?? WORDS[token];
    if (known === undefined && UNKNOWN.test(token)) return undefined;
    if (!isInside && /^\[\^?\]?$/.test(token)) isInside = true;
    else if (token === ']') isInside = false;
    text += token === '.' && isDotAll ? token : (known ?? escaped(token));
  }
  return text;
}

/** `\pL` as `\p{L}`, `\x{41}` as `\u{41}`, and a `]` that begins a set as the letter that it is. */
function escaped(token: string): string {
  return token
    .replace(/^(\\[pP])(\w)$/, '$1{$2}')
    .replace(/^\\x\{/, '\\u{')
    .replace(/^(\[\^?)\]$/, '$1\\]');
}

function expression(pattern: string, flags: string): RegExp | undefined {
  // Without the flag, more escapes are allowed, and those of Unicode mean something else.
  for (const unicode of /\\[pPu]\{/.test(pattern) ? ['u'] : ['u', '']) {
    try {
      return new RegExp(pattern, flags + unicode);
    } catch {
      // What neither reads is not judged.
    }
  }
  return undefined;
}
