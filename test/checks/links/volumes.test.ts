import { exampleText } from '../../../lib/checks/example';
import { broken, object, stream, told } from './told';

const claim = (volumeName: string): string =>
  object('PersistentVolumeClaim', 'data', `spec: { volumeName: ${volumeName} }`);
const volume = (name: string, spec = ''): string =>
  exampleText(`
    apiVersion: v1
    kind: PersistentVolume
    metadata: { name: ${name} }
    spec: { ${spec} }
  `);
const keptFor = (namespace: string, name: string): string =>
  volume('disk', `claimRef: { namespace: ${namespace}, name: ${name} }`);

test('a claim names a volume that is not among those of the tree', () => {
  expect(told(stream(claim('dsik'), volume('disk')))).toMatchObject([
    {
      rule: 'link/persistent-volume',
      severity: 'warning',
      message: 'PersistentVolumeClaim shop/data needs PersistentVolume dsik, which nothing makes.',
      fix: expect.stringContaining("Did you mean 'disk'?"),
      pointer: '/spec/volumeName',
    },
  ]);
});

test.each([
  ['another claim', keptFor('shop', 'date'), 'shop/date'],
  ['a claim of another namespace', keptFor('other', 'data'), 'other/data'],
])('a claim names a volume that is kept for %s', (_whose, kept, owner) => {
  expect(told(stream(claim('disk'), kept))).toMatchObject([
    {
      rule: 'link/persistent-volume',
      message: `PersistentVolumeClaim shop/data asks for PersistentVolume disk, which is kept for PersistentVolumeClaim ${owner}.`,
    },
  ]);
});

test.each<[string, string]>([
  ['is there', stream(claim('disk'), volume('disk'))],
  ['is kept for it', stream(claim('disk'), keptFor('shop', 'data'))],
  ['is made elsewhere, as all are', claim('disk')],
  ['a driver made', stream(claim('pvc-1f0c5c9e-8a4b-4d53-9c0e-3a1d8e6b7f21'), volume('disk'))],
  ['is empty', stream(claim("''"), volume('disk'))],
  ['has a claim without a namespace', stream(claim('disk'), volume('disk', 'claimRef: { name: other }'))],
  ['has an odd claim', stream(claim('disk'), volume('disk', 'claimRef: [x]'))],
])('a claim names a volume that %s', (_what, objects) => {
  expect(broken(objects)).toEqual([]);
});

test('a volume may be kept for a claim that comes later', () => {
  expect(broken(stream(keptFor('shop', 'later'), claim('spare'), volume('spare')))).toEqual([]);
});

test('a volume that is declared to be made elsewhere is there', () => {
  const externals = [{ kind: 'PersistentVolume', name: 'far' }];

  expect(broken(stream(claim('far'), volume('disk')), { externals })).toEqual([]);
});
