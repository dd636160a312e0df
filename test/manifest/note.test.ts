import { Construct, RootConstruct } from 'constructs';
import { Note } from '../../lib/manifest/note';

test('remarks are read in the order in which they were left', () => {
  const note = new Note<number>('test');
  const construct = new RootConstruct();

  note.leave(construct, 1);
  note.leave(construct, 2);

  expect(note.on(construct)).toEqual([1, 2]);
});

test('a remark on a construct is not one on its children', () => {
  const note = new Note<number>('test');
  const root = new RootConstruct();

  note.leave(root, 1);

  expect(note.on(new Construct(root, 'child'))).toEqual([]);
});

test('remarks of another kind are not read', () => {
  const construct = new RootConstruct();

  new Note<number>('one').leave(construct, 1);

  expect(new Note<number>('other').on(construct)).toEqual([]);
});
