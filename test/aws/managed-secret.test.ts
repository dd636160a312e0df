import { passwordIn } from '../../lib/aws/managed-secret';

describe('passwordIn', () => {
  it('finds the password', () => {
    expect(passwordIn('{"username":"shop","password":"hunter2"}')).toBe('hunter2');
  });

  it.each(['not JSON but hunter2', '{"pass":"hunter2"}', '{"password":2}', '["hunter2"]', 'null'])(
    'keeps %j out of the error where there is none in it',
    (text) => {
      expect(() => passwordIn(text)).toThrow(/^The secret that RDS manages holds no password\.$/);
    },
  );
});
