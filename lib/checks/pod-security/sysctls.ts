import { oneOf } from '../../manifest/finding';
import { isList, objectAt, type Json } from '../../manifest/json';
import { podSecurityContext } from '../containers';
import { examplePod } from '../example-objects';
import { shown } from '../words';
import { control } from './control';

/** What a pod may set, and since which minor version of the standard. */
const SAFE: ReadonlyMap<Json, number> = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
  ['net.ipv4.tcp_notsent_lowat', 37],
  ['net.ipv4.tcp_slow_start_after_idle', 37],
]);

const containers = 'containers: [{ name: web, image: registry.example/web:1.0.0 }]';

/** Settings of the kernel that reach beyond the pod. */
export const sysctls = control(
  'baseline',
  {
    id: 'pod-security/sysctls',
    title: 'Pods set only kernel parameters that concern themselves.',
    why: 'Other parameters change the whole node, or switch its protection off; most nodes refuse pods that set them.',
    fix: 'Remove the parameter, or set it on the node.',
    fails: examplePod(`{ securityContext: { sysctls: [{ name: kernel.msgmax, value: '65536' }] }, ${containers} }`),
    passes: examplePod(
      `{ securityContext: { sysctls: [{ name: net.ipv4.tcp_syncookies, value: '1' }] }, ${containers} }`,
    ),
  },
  (pods) => {
    const { context, at } = podSecurityContext(pods);
    const list = context['sysctls'];
    if (!isList(list)) return [];
    const minor = pods.minor('baseline');
    const isSafe = (name: Json): boolean => (SAFE.get(name) ?? Infinity) <= minor;
    return list.flatMap((sysctl, index) => {
      const name = objectAt(sysctl)['name'] ?? null;
      if (isSafe(name)) return [];
      return {
        at: [...at, 'sysctls', index, 'name'],
        message: `The pod sets the kernel parameter ${shown(name)}`,
        want: oneOf([...SAFE.keys()].filter(isSafe).map(String)),
      };
    });
  },
);
