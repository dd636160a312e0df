import { nearest, oneOf } from '../../manifest/finding';
import { check, type Breach } from '../check';
import { Field } from './field';

const LEVELS = ['privileged', 'baseline', 'restricted'];
const MODES = ['enforce', 'audit', 'warn'];
const DOMAIN = 'pod-security.kubernetes.io';

const enforced = (level: string): string => `
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop, labels: { ${DOMAIN}/enforce: ${level} } }
    `;

/** Levels of Pod Security that there are not. */
export const namespace = check(
  {
    id: 'validation/namespace',
    pack: 'baseline',
    severity: 'error',
    title: 'The labels of a Namespace name levels and versions of the Pod Security Standards that exist.',
    why: 'The API server refuses the Namespace.',
    fix: `Write ${oneOf(LEVELS)}.`,
    fails: enforced('strict'),
    passes: enforced('restricted'),
  },
  (context) => context.ofKind('Namespace').flatMap((object) => mistakesIn(new Field(object, ['metadata', 'labels']))),
);

function mistakesIn(labels: Field): readonly Breach[] {
  return MODES.flatMap((mode) => {
    const level = labels.get(`${DOMAIN}/${mode}`);
    const version = labels.get(`${DOMAIN}/${mode}-version`);
    return [...levelMistakes(level), ...versionMistakes(version)];
  });
}

function levelMistakes(level: Field): readonly Breach[] {
  if (typeof level.value !== 'string' || LEVELS.includes(level.text)) return [];
  const meant = nearest(level.text, LEVELS);
  return [
    level.breach(`There is no level '${level.text}' of Pod Security.`, {
      want: oneOf(LEVELS),
      ...(meant === undefined ? {} : { fix: `Write '${meant}'.` }),
    }),
  ];
}

function versionMistakes(version: Field): readonly Breach[] {
  if (typeof version.value !== 'string' || version.text === 'latest' || /^v1\.(0|[1-9]\d*)$/.test(version.text))
    return [];
  return [
    version.breach(`There is no version '${version.text}' of Pod Security.`, {
      want: "'latest', or a version as in 'v1.31'",
      fix: 'Write the version of the cluster.',
    }),
  ];
}
