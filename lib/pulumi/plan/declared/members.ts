/** A property, as declarations write it. */
export interface DeclaredMember {
  readonly name: string;
  readonly optional: boolean;
  /** TypeScript, on one line: `string | undefined`. */
  readonly type: string;
  /** What is said of it, without the stars. */
  readonly doc: string;
}

const MEMBER = /^(?:readonly )?["']?([\w$-]+)["']?(\?)?: (.*)$/;

/**
 * The properties of the class or interface whose declaration starts at the line `opening` begins, `from` on, in
 * declarations that a machine wrote: four spaces a level, one property a line, the end below the start. Undefined where
 * there is no such declaration.
 */
export function membersOf(text: string, opening: string, from = 0): readonly DeclaredMember[] | undefined {
  const start = text.indexOf(opening, from);
  if (start < 0) return undefined;
  const indent = ' '.repeat(opening.length - opening.trimStart().length);
  const end = text.indexOf(`\n${indent}}`, start);
  const body = text.slice(text.indexOf('\n', start) + 1, end < 0 ? undefined : end);
  return membersIn(body);
}

function membersIn(body: string): readonly DeclaredMember[] {
  const members: DeclaredMember[] = [];
  const lines = body.split('\n');
  let doc: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim();
    if (line.startsWith('/**')) {
      doc = [plain(line.slice('/*'.length))];
      while (at + 1 < lines.length && !lines[at]?.includes('*/')) doc.push(plain(lines[++at]));
      continue;
    }
    const [, name, optional, first] = MEMBER.exec(line) ?? [];
    const said = doc.join(' ').trim();
    doc = [];
    if (name === undefined || first === undefined) continue;
    let type = first;
    // A type with a body of its own goes over several lines.
    while (!isWhole(type) && at + 1 < lines.length) type += ` ${(lines[++at] ?? '').trim()}`;
    members.push({ name, optional: optional === '?', type: type.replace(/;$/, ''), doc: said });
  }
  return members;
}

function isWhole(type: string): boolean {
  return type.endsWith(';') && type.split('{').length === type.split('}').length;
}

function plain(line = ''): string {
  return line
    .replace(/^\s*\*(?!\/)/, '')
    .replace(/\*\/$/, '')
    .trim();
}
