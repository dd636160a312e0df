/**
 * Whether a path is one of those that a pattern means. `*` is any text within one name, `**` any number of folders, `?`
 * a letter and `{a,b}` either of two. A pattern without `/` means files and folders of that name, wherever they are.
 * @param path - with `/` between names
 */
export function isMatch(pattern: string, path: string): boolean {
  const plain = pattern.replace(/^\.\//, '').replace(/\/$/, '');
  const anywhere = plain.includes('/') ? plain : `**/${plain}`;
  return new RegExp(`^(?:${expressionOf(anywhere)})(?:/.*)?$`, 's').test(path.replace(/^\.\//, ''));
}

const PARTS = /\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{]+|\{/g;

function expressionOf(pattern: string): string {
  return Array.from(pattern.matchAll(PARTS), ([part]) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.startsWith('{') && part.length > 1)
      return `(?:${part.slice(1, -1).split(',').map(expressionOf).join('|')})`;
    return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  }).join('');
}
