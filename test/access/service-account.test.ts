import { ExistingSecret, ServiceAccount, type ServiceAccountProps } from 'stackwright';
import { at, expectMistake, only, rendered } from '../support/rendered';

const account = (props?: ServiceAccountProps) =>
  only(
    rendered((stack) => new ServiceAccount(stack, 'deployer', props)),
    'ServiceAccount',
  );

describe('a service account', () => {
  it('gives its token to nobody unless it is told to', () => {
    expect(account()).toMatchObject({ metadata: { name: 'deployer' }, automountServiceAccountToken: false });
    expect(account({ automountToken: true })).toMatchObject({ automountServiceAccountToken: true });
  });

  it('has the secrets with which images are pulled, and the role that a cloud gives it', () => {
    const role = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/deployer' };
    expect(account({ imagePullSecrets: [new ExistingSecret('registry')], annotations: role })).toMatchObject({
      metadata: { annotations: role },
      imagePullSecrets: [{ name: 'registry' }],
    });
  });

  it('is part of its stack, or what its labels say', () => {
    expect(at(account(), 'metadata', 'labels')).toMatchObject({ 'app.kubernetes.io/part-of': 'shop' });
    expect(at(account({ labels: { team: 'ops' } }), 'metadata', 'labels')).toEqual({ team: 'ops' });
  });

  it('fails when its name is illegal', () => {
    expectMistake((stack) => new ServiceAccount(stack, 'deployer', { name: 'Deployer' }), {
      rule: 'name/illegal',
      path: 'shop/deployer',
      message: "'Deployer' cannot name a ServiceAccount.",
      want: "at most 253 lower-case letters, digits, '-' and '.', with a letter or digit at both ends of each part",
      fix: "Pass another name, for instance 'deployer'.",
      line: "new ServiceAccount(stack, 'deployer'",
    });
  });
});
