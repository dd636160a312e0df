import { App } from 'stackwright';
import { environmentNamed } from './environments';
import { addSystems } from './systems';

const environment = environmentNamed(process.env['ENVIRONMENT'] ?? 'production');
const app = new App({ platform: environment.platform });
addSystems(app, environment);

app.synth();
