import { addTo, groupBy } from '../../lib/manifest/group';

test('items are grouped in the order in which their keys first appear', () => {
  const groups = groupBy(['pear', 'apple', 'plum'], (item) => item.slice(0, 1));

  expect([...groups]).toEqual([
    ['p', ['pear', 'plum']],
    ['a', ['apple']],
  ]);
});

test('an item is appended to its group', () => {
  const groups = new Map([['a', [1]]]);

  addTo(groups, 'a', 2);
  addTo(groups, 'b', 3);

  expect([...groups]).toEqual([
    ['a', [1, 2]],
    ['b', [3]],
  ]);
});
