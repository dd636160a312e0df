import { isSecret } from '@pulumi/pulumi';
import { isBuiltInGroup } from '../../checks/schema/api';
import type { Finding } from '../../manifest/finding';
import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { pointer, text, type JsonPath } from '../../manifest/json';
import { groupOf } from '../../manifest/kinds';
import { openValuesIn, type OpenValue } from '../../manifest/open-values';
import { DeployError, NOT_THIS } from '../error';
import type { Outputs } from './object-inputs';

/**
 * Resolves when it is known that nothing secret would be readable in an object; undefined where nothing can be.
 * Rejects with every field that would.
 */
export function permissionFor(object: InventoryObject, outputs: Outputs): Promise<unknown> | undefined {
  const readable = openValuesIn([object]).filter(({ at }) => !mayBeSecret(object, at));
  return readable.length === 0 ? undefined : refuseSecrets(readable, outputs);
}

async function refuseSecrets(fields: readonly OpenValue[], outputs: Outputs): Promise<void> {
  const judged = await Promise.all(
    fields.map(async (field) => {
      const output = outputs.get(field.token.name);
      return output && (await isSecret(output)) ? [readableSecret(field)] : [];
    }),
  );
  const findings = judged.flat();
  if (findings.length > 0) throw new DeployError(findings, NOT_THIS);
}

/** Where a value is out of sight: in a Secret, and in custom resources, whose definitions say what they are for. */
function mayBeSecret({ kind, manifest }: InventoryObject, [field]: JsonPath): boolean {
  if (kind === 'Secret') return field === 'data' || field === 'stringData';
  const isCustom = !isBuiltInGroup(groupOf(text(manifest['apiVersion'])));
  return isCustom && field !== 'metadata';
}

function readableSecret({ token, object, at }: OpenValue): Finding {
  return {
    rule: 'token/readable-secret',
    severity: 'error',
    path: object.path,
    trace: object.trace,
    object: titleOf(object),
    pointer: pointer(at),
    message: `The value of '${token.name}' is secret, and would be readable for everybody who may read the object.`,
    want: 'secret values in the data of a Secret',
    fix: 'Put it into a PulumiSecret, and let the container refer to its key. `pulumi.unsecret` says that a value is none.',
  };
}
