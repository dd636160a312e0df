import { ExistingSecret } from 'stackwright';
import { KubeNative, type DatabaseLocation } from '../../apps/kube-native';
import { stack, synth, the, titles } from '../support/objects';

const credentials = new ExistingSecret('credentials', ['DATABASE_URL', 'ERLANG_COOKIE', 'SECRET_KEY_BASE']);

function configuration(database?: DatabaseLocation): unknown {
  const shop = stack();
  new KubeNative(shop, 'kube-native', { image: 'registry.example/kube-native:1.0.0', credentials, database });
  const objects = synth(shop);
  return the(
    titles(objects).find((title) => title.startsWith('ConfigMap '))!,
    objects,
  )['data'];
}

const ALWAYS = { HOSTNAME: 'localhost', PORT: '4000', REPLACE_OS_VARS: 'true' };

describe('the configuration of kube-native', () => {
  it('says where the database is, and who knows its password', () => {
    expect(configuration({ host: 'db.example', port: '5432', secretArn: 'arn:aws:secretsmanager:x' })).toEqual({
      ...ALWAYS,
      DATABASE_HOST: 'db.example',
      DATABASE_PORT: '5432',
      DATABASE_SECRET_ARN: 'arn:aws:secretsmanager:x',
    });
  });

  it('says of a secret, or of the database, nothing that it was not told', () => {
    expect(configuration({ host: 'db.example', port: '5432' })).toEqual({
      ...ALWAYS,
      DATABASE_HOST: 'db.example',
      DATABASE_PORT: '5432',
    });
    expect(configuration()).toEqual(ALWAYS);
  });
});
