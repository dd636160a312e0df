import { oneOf } from '../../manifest/finding';
import { isSet, objectAt, type Json } from '../../manifest/json';
import { securityContexts } from '../containers';
import { examplePodOf } from '../example-objects';
import { shown } from '../words';
import { control } from './control';

const TYPES: readonly string[] = ['container_t', 'container_init_t', 'container_kvm_t'];
const SINCE_31: readonly string[] = [...TYPES, 'container_engine_t'];

/** SELinux labels that are not those of containers. */
export const seLinuxOptions = control(
  'baseline',
  {
    id: 'pod-security/se-linux-options',
    title: 'SELinux labels are those of containers, without a user or role of their own.',
    why: 'A process with another label is no longer kept from the files and processes of its node.',
    fix: 'Remove the field; to tell pods from each other, set `level`.',
    fails: examplePodOf('securityContext: { seLinuxOptions: { type: spc_t } }'),
    passes: examplePodOf('securityContext: { seLinuxOptions: { type: container_t } }'),
  },
  (pods) => {
    const types = pods.minor('baseline') < 31 ? TYPES : SINCE_31;
    const isForbidden = (field: string, value: Json): boolean => field !== 'type' || !types.some((t) => t === value);
    return securityContexts(pods).flatMap(({ owner, context, at }) => {
      const options = objectAt(context, 'seLinuxOptions');
      return ['type', 'user', 'role'].flatMap((field) => {
        const value = options[field];
        if (!isSet(value) || value === '' || !isForbidden(field, value)) return [];
        return {
          at: [...at, 'seLinuxOptions', field],
          message: `${owner} sets the SELinux ${field} ${shown(value)}`,
          want: field === 'type' ? oneOf(types) : 'nothing',
        };
      });
    });
  },
);
