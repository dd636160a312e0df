import { check, type Breach } from '../check';
import { admissionRuleMistakes } from './admission-rules';
import { Field } from './field';
import { selectorMistakes } from './label-selector';
import { noPort, outside } from './numbers';
import { DNS_SUBDOMAIN, misspelt, type Syntax } from './syntax';

const webhook = (name: string): string => `
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: { name: policy }
      webhooks:
        - name: ${name}
          admissionReviewVersions: [v1]
          sideEffects: None
          clientConfig: { url: 'https://policy.example/pods' }
          rules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
    `;

const KINDS = [
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'MutatingWebhookConfiguration.admissionregistration.k8s.io',
] as const;

/** Webhooks of admission that the API server refuses. */
export const admissionWebhook = check(
  {
    id: 'validation/admission-webhook',
    pack: 'baseline',
    severity: 'error',
    title: 'A webhook has a name of three parts, one way to reach it, and at most 30 seconds.',
    why: 'The API server refuses the object.',
    fix: 'Correct the webhook.',
    fails: webhook('pods'),
    passes: webhook('pods.policy.example'),
  },
  (context) =>
    KINDS.flatMap((kind) => context.ofKind(kind)).flatMap((object) => {
      const { items } = new Field(object, ['webhooks']);
      return [...repeated(items), ...items.flatMap(mistakesIn)];
    }),
);

const NAME: Syntax = {
  is: (text) => DNS_SUBDOMAIN.is(text) && text.split('.').length > 2,
  want: "a DNS name of three parts or more, as in 'pods.policy.example'",
};

function repeated(webhooks: readonly Field[]): readonly Breach[] {
  const names = webhooks.map((each) => each.get('name'));
  return names
    .filter(({ text }, index) => text !== '' && names.slice(0, index).some((other) => other.text === text))
    .map((name) => name.breach(`Two of the webhooks are called '${name.text}'.`, { fix: 'Give one another name.' }));
}

function mistakesIn(hook: Field): readonly Breach[] {
  return [
    ...misspelt(hook.get('name'), NAME, 'the name of a webhook'),
    ...clientMistakes(hook.get('clientConfig')),
    ...reviewMistakes(hook.get('admissionReviewVersions')),
    ...outside(hook.get('timeoutSeconds'), 1, 30),
    ...['namespaceSelector', 'objectSelector'].flatMap((name) => selectorMistakes(hook.get(name))),
    ...hook.get('rules').items.flatMap(admissionRuleMistakes),
  ];
}

function reviewMistakes(versions: Field): readonly Breach[] {
  if (versions.items.length === 0 || versions.items.some(({ text }) => text === 'v1' || text === 'v1beta1')) return [];
  return [
    versions.breach('The API server has none of the versions in which the webhook takes its reviews.', {
      want: "'v1'",
      fix: "Add 'v1'.",
    }),
  ];
}

function clientMistakes(client: Field): readonly Breach[] {
  const url = client.get('url');
  const service = client.get('service');
  if (url.isGiven === service.isGiven)
    return [
      client.breach(`The webhook has ${url.isGiven ? 'both a URL and a Service' : 'neither a URL nor a Service'}.`, {
        want: '`url` or `service`',
        fix: url.isGiven ? 'Keep one of the two.' : 'Say where it is.',
      }),
    ];
  const path = service.get('path');
  return [
    ...(typeof url.value === 'string' ? urlMistakes(url) : []),
    ...noPort(service.get('port')),
    ...(path.text === '' || path.text.startsWith('/')
      ? []
      : [path.breach(`The path '${path.text}' is none from the root.`, { fix: `Write '/${path.text}'.` })]),
  ];
}

function urlMistakes(url: Field): readonly Breach[] {
  if (/^https:\/\/[^/?#@]+(?:\/[^?#]*)?$/.test(url.text)) return [];
  return [
    url.breach(`'${url.text}' is no URL of a webhook.`, {
      want: "'https://', a host, and a path, without a user and a query",
      fix: url.text.startsWith('http:')
        ? 'Serve it with TLS, and write https.'
        : 'Write the address and the path alone.',
    }),
  ];
}
