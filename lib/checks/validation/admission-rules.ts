import type { Breach } from '../check';
import type { Field } from './field';

/** What the API server refuses in a rule that says which requests admission looks at. */
export function admissionRuleMistakes(rule: Field): readonly Breach[] {
  const resources = rule.get('resources');
  return [
    ...['operations', 'apiGroups', 'apiVersions'].flatMap((name) => alone(rule.get(name), '*', () => true)),
    ...alone(resources, '*/*', () => true),
    ...alone(resources, '*', (other) => !other.includes('/')),
    ...resources.items.flatMap(({ text }) => {
      const [name = '', part] = text.split('/');
      if (part === undefined || (name === '*') === (part === '*')) return [];
      return alone(resources, text, (other) =>
        part === '*' ? other.startsWith(`${name}/`) : other.endsWith(`/${part}`),
      );
    }),
    ...[resources, rule.get('apiVersions')].flatMap(emptyTexts),
  ];
}

function emptyTexts({ items, key }: Field): readonly Breach[] {
  return items
    .filter(({ text }) => text === '')
    .map((item) => item.breach(`\`${key}\` has an empty text in it.`, { fix: 'Take it out.' }));
}

/** That something stands beside what stands for it already. */
function alone(list: Field, whole: string, isPart: (other: string) => boolean): readonly Breach[] {
  const others = list.items.map(({ text }) => text).filter((text) => text !== whole && isPart(text));
  if (others.length === 0 || !list.items.some(({ text }) => text === whole)) return [];
  return [
    list.breach(`\`${list.key}\` has '${whole}', and '${others[0]}' beside it.`, {
      want: `'${whole}' alone, or names`,
      fix: `Leave '${whole}' out, or all that it stands for.`,
    }),
  ];
}
