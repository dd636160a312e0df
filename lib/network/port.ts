import type { IConstruct } from 'constructs';
import { nearest, oneOf, report } from '../manifest/finding';
import { isNumberToken } from '../manifest/tokens';

/** A port that a container listens on. */
export interface Port {
  /** 1 to 65535. */
  readonly containerPort: number;
  /**
   * The port of the Service in front of it, 1 to 65535.
   * @default - `containerPort`
   */
  readonly port?: number;
  /** @default 'TCP' */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  /**
   * What is spoken over it, for proxies that want to know: `grpc`, `kubernetes.io/h2c`, …
   * @default - not said
   */
  readonly appProtocol?: string;
  /**
   * The port on every node, 30000 to 32767; only for Services of type NodePort or LoadBalancer.
   * @default - the cluster chooses one
   */
  readonly nodePort?: number;
  /**
   * The port of the node itself that leads to the container: at most one such pod fits on a node.
   * @default - none
   */
  readonly hostPort?: number;
}

/** Ports by name; a number is a TCP port. The name serves probes, Services and routes. */
export type Ports = Readonly<Record<string, number | Port>>;

/** A port with everything decided. */
export interface DeclaredPort extends Port {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

/** The ports as a list, in their order; what is illegal about them is reported. */
export function declaredPorts(scope: IConstruct, ports: Ports = {}): readonly DeclaredPort[] {
  const declared = Object.entries(ports).map(([name, given]) => {
    const port = typeof given === 'number' ? { containerPort: given } : given;
    return { ...port, name, port: port.port ?? port.containerPort, protocol: port.protocol ?? 'TCP' };
  });
  for (const port of declared) judge(scope, port);
  return declared;
}

const NAME = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

function judge(scope: IConstruct, { name, containerPort, port, hostPort, nodePort }: DeclaredPort): void {
  if (!NAME.test(name)) {
    report(scope, {
      rule: 'port/illegal-name',
      message: `'${name}' cannot name a port.`,
      want: "1 to 15 lower-case letters, digits and single '-' between them, with at least one letter",
      fix: 'Choose another name.',
    });
  }
  for (const number of new Set([containerPort, port, hostPort])) {
    if (number === undefined || isPortNumber(number)) continue;
    report(scope, {
      rule: 'port/illegal-number',
      message: `The port '${name}' has the number ${number}.`,
      want: 'whole numbers from 1 to 65535',
      fix: 'Pass the number that the program listens on.',
    });
  }
  if (nodePort !== undefined && !isNodePort(nodePort)) {
    report(scope, {
      rule: 'port/illegal-number',
      message: `The port '${name}' has the nodePort ${nodePort}.`,
      want: 'whole numbers from 30000 to 32767, the range that clusters reserve for it',
      fix: 'Leave it out, and the cluster chooses one; or pass one of that range.',
    });
  }
}

function isNodePort(value: number): boolean {
  return isNumberToken(value) || (Number.isInteger(value) && value >= 30000 && value <= 32767);
}

function isPortNumber(value: number): boolean {
  return isNumberToken(value) || (Number.isInteger(value) && value >= 1 && value <= 65535);
}

/** A use of a port somewhere else than where it is declared. */
export interface PortUse {
  /** Name or number; undefined: the only port there is. */
  readonly port: string | number | undefined;
  /** Who uses it, for the message: `The readiness probe`. */
  readonly user: string;
}

/** The declared TCP port that is meant: probes and routes speak nothing else. One that is not there is reported. */
export function findPort(
  scope: IConstruct,
  ports: readonly DeclaredPort[],
  { port, user }: PortUse,
): DeclaredPort | undefined {
  const candidates = ports.filter(({ protocol }) => protocol === 'TCP');
  const isMeant = ({ name, containerPort }: DeclaredPort) => name === port || containerPort === port;
  const found = port === undefined && candidates.length === 1 ? candidates[0] : candidates.find(isMeant);
  if (found) return found;
  const other = ports.find(isMeant);
  const names = candidates.map(({ name }) => name);
  const near = typeof port === 'string' && !other ? nearest(port, names) : undefined;
  const reason = other ? `which speaks ${other.protocol}` : 'which nothing declares';
  const known = candidates.map(({ name, containerPort }) => `'${name}' (${containerPort})`).join(', ');
  report(scope, {
    rule: 'port/undeclared',
    message: port === undefined ? `${user} names no port.` : `${user} uses the port '${port}', ${reason}.`,
    want: known === '' ? 'none: no TCP ports are declared' : known,
    fix: near === undefined ? 'Declare it in `ports`, or name one that is declared.' : `Did you mean ${oneOf([near])}?`,
  });
  return undefined;
}

/** Two containers of a pod share its network: each port can be taken once. */
export function reportConflicts(scope: IConstruct, ports: readonly DeclaredPort[]): void {
  const taken = new Map<string, string>();
  for (const { name, containerPort, protocol } of ports) {
    const key = `${containerPort}/${protocol}`;
    const owner = taken.get(key);
    if (owner !== undefined || taken.has(name)) {
      report(scope, {
        rule: 'port/conflict',
        message:
          owner === undefined
            ? `Two ports of one pod are called '${name}'.`
            : `The ports '${owner}' and '${name}' of one pod are the same: ${key}.`,
        want: 'each number and protocol, and each name, once in a pod',
        fix: 'Give one of them another number or name.',
      });
    }
    taken.set(key, name).set(name, name);
  }
}
