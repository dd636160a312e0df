import * as fc from 'fast-check';
import type { Json } from '../../lib/manifest/json';
import { applyOperation, MissError, type PatchOperation } from '../../lib/manifest/json-patch';

const service: Json = {
  metadata: { annotations: { 'example.com/owner': 'team', 'a~b': '1' } },
  spec: { ports: [{ port: 80 }, { port: 443 }], type: 'ClusterIP', selector: null },
};

function after(operation: PatchOperation, document: Json = service): Json {
  return applyOperation(document, operation);
}

function missOf(operation: PatchOperation, document: Json = service): MissError {
  try {
    applyOperation(document, operation);
  } catch (error) {
    if (error instanceof MissError) return error;
  }
  throw new Error('The operation missed nothing.');
}

test.each<[string, PatchOperation, Json, Json]>([
  ['add a field', { op: 'add', path: '/b', value: 2 }, { a: 1 }, { a: 1, b: 2 }],
  ['add over a field', { op: 'add', path: '/a', value: 2 }, { a: 1 }, { a: 2 }],
  ['add the whole', { op: 'add', path: '', value: { b: 2 } }, { a: 1 }, { b: 2 }],
  ['add before an element', { op: 'add', path: '/a/1', value: 'x' }, { a: [1, 2] }, { a: [1, 'x', 2] }],
  ['add after the last element', { op: 'add', path: '/a/2', value: 'x' }, { a: [1, 2] }, { a: [1, 2, 'x'] }],
  ['add at the end', { op: 'add', path: '/a/-', value: 'x' }, { a: [1, 2] }, { a: [1, 2, 'x'] }],
  ['add to the field "-"', { op: 'add', path: '/-', value: 'x' }, {}, { '-': 'x' }],
  ['add to the field ""', { op: 'add', path: '/', value: 'x' }, {}, { '': 'x' }],
  ['replace a field', { op: 'replace', path: '/a', value: null }, { a: 1 }, { a: null }],
  ['replace null', { op: 'replace', path: '/a', value: 1 }, { a: null }, { a: 1 }],
  ['replace an element', { op: 'replace', path: '/a/0', value: 'x' }, { a: [1, 2] }, { a: ['x', 2] }],
  ['replace the whole', { op: 'replace', path: '', value: {} }, { a: 1 }, {}],
  ['remove a field', { op: 'remove', path: '/a' }, { a: 1, b: 2 }, { b: 2 }],
  ['remove an element', { op: 'remove', path: '/a/0' }, { a: [1, 2] }, { a: [2] }],
  ['move a field', { op: 'move', from: '/a', path: '/b/c' }, { a: 1, b: {} }, { b: { c: 1 } }],
  ['move an element', { op: 'move', from: '/a/0', path: '/a/1' }, { a: [1, 2, 3] }, { a: [2, 1, 3] }],
  ['move onto itself', { op: 'move', from: '/a', path: '/a' }, { a: 1 }, { a: 1 }],
  ['copy a field', { op: 'copy', from: '/a', path: '/b' }, { a: [1] }, { a: [1], b: [1] }],
  ['copy into itself', { op: 'copy', from: '/a', path: '/a/b' }, { a: {} }, { a: { b: {} } }],
  ['test a value', { op: 'test', path: '/a', value: { y: 1, x: 2 } }, { a: { x: 2, y: 1 } }, { a: { x: 2, y: 1 } }],
])('%s', (_name, operation, document, expected) => {
  expect(after(operation, document)).toEqual(expected);
});

test.each<[string, string]>([
  ['/metadata/annotations/example.com~1owner', 'team'],
  ['/metadata/annotations/a~0b', '1'],
])('the escapes of %s are read', (path, value) => {
  expect(after({ op: 'test', path, value })).toBe(service);
});

test('~01 stands for ~1, not for /', () => {
  expect(after({ op: 'remove', path: '/~01' }, { '~1': 1, '/': 2 })).toEqual({ '/': 2 });
});

test.each<[string, PatchOperation]>([
  ['a field to remove is missing', { op: 'remove', path: '/spec/clusterIP' }],
  ['a field to replace is missing', { op: 'replace', path: '/spec/clusterIP', value: 'None' }],
  ['the parent of a field to add is missing', { op: 'add', path: '/status/phase', value: 1 }],
  ['the parent of a field to add is null', { op: 'add', path: '/spec/selector/app', value: 'web' }],
  ['a field to copy is missing', { op: 'copy', from: '/spec/clusterIP', path: '/spec/x' }],
  ['a field to move is missing', { op: 'move', from: '/spec/clusterIP', path: '/spec/x' }],
  ['a field to test is missing', { op: 'test', path: '/spec/clusterIP', value: null }],
  ['an element is behind the end', { op: 'remove', path: '/spec/ports/2' }],
  ['an element is added behind the end', { op: 'add', path: '/spec/ports/3', value: {} }],
  ['"-" names an element to replace', { op: 'replace', path: '/spec/ports/-', value: {} }],
  ['an index has a leading zero', { op: 'remove', path: '/spec/ports/01' }],
  ['an index is negative', { op: 'remove', path: '/spec/ports/-1' }],
  ['an index is no number', { op: 'add', path: '/spec/ports/first', value: {} }],
  ['a field is inherited from JavaScript', { op: 'remove', path: '/constructor' }],
  ['the whole is removed', { op: 'remove', path: '' }],
  ['a pointer has no leading slash', { op: 'remove', path: 'spec' }],
  ['a value is moved into itself', { op: 'move', from: '/spec', path: '/spec/x' }],
  ['an element is moved into itself', { op: 'move', from: '/spec/ports/0', path: '/spec/ports/0/x' }],
  ['a tested value is another', { op: 'test', path: '/spec/type', value: 'NodePort' }],
])('fails when %s', (_name, operation) => {
  expect(() => after(operation)).toThrow(MissError);
});

test('a miss names the fields that are there', () => {
  expect(missOf({ op: 'remove', path: '/spec/prots' }).message).toBe(
    "There is nothing at '/spec/prots': there is ports, type, selector.",
  );
});

test('a miss says how long the list is', () => {
  expect(missOf({ op: 'remove', path: '/spec/ports/7' }).message).toBe(
    "There is nothing at '/spec/ports/7': the list has 2 elements.",
  );
});

test('a miss stops at the first step that finds nothing', () => {
  expect(missOf({ op: 'add', path: '/spec/template/spec/x', value: 1 })).toMatchObject({
    message: "There is nothing at '/spec/template': there is ports, type, selector.",
    path: ['spec', 'template'],
  });
});

test('a pointer that is none is told', () => {
  expect(missOf({ op: 'remove', path: 'spec' }).message).toBe("'spec' is no JSON pointer: it starts with '/'.");
});

test('a miss escapes what it points at', () => {
  expect(missOf({ op: 'remove', path: '/metadata/annotations/example.com~1x' }).message).toContain(
    "'/metadata/annotations/example.com~1x'",
  );
});

test('a miss below a value without fields says so', () => {
  expect(missOf({ op: 'add', path: '/spec/type/x', value: 1 }).message).toBe(
    'There is nothing at \'/spec/type/x\': "ClusterIP" has no fields.',
  );
});

const path = fc.constantFrom('', '/a', '/a/b', '/l', '/l/0', '/l/1', '/l/-', '/l/0/c', '/n', '/x', '/a~1b', 'a');
const operation: fc.Arbitrary<PatchOperation> = fc.oneof(
  fc.record({
    op: fc.constantFrom('add' as const, 'replace' as const, 'test' as const),
    path,
    value: fc.constantFrom(1, 'v', null),
  }),
  fc.record({ op: fc.constant('remove' as const), path }),
  fc.record({ op: fc.constantFrom('move' as const, 'copy' as const), from: path, path }),
);

test('no operation changes the original', () => {
  fc.assert(
    fc.property(operation, (each) => {
      const document = { a: { b: 1 }, l: [{ c: 1 }, 2], n: null, 'a/b': 1 };
      const before = structuredClone(document);
      try {
        applyOperation(document, each);
      } catch (error) {
        expect(error).toBeInstanceOf(MissError);
      }
      expect(document).toEqual(before);
    }),
    { numRuns: 500 },
  );
});

test('what is added and removed again leaves the document as it was', () => {
  fc.assert(
    fc.property(fc.constantFrom('/x', '/a/x', '/l/0', '/l/1', '/l/2', '/l/0/x'), fc.integer(), (where, value) => {
      const document = { a: { b: 1 }, l: [{ c: 1 }, 2] };
      const added = applyOperation(document, { op: 'add', path: where, value });
      expect(added).not.toEqual(document);
      expect(applyOperation(added, { op: 'remove', path: where })).toEqual(document);
    }),
  );
});
