import fc from 'fast-check';
import { readInputs } from '../../../lib/checks/input/files';
import { isList, isObject, pointer, type Json, type JsonPath } from '../../../lib/manifest/json';

/** How a person writes YAML, choice by choice. */
type Choose = (count: number) => number;

/** YAML as people write it, and in which line and column each field of it stands. */
class Writer {
  readonly places = new Map<string, { readonly line: number; readonly column: number }>();
  readonly #lines: string[] = [];
  readonly #choose: Choose;

  constructor(choose: Choose) {
    this.#choose = choose;
  }

  get text(): string {
    return this.#lines.join('\n');
  }

  line(text: string): void {
    this.#lines.push(text);
  }

  /** @param start - what is in front of the first line: blanks, or the dash of an item */
  block(value: Json, at: JsonPath, start: string): void {
    const margin = ' '.repeat(start.length);
    const items: readonly (readonly [string | number, Json])[] = isList(value)
      ? value.map((item, index) => [index, item] as const)
      : Object.entries(isObject(value) ? value : {});
    for (const [number, [step, child]] of items.entries()) {
      if (number > 0) this.#pause(margin);
      const before = number === 0 ? start : margin;
      this.#field({ step, child, at: [...at, step], before, margin });
    }
  }

  #field({ step, child, at, before, margin }: Field): void {
    const isItem = typeof step === 'number';
    const key = isItem ? '-' : `${this.#quoted(step)}:`;
    // A field is where its key is, and an item where its value is.
    if (!isItem) this.#place(at, before.length);
    const isBlock = (isList(child) && child.length > 0) || (isObject(child) && Object.keys(child).length > 0);
    const style = this.#choose(3);
    if (isItem && isBlock && style === 0) {
      this.#place(at, before.length + 2);
      this.block(child, at, `${before}- `);
    } else if (isBlock && style === 1) {
      this.line(before + key);
      if (isItem) this.places.set(pointer(at), { line: this.#lines.length + 1, column: margin.length + 3 });
      this.block(child, at, `${margin}  `);
    } else if (typeof child === 'string' && style === 2 && /^[a-z]+$/.test(child)) {
      if (isItem) this.#place(at, before.length + 2);
      this.line(`${before}${key} |`);
      this.line(`${margin}  ${child}`);
      this.line(`${margin}  --- # no mark`);
    } else {
      if (isItem) this.#place(at, before.length + 2);
      for (const inner of pathsIn(child)) this.#placeInLine([...at, ...inner]);
      this.line(`${before}${key} ${JSON.stringify(child)}${['', ' # note', '  '][style]}`);
    }
  }

  #place(at: JsonPath, column: number): void {
    this.places.set(pointer(at), { line: this.#lines.length + 1, column: column + 1 });
  }

  #placeInLine(at: JsonPath): void {
    this.places.set(pointer(at), { line: this.#lines.length + 1, column: 0 });
  }

  #quoted(key: string): string {
    return [key, JSON.stringify(key), `'${key}'`][this.#choose(3)] ?? key;
  }

  #pause(margin: string): void {
    const pause = ['', `${margin}# a note: {`, '# ---'][this.#choose(9)];
    if (pause !== undefined) this.line(pause);
  }
}

interface Field {
  readonly step: string | number;
  readonly child: Json;
  readonly at: JsonPath;
  readonly before: string;
  readonly margin: string;
}

function pathsIn(value: Json): readonly JsonPath[] {
  const children: readonly (readonly [string | number, Json])[] = isList(value)
    ? value.map((item, index) => [index, item] as const)
    : Object.entries(isObject(value) ? value : {});
  return children.flatMap(([step, child]) => [[step], ...pathsIn(child).map((path) => [step, ...path])]);
}

const KEY = fc
  .stringMatching(/^[a-z][a-z/~.]{0,4}[a-z]$/)
  .filter((key) => !['no', 'on', 'yes', 'off', 'null', 'kind'].includes(key));
const { value: VALUE } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<Json>('abc', 'yes', '---', 'a: b', 3, true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(KEY, tie('value'), { maxKeys: 4 }),
  ),
}));
const OBJECT = fc.dictionary(KEY, VALUE, { minKeys: 1, maxKeys: 5 });
const CHOICES = fc.infiniteStream(fc.nat(8));

test('every field of every document has the line and column that it stands in', () => {
  fc.assert(
    fc.property(
      fc.array(OBJECT, { minLength: 1, maxLength: 3 }),
      CHOICES,
      fc.constantFrom('\n', '\r\n'),
      (objects, choices, newline) => {
        const choose: Choose = (count) => (choices.next().value ?? 0) % count;
        const places: Writer['places'][] = [];
        const texts: string[] = [];
        let above = 0;
        for (const object of objects) {
          const writer = new Writer(choose);
          writer.line(['---', '--- # Source: a.yaml', '# a\n---'][choose(3)] ?? '');
          writer.line('apiVersion: example.com/v1\nkind: Thing');
          const mark = writer.text.split('\n').length - 2;
          writer.block(object, [], '');
          for (const [at, place] of writer.places) {
            expect(place.line).toBeGreaterThan(0);
            writer.places.set(at, { ...place, line: place.line + above + mark });
          }
          places.push(writer.places);
          texts.push(writer.text);
          above += writer.text.split('\n').length;
        }
        const text = texts.join('\n').replaceAll('\n', newline);
        const { origins, unusable } = readInputs([{ path: 'a.yaml', content: { text } }]);

        expect(unusable).toEqual([]);
        expect(origins.map(({ manifest: { apiVersion, kind, ...object } }) => Object.keys(object))).toEqual(
          objects.map((object) => Object.keys(object)),
        );
        for (const [index, { trace }] of origins.entries())
          for (const [at, { line, column }] of places[index] ?? []) {
            const source = trace?.locate?.(at);
            expect([at, source?.line]).toEqual([at, line]);
            if (column > 0) expect([at, source?.column]).toEqual([at, column]);
          }
      },
    ),
    { numRuns: 300 },
  );
});
