/** An IPv4 network: its first address as a number, and how many bits of it are fixed. */
export interface Ipv4Network {
  readonly address: number;
  /** 0 to 32. */
  readonly prefix: number;
}

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** The network that the text says; undefined where it says none, or an address within one: `10.0.0.1/16`. */
export function ipv4Network(text: string): Ipv4Network | undefined {
  const [, ...digits] = CIDR.exec(text) ?? [];
  const prefix = Number(digits.pop());
  const octets = digits.map(Number);
  if (octets.length !== 4 || octets.some((octet) => octet > 255) || prefix > 32) return undefined;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return address % addresses(prefix) === 0 ? { address, prefix } : undefined;
}

/** `10.0.0.0/16` */
export function cidrOf({ address, prefix }: Ipv4Network): string {
  const octets = [3, 2, 1, 0].map((position) => Math.floor(address / 256 ** position) % 256);
  return `${octets.join('.')}/${prefix}`;
}

/** The network of that many fixed bits in another one; index 0 is the first. */
export function subnetwork(network: Ipv4Network, prefix: number, index: number): Ipv4Network {
  return { address: network.address + index * addresses(prefix), prefix };
}

function addresses(prefix: number): number {
  return 2 ** (32 - prefix);
}
