const swc = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022', keepClassNames: true },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

// The Kubernetes client and what it imports are published as ES modules only, and tests run as CommonJS.
const modulesToTransform = ['@kubernetes/client-node', 'openid-client', 'oauth4webapi', 'jose'];

export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/cluster/**/*.test.ts'],
  transform: { '\\.[cm]?[jt]s$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!(?:${modulesToTransform.join('|')})/)`],
  moduleNameMapper: {
    '^stackwright$': '<rootDir>/lib/index.ts',
    '^stackwright/(aws|pulumi|pulumi/plan)$': '<rootDir>/lib/$1/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  globalSetup: '<rootDir>/test/cluster/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/cluster/support/global-teardown.ts',
  maxWorkers: 1,
  testTimeout: 120_000,
};
