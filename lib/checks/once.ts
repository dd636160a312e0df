import type { Context } from './context';

/** What several rules need to know of a tree: found when the first asks, and kept as long as its context. */
export function once<T>(find: (context: Context) => T): (context: Context) => T {
  const found = new WeakMap<Context, { readonly value: T }>();
  return (context) => {
    const known = found.get(context) ?? { value: find(context) };
    found.set(context, known);
    return known.value;
  };
}
