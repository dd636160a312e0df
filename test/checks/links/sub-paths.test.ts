import { podWith, object, stream, told } from './told';

const MOUNT = (subPath: string): string => `volumeMounts: [{ name: v, mountPath: /etc/web.yaml, subPath: ${subPath} }]`;
const volume = (source: string): string => `volumes: [{ name: v, ${source} }]`;
const map = object('ConfigMap', 'web', "data: { web.yaml: '1', key: '2' }");
const secret = object('Secret', 'web', 'stringData: { web.yaml: <later> }');

test('a file that a ConfigMap does not have is told at its mount', () => {
  expect(told(stream(podWith(MOUNT('web.yml'), volume('configMap: { name: web }')), map))).toMatchObject([
    {
      rule: 'link/config-map-key',
      severity: 'error',
      message:
        "Container 'web' mounts 'web.yml' of ConfigMap shop/web, which does not have it: an empty directory is there instead.",
      fix: "Did you mean 'web.yaml'? Add the key to ConfigMap shop/web, or correct it.",
      pointer: '/spec/containers/0/volumeMounts/0/subPath',
    },
  ]);
});

test.each<[what: string, source: string, subPath: string, rules: readonly string[]]>([
  ['a key', 'configMap: { name: web }', 'web.yaml', []],
  ['a key, from here', 'configMap: { name: web }', './web.yaml', []],
  ['the volume itself', 'configMap: { name: web }', "''", []],
  ['the path of an item', 'configMap: { name: web, items: [{ key: key, path: conf/web }] }', 'conf/web', []],
  ['the directory of an item', 'configMap: { name: web, items: [{ key: key, path: conf/web }] }', 'conf', []],
  [
    'the key of an item',
    'configMap: { name: web, items: [{ key: key, path: conf/web }] }',
    'key',
    ['link/config-map-key'],
  ],
  ['what may be missing', 'configMap: { name: web, optional: true }', 'web.yml', []],
  ['a key of a Secret', 'secret: { secretName: web }', 'web.yaml', []],
  ['no key of a Secret', 'secret: { secretName: web }', 'web.yml', ['link/secret-key']],
  ['a directory of another kind', 'emptyDir: {}', 'web.yml', []],
  ['what a projection has', 'projected: { sources: [{ configMap: { name: web } }] }', 'web.yml', []],
])('a mount of %s', (_what, source, subPath, rules) => {
  const objects = stream(podWith(MOUNT(subPath), volume(source)), map, secret);

  expect(told(objects).map(({ rule }) => rule)).toEqual(rules);
});

test.each(['5', 'null', '[1]', '{ name: 1 }'])('mounts that are none are left to others: %s', (mounts) => {
  expect(told(stream(podWith(`volumeMounts: ${mounts}`, volume('configMap: { name: web }')), map))).toEqual([]);
});
