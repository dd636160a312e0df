import { App, Migration, Stack, WebApp, type WebAppProps } from 'stackwright';
import { synthesize } from '../../lib/synthesis';

function findings(app: Partial<WebAppProps>, migration: Partial<WebAppProps>): readonly string[] {
  const root = new App();
  const stack = new Stack(root, 'shop', { namespace: 'shop' });
  const web = new WebApp(stack, 'web', {
    image: 'registry.example/app:1.0.0',
    resources: { cpu: '100m', memory: '128Mi' },
    ports: { http: 80 },
    ...app,
  });
  new Migration(stack, 'migrate', { app: web, args: ['migrate'], ...migration });
  return synthesize(root).findings.map(({ rule, path }) => `${rule} ${path}`);
}

test('a mistake of an app is told once, and not again of its migration', () => {
  expect(findings({ image: 'app' }, {})).toEqual(['image/without-tag shop/web']);
});

test('a mistake of the migration alone is told of the migration', () => {
  expect(findings({}, { image: 'app' })).toEqual(['image/without-tag shop/migrate/Resource']);
});
