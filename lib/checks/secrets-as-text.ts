import { forEachString, type JsonPath } from '../manifest/json';
import { secretsIn } from '../manifest/tokens';
import { findingOn, type Check } from './check';

/** Secret values that were concatenated into a string, which would be rendered for everybody to read. */
export const secretsAsText: Check = ({ objects }) =>
  objects.flatMap((object) => {
    const leaks: { readonly secret: string; readonly at: JsonPath }[] = [];
    forEachString(object.manifest, (text, at) => {
      for (const secret of secretsIn(text)) leaks.push({ secret, at: [...at] });
    });
    return leaks.map(({ secret, at }) =>
      findingOn(object, {
        rule: 'secret/as-text',
        message: `The value of the secret '${secret}' is used as plain text.`,
        allowed: 'a secret key as the whole value of an environment variable, or mounted as a file',
        fix: 'Pass the key itself, as in `environment: { PASSWORD: secret.key(…) }`, and let the container refer to it as $(PASSWORD).',
        at,
      }),
    );
  });
