type Path = readonly (string | number)[];

function read(value: unknown, ...path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Object.getOwnPropertyDescriptor(current, step)?.value;
  }
  return current;
}

function string(value: unknown, ...path: Path): string | undefined {
  const found = read(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

function number(value: unknown, ...path: Path): number | undefined {
  const found = read(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

function list(value: unknown, ...path: Path): readonly unknown[] {
  const found = read(value, ...path);
  return Array.isArray(found) ? found : [];
}

function condition(value: unknown, type: string): string | undefined {
  const found = list(value, 'status', 'conditions').find((each) => string(each, 'type') === type);
  return string(found, 'status');
}

/** Typed look into JSON of any shape: each gives the field's value where it has that type, and else nothing. */
export const at = { value: read, string, number, list, condition };
