import type { Check } from '../check';
import { allowAll } from './allow-all';
import { egressWithoutDns } from './dns';
import { externalNames } from './external-names';
import { ingressTlsHosts, ingressWithoutTls } from './ingress-tls';
import { ingressAnyHost, ingressClassAnnotation, ingressSnippets } from './ingresses';
import { listenersWithoutCertificate } from './listeners';
import { policyTypes } from './policy-types';
import { routeAnyHost } from './route-hosts';
import { routesWithoutTls } from './routes';
import { externalIps, nodePorts, openLoadBalancers } from './services';
import { uncoveredPods } from './uncovered-pods';

export const NETWORK: readonly Check[] = [
  uncoveredPods,
  egressWithoutDns,
  allowAll,
  policyTypes,
  nodePorts,
  openLoadBalancers,
  externalIps,
  externalNames,
  ingressWithoutTls,
  ingressTlsHosts,
  ingressAnyHost,
  ingressSnippets,
  ingressClassAnnotation,
  routesWithoutTls,
  routeAnyHost,
  listenersWithoutCertificate,
];
