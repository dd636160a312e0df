import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// The rooms of the library, from the bottom up: a room imports from those below it.
const constructs = ['access', 'configuration', 'database', 'network', 'workload'];
const readers = ['checks', 'render', 'cli', 'pulumi'];
// Those that put a program together: they may ask for a synthesis.
const synthesizers = ['pulumi'];
// The rooms of the checks, of which none knows another.
const checks = [
  'input',
  'links',
  'metadata',
  'network',
  'pod-security',
  'quota',
  'rbac',
  'reliability',
  'schema',
  'security',
  'tokens',
  'validation',
];
const zone = (target, from, message) => ({ target, from, message });

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'node_modules/', 'coverage/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js'] })] },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // Strings are made of numbers all the time, and `_` says that a value is left out on purpose.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-extraneous-class': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/order': [
        'error',
        {
          alphabetize: { order: 'asc', caseInsensitive: true },
          // A package to its users, whether or not it has been built here.
          pathGroups: [{ pattern: 'stackwright{,/**}', group: 'external' }],
          pathGroupsExcludedImportTypes: ['builtin'],
        },
      ],
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            zone('./lib', ['./apps', './stacks', './test'], 'The library knows nothing of what is built with it.'),
            zone(
              './apps',
              ['./stacks', './lib'],
              "Systems use the library as its users do: import from 'stackwright'.",
            ),
            zone('./stacks', './lib', "Programs use the library as its users do: import from 'stackwright'."),
            zone(
              './lib/manifest',
              [...constructs, ...readers].map((room) => `./lib/${room}`),
              'The heart knows no construct and no reader.',
            ),
            zone(
              './lib/network',
              './lib/workload',
              'Workloads are reached through the network, which need not know them.',
            ),
            ...readers.map((room) =>
              zone(
                `./lib/${room}`,
                constructs
                  // The bridge has a secret of its own, which is a source like the others.
                  .filter((construct) => room !== 'pulumi' || construct !== 'configuration')
                  .map((construct) => `./lib/${construct}`),
                'Readers see the inventory, never a construct.',
              ),
            ),
            ...constructs.map((construct) =>
              zone(
                `./lib/${construct}`,
                readers.map((room) => `./lib/${room}`),
                'Constructs are judged and rendered, and know nothing of it.',
              ),
            ),
            zone('./lib/checks', ['./lib/render', './lib/cli'], 'Checks find; they do not report.'),
            zone('./lib/render', ['./lib/checks', './lib/cli'], 'Renderers take data, whoever made it.'),
            ...checks.map((room) =>
              zone(
                `./lib/checks/${room}`,
                checks.filter((other) => other !== room).map((other) => `./lib/checks/${other}`),
                'What several rooms of the checks share is in lib/checks itself.',
              ),
            ),
            ...readers.map((room) =>
              zone(
                `./lib/${room}`,
                ['./lib/index.ts', ...(synthesizers.includes(room) ? [] : ['./lib/stack.ts', './lib/synthesis.ts'])],
                'Readers are called by a synthesis; they start none.',
              ),
            ),
            zone(
              // All rooms but these two themselves.
              ['access', 'checks', 'cli', 'configuration', 'database', 'manifest', 'network', 'render', 'workload']
                .map((room) => `./lib/${room}`)
                .concat(['./lib/index.ts', './lib/stack.ts', './lib/synthesis.ts']),
              ['./lib/pulumi/index.ts', './lib/aws'],
              'Programs that run with Pulumi load these rooms; whoever writes YAML never does.',
            ),
            zone('./lib/pulumi', './lib/aws', 'The bridge takes any cluster.'),
          ],
        },
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@pulumi/*'], message: 'Only lib/pulumi, lib/aws and programs import it.' }] },
      ],
    },
  },
  {
    files: [
      'lib/pulumi/**',
      'lib/aws/**',
      'stacks/**',
      'test/pulumi/**',
      'test/aws/**',
      'test/stacks/**',
      'test/cluster/**',
      'bench/pulumi/**',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['@pulumi/aws', '@pulumi/kubernetes'].map((name) => ({
            name,
            message:
              'The whole package takes seconds and half a gigabyte to type-check: import the file of one resource.',
          })),
        },
      ],
    },
  },
  { files: ['test/cluster/support/global-*.ts'], rules: { 'import-x/no-default-export': 'off' } }, // as jest wants it
  { files: ['lib/**/*.ts'], rules: { 'max-lines-per-function': ['error', 40], 'max-params': ['error', 3] } },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // Jest's matchers (`expect.any` and its like) have no type of their own.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines': 'off',
    },
  },
);
