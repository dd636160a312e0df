import type { IConstruct } from 'constructs';
import { report } from '../manifest/finding';
import { parseImage } from '../manifest/image';
import { secretsIn } from '../manifest/secret-marker';
import { isOpen } from '../manifest/tokens';

/**
 * The image, as given. One without tag and digest would be another image with every release of it, and one that no
 * registry could serve is a slip: both are reported.
 * @see https://github.com/distribution/reference
 */
export function checkedImage(scope: IConstruct, image: string): string {
  if (secretsIn(image).length > 0) return image; // reported as a secret, which is the worse mistake
  if (isOpen(image)) return image; // nobody knows yet which one it is
  const parsed = parseImage(image);
  if (!parsed) {
    const lower = image.toLowerCase();
    const isCase = lower !== image && parseImage(lower) !== undefined;
    report(scope, {
      rule: 'image/illegal',
      message: `'${image}' cannot be an image.`,
      want: "a repository in lower case with a tag or a digest: 'registry.example/team/app:1.4.2'",
      fix: isCase ? `Did you mean '${lower}'?` : 'Correct the reference.',
    });
  } else if (parsed.tag === undefined && parsed.digest === undefined) {
    report(scope, {
      rule: 'image/without-tag',
      message: `The image '${image}' has neither tag nor digest.`,
      want: "a tag, ':1.4.2', or a digest, '@sha256:…'",
      fix: `Say which release is meant: '${image}:…'.`,
    });
  }
  return image;
}
