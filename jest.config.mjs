export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/cluster/'],
  moduleNameMapper: {
    '^stackwright$': '<rootDir>/lib/index.ts',
    '^stackwright/(aws|pulumi|pulumi/plan)$': '<rootDir>/lib/$1/index.ts',
  },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // Tests start programs and try many cases; how long these take is the machine's business.
  testTimeout: 60_000,
};
