import * as fc from 'fast-check';
import { contentHash } from '../../lib/manifest/json';
import {
  checksumToken,
  holdsChangedToken,
  holdsTokens,
  isNumberToken,
  isOpen,
  listToken,
  numberToken,
  partsOf,
  textToken,
  tokensAt,
  withTokenNames,
} from '../../lib/manifest/tokens';

const names = fc.stringMatching(/^[A-Za-z0-9_][\w.-]{0,40}$/);
const prose = fc.string({ unit: 'grapheme' });

test('a text is the same after it was taken apart and put together', () => {
  const pieces = fc.oneof(
    prose,
    names.map(textToken),
    names.map(checksumToken),
    names.map((name) => `${numberToken(name)}`),
  );
  fc.assert(
    fc.property(fc.array(pieces), (texts) => {
      const text = texts.join('');
      expect(
        partsOf(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

test('every token in a text is found, with its type and in its order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('text', 'number'), names)), (tokens) => {
      const text = tokens
        .map(([type, name]) => (type === 'text' ? textToken(name) : ` ${numberToken(name)} `))
        .join('://');
      expect(tokensAt(text)).toEqual(tokens.map(([type, name]) => ({ type, name })));
    }),
  );
});

test('a number of a name is always the same, exact, and no number that anybody writes', () => {
  expect(numberToken('database.port')).toBe(numberToken('database.port'));
  fc.assert(
    fc.property(names, (name) => {
      const number = numberToken(name);
      expect(Number.isSafeInteger(number)).toBe(true);
      expect(isNumberToken(number)).toBe(true);
      expect(JSON.parse(JSON.stringify(number))).toBe(number);
    }),
  );
  for (const plain of [0, 65535, Date.now(), Date.now() * 1000, Number.MAX_SAFE_INTEGER])
    expect(isNumberToken(plain)).toBe(false);
});

test('tokens are found in keys, lists and numbers of an object', () => {
  const plain = { a: [{ b: 'c' }], d: 1, e: null };

  expect(holdsTokens(plain)).toBe(false);
  expect(holdsTokens({ ...plain, f: [{ g: `x${textToken('y')}` }] })).toBe(true);
  expect(holdsTokens({ ...plain, [textToken('y')]: 1 })).toBe(true);
  expect(holdsTokens({ ...plain, f: numberToken('y') })).toBe(true);
  expect(holdsTokens({ ...plain, f: listToken('y') })).toBe(true);
  expect(isOpen(checksumToken(contentHash({})))).toBe(true);
});

test('people read the name of a token', () => {
  const text = `postgres://${textToken('database.address')}:${numberToken('database.port')}/shop`;

  expect(withTokenNames(text)).toBe('postgres://<database.address>:<database.port>/shop');
});

const CHANGES: Readonly<Record<string, (text: string) => string>> = {
  encoded: encodeURIComponent,
  'in capitals': (text) => text.toUpperCase(),
  'cut at its end': (text) => text.slice(0, -1),
  'cut at its start': (text) => text.slice(1),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64 after one letter': (text) => Buffer.from(`x${text}`).toString('base64'),
  'in base64 after two letters': (text) => Buffer.from(`xy${text}`).toString('base64'),
};

test.each(Object.keys(CHANGES))('a token that was changed is found: %s', (change) => {
  const changed = CHANGES[change]?.(textToken('database.address')) ?? '';

  expect(holdsChangedToken(changed)).toBe(true);
  expect(holdsChangedToken(`a${textToken('database.address')}b`)).toBe(false);
});
