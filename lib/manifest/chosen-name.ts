import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { report } from './finding';
import type { KindName } from './kinds';
import { isAllowed, legalName, nameRule } from './names';

/**
 * The name of what a construct makes when its author gives none: the ids from its stack downwards, joined with `-`,
 * in lower case. `Resource` and `Default` say nothing and are left out. The same path has the same name for ever.
 */
export function generatedName(construct: IConstruct): string {
  const chart = Chart.of(construct);
  const own = construct.node.scopes.slice(chart.node.scopes.length);
  const ids = own.map((scope) => scope.node.id).filter((id) => id !== 'Resource' && id !== 'Default');
  return legalName(ids.length > 0 ? ids.join('-') : chart.node.id);
}

/**
 * The name that a construct gives to the objects it makes: `name`, or a generated one.
 * A name that `kind` does not allow is reported once, here, and replaced by a legal one.
 */
export function chosenName(scope: IConstruct, name: string | undefined, kind: KindName = 'Service'): string {
  const rule = nameRule(kind);
  const chosen = name ?? generatedName(scope);
  if (isAllowed(chosen, rule)) return chosen;
  const legal = legalName(chosen).slice(0, rule.maximum).replace(/-+$/, '');
  const usable = isAllowed(legal, rule) ? legal : 'illegal-name';
  report(scope, {
    rule: 'name/illegal',
    message: `'${chosen}' cannot name a ${kind.replace(/\..*/, '')}.`,
    want: rule.want,
    fix: `Pass another name${usable === legal ? `, for instance '${legal}'` : ''}.`,
  });
  return usable;
}
