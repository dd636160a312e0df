import type { IConstruct } from 'constructs';
import { report } from '../manifest/finding';
import { secretsIn } from '../manifest/tokens';

const DOMAIN =
  '(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])(?:\\.[A-Za-z0-9-]+)*(?::\\d+)?|\\[[0-9a-fA-F:]+\\](?::\\d+)?';
const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REFERENCE = new RegExp(
  `^(?:(?:${DOMAIN})/)?${PART}(?:/${PART})*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@[A-Za-z][A-Za-z0-9+.-]*:[0-9a-fA-F]{32,})?$`,
);

/**
 * The image, as given. One without tag and digest would be another image with every release of it, and one that no
 * registry could serve is a slip: both are reported.
 * @see https://github.com/distribution/reference
 */
export function checkedImage(scope: IConstruct, image: string): string {
  if (secretsIn(image).length > 0) return image; // reported as a secret, which is the worse mistake
  const match = REFERENCE.exec(image);
  if (!match) {
    const lower = image.toLowerCase();
    const isCase = lower !== image && REFERENCE.test(lower);
    report(scope, {
      rule: 'image/illegal',
      message: `'${image}' cannot be an image.`,
      allowed: "a repository in lower case with a tag or a digest: 'registry.example/team/app:1.4.2'",
      fix: isCase ? `Did you mean '${lower}'?` : 'Correct the reference.',
    });
  } else if (match[1] === undefined && match[2] === undefined) {
    report(scope, {
      rule: 'image/without-tag',
      message: `The image '${image}' has neither tag nor digest.`,
      allowed: "a tag, ':1.4.2', or a digest, '@sha256:…'",
      fix: `Say which release is meant: '${image}:…'.`,
    });
  }
  return image;
}
