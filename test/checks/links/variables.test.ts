import { podWith, told } from './told';

const HOST = '{ name: HOST, value: database }';
const lost = (container: string) => told(podWith(container)).filter(({ rule }) => rule === 'link/variable');

test('a variable that is defined below is told, with where it belongs', () => {
  expect(lost(`env: [{ name: URL, value: 'postgres://$(HOST)/shop' }, ${HOST}]`)).toMatchObject([
    {
      severity: 'warning',
      message: "Container 'web' refers to the variable 'HOST' before it defines it: the text '$(HOST)' stays as it is.",
      pointer: '/spec/containers/0/env/0/value',
      fix: "Move 'HOST' up in `env`.",
    },
  ]);
});

test('a variable that nothing defines is told, with the one that was meant', () => {
  expect(lost(`env: [${HOST}, { name: URL, value: 'postgres://$(HSOT)/shop' }]`)).toMatchObject([
    { message: expect.stringContaining("'HSOT', which it does not define"), fix: "Did you mean 'HOST'?" },
  ]);
});

test.each(['command', 'args'])('a variable of no `env` is told in %s', (field) => {
  expect(lost(`env: [${HOST}], ${field}: [run, '--host=$(HOSTS)']`)).toMatchObject([
    { pointer: `/spec/containers/0/${field}/1` },
  ]);
});

test('a variable is told once for each text', () => {
  expect(lost(`env: [{ name: A, value: '$(B) $(B)' }, { name: C, value: '$(B)' }]`)).toHaveLength(2);
});

test.each([
  ['is defined above', `env: [${HOST}, { name: URL, value: 'postgres://$(HOST)/shop' }]`],
  [
    'is taken from a field',
    `env: [{ name: IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }, { name: A, value: $(IP) }]`,
  ],
  ['is used in arguments', `args: ['$(HOST)'], env: [${HOST}]`],
  ['may come with a ConfigMap', `envFrom: [{ configMapRef: { name: x, optional: true } }], args: ['$(HOST)']`],
  ['is one of a Service', `args: ['$(DATABASE_SERVICE_HOST)', '$(DATABASE_PORT)', '$(DATABASE_PORT_5432_TCP_ADDR)']`],
  ['is the command of a shell', `command: [sh, -c, 'echo $(date) $(hostname) $(cat /etc/hosts)']`],
  ['is escaped', `args: ['$$(HOST)']`],
  ['is one of a shell', `args: ['$HOST \${HOST}']`],
])('a variable that %s is fine', (_what, container) => {
  expect(lost(container)).toEqual([]);
});

test.each(['env: 5', 'env: [null, 5, {}]', "env: [{ name: 5, value: '$(' }]", 'args: {}', 'args: [5]'])(
  'variables that are none are left to others: %s',
  (container) => {
    expect(lost(container)).toEqual([]);
  },
);
