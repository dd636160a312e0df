import { runtime } from '@pulumi/pulumi';
import { App, Stack, WebApp } from 'stackwright';
import { deploy } from 'stackwright/pulumi';
import { cluster, web } from './planned';

test('deploy works with the mocks of the SDK, for tests of whoever uses them', async () => {
  const types: string[] = [];
  await runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      types.push(type);
      return { id: `${name}-id`, state: inputs as object };
    },
    call: ({ inputs }) => inputs as object,
  });
  const app = new App({ platform: { pack: 'baseline' } });
  new WebApp(new Stack(app, 'shop', { namespace: 'shop' }), 'web', web);
  const deployment = deploy(app, { cluster });
  await Promise.all([...deployment.resources.values()].map(({ urn }) => new Promise((resolve) => urn.apply(resolve))));

  expect(types).toContain('kubernetes:apps/v1:Deployment');
});
