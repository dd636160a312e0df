import { isObject } from '../../../manifest/json';
import type { Message, Plan, PlannedResource } from '../plan';
import { Fields } from './json-fields';

/** That a text is no plan, or not one that can be read here. */
export class PlanFormatError extends Error {
  override readonly name = 'PlanFormatError';
}

/** How many mistakes are told; a damaged file may have one in each line. */
const TOLD = 5;

/**
 * The plan in a text that `planJson` made, whatever else the text holds.
 * @throws PlanFormatError for other formats, and for what is damaged, with the first fields that are not as they should
 */
export function readPlan(text: string): Plan {
  const data = parsed(text);
  if (!isObject(data) || data['format'] === undefined || data['resources'] === undefined) {
    throw new PlanFormatError("It is no plan: 'stackwright plan --json' makes one.");
  }
  if (data['format'] !== 1) {
    throw new PlanFormatError(
      `It has the format ${JSON.stringify(data['format'])}, and only 1 is known here. Make it again with this version.`,
    );
  }
  const problems: string[] = [];
  const plan = planIn(new Fields(data, '', problems));
  if (problems.length > 0) throw new PlanFormatError(`It is damaged. ${told(problems)}`);
  return plan;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PlanFormatError(`It is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function told(problems: readonly string[]): string {
  const more = problems.length - TOLD;
  return [...problems.slice(0, TOLD), ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
}

function planIn(fields: Fields): Plan {
  return {
    format: 1,
    project: fields.text('project'),
    stack: fields.text('stack'),
    resources: fields.each('resources', resourceIn),
    outputs: fields.object('outputs'),
    messages: fields.each('messages', messageIn),
  };
}

function resourceIn(fields: Fields): PlannedResource {
  return {
    urn: fields.text('urn'),
    type: fields.text('type'),
    name: fields.text('name'),
    custom: fields.flag('custom'),
    read: fields.flag('read'),
    remote: fields.flag('remote'),
    parent: fields.optionalText('parent'),
    provider: fields.optionalText('provider'),
    inputs: fields.object('inputs'),
    dependencies: fields.texts('dependencies'),
    propertyDependencies: fields.textLists('propertyDependencies'),
    protect: fields.flag('protect'),
    retainOnDelete: fields.flag('retainOnDelete'),
    deletedWith: fields.optionalText('deletedWith'),
    deleteBeforeReplace: fields.flag('deleteBeforeReplace'),
    ignoreChanges: fields.texts('ignoreChanges'),
    replaceOnChanges: fields.texts('replaceOnChanges'),
    additionalSecretOutputs: fields.texts('additionalSecretOutputs'),
    aliases: fields.texts('aliases'),
    customTimeouts: fields.textsByName('customTimeouts'),
    importId: fields.optionalText('importId'),
    version: fields.optionalText('version'),
  };
}

function messageIn(fields: Fields): Message {
  return {
    severity: fields.one('severity', ['debug', 'info', 'warning', 'error']) ?? 'info',
    text: fields.text('text'),
    urn: fields.optionalText('urn'),
  };
}
