import type { Breach } from '../check';
import type { Field } from './field';

/** That a path leads upwards. */
export function climbing(path: Field): readonly Breach[] {
  if (!path.text.split('/').includes('..')) return [];
  return [path.breach(`The path '${path.text}' leads upwards.`, { want: "no '..'", fix: "Write it without '..'." })];
}

/** That a path leads out of where it starts. */
export function leadingOut(path: Field): readonly Breach[] {
  return [...(path.text.startsWith('/') ? [absolute(path)] : []), ...climbing(path)];
}

/** That no file of a volume can be there: names that start with two dots are those of the volume itself. */
export function reserved(path: Field): readonly Breach[] {
  const mistakes = leadingOut(path);
  if (mistakes.length > 0 || !path.text.startsWith('..')) return mistakes;
  return [
    path.breach(`The path '${path.text}' starts with two dots.`, { want: "a path that does not start with '..'" }),
  ];
}

function absolute(path: Field): Breach {
  const relative = path.text.replace(/^\/+/, '');
  return path.breach(`The path '${path.text}' is absolute.`, {
    want: 'a relative path',
    fix: relative === '' ? 'Write a relative path.' : `Write '${relative}'.`,
  });
}
