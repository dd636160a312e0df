import { membersOf } from '../../../lib/pulumi/plan/declared/members';
import { typeOf } from '../../../lib/pulumi/plan/declared/type';

const DECLARATIONS = `
export declare class Box extends pulumi.CustomResource {
    /** @internal */
    static get(name: string, id: pulumi.Input<pulumi.ID>, state?: BoxState): Box;
    /**
     * What it is for: \`a\`; more.
     *
     * @deprecated never
     */
    readonly use: pulumi.Output<string | undefined>;
    readonly tags: pulumi.Output<{
        [key: string]: string;
    } | undefined>;
    /** Short. */
    readonly "odd-name"?: string;
    constructor(name: string, args: BoxArgs);
}
export declare namespace outer {
    namespace v1 {
        interface Box {
            inner: string;
        }
    }
}
`;

describe('members of a declaration', () => {
  test('are its properties, with what is said of them', () => {
    expect(membersOf(DECLARATIONS, 'export declare class Box extends ')).toEqual([
      {
        name: 'use',
        optional: false,
        type: 'pulumi.Output<string | undefined>',
        doc: 'What it is for: `a`; more.  @deprecated never',
      },
      { name: 'tags', optional: false, type: 'pulumi.Output<{ [key: string]: string; } | undefined>', doc: '' },
      { name: 'odd-name', optional: true, type: 'string', doc: 'Short.' },
    ]);
  });

  test('are found at any depth, and not where there is no such declaration', () => {
    expect(membersOf(DECLARATIONS, '        interface Box {')).toEqual([
      { name: 'inner', optional: false, type: 'string', doc: '' },
    ]);
    expect(membersOf(DECLARATIONS, 'export declare class Bo extends ')).toBeUndefined();
  });
});

describe('a declared type', () => {
  test.each([
    ['pulumi.Output<string | undefined>', { kind: 'text' }],
    ['number[][]', { kind: 'list', of: { kind: 'list', of: { kind: 'number' } } }],
    [
      '("a" | 3)[]',
      {
        kind: 'list',
        of: {
          kind: 'union',
          of: [
            { kind: 'literal', value: 'a' },
            { kind: 'literal', value: 3 },
          ],
        },
      },
    ],
    ['pulumi.Output<{ [key: string]: outputs.A[]; } | undefined>', { kind: 'record' }],
    ['outputs.apps.v1.Box', { kind: 'named', name: 'outputs.apps.v1.Box' }],
    ['{ [key: string]: string; }[]', { kind: 'list', of: { kind: 'record' } }],
    ['Promise<Array<boolean>>', { kind: 'list', of: { kind: 'boolean' } }],
    ['Map<string, number> | string', { kind: 'text' }],
    ['undefined', { kind: 'none' }],
  ])('%s', (text, type) => {
    expect(typeOf(text)).toEqual(type);
  });

  test.each(['', '(', '{', 'A<', '|', '[', '"', '=> ??'])('text that is none does not throw: %j', (text) => {
    expect(() => typeOf(text)).not.toThrow();
  });
});
