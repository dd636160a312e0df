import { check, type Breach } from '../check';
import { written } from './amounts';
import { budgetsIn, type Budget, type Consumer } from './consumers';
import { EXAMPLE_QUOTA } from './example';

const example = (replicas: number): string => `${EXAMPLE_QUOTA}
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: db, namespace: shop }
      spec:
        replicas: ${replicas}
        selector: { matchLabels: { app: db } }
        serviceName: db
        template:
          metadata: { labels: { app: db } }
          spec:
            containers: [{ name: db, image: registry.example/db:1.0.0, resources: { requests: { cpu: 400m } } }]
    `;

/** Namespaces that need more than their quotas allow. */
export const quotaExceeded = check(
  {
    id: 'quota/exceeded',
    pack: 'baseline',
    severity: 'error',
    title: 'What a namespace holds fits into its ResourceQuotas.',
    why: 'The API server refuses what exceeds them: some of the pods, or whole objects, are missing.',
    fix: 'Raise the quota, or ask for less.',
    fails: example(3),
    passes: example(2),
  },
  (context) =>
    budgetsIn(context).flatMap((budget) =>
      [...budget.quota.hard].flatMap(([resource, hard]) => breachesBy(budget, resource, hard)),
    ),
);

/** One who uses so much of one resource. */
interface Share {
  readonly consumer: Consumer;
  readonly count: number;
  readonly one: bigint;
}

function breachesBy(budget: Budget, resource: string, hard: bigint): readonly Breach[] {
  const lasting = sharesOf(budget.lasting, resource);
  const passing = sharesOf(budget.passing, resource);
  if (lasting.every(({ consumer }) => consumer.isGiven) && passing.length === 0) return [];
  const total = sumOf(lasting);
  if (total > hard) return [breach(budget, resource, lasting)];
  const stuck = passing.filter(({ one }) => total + one > hard);
  const [largest] = [...stuck].sort(byAmount).map((share) => ({ ...share, count: 1 }));
  if (largest) return [breach(budget, resource, [...lasting, largest])];
  // CronJobs need not meet: of what comes to an end, only Jobs are there together.
  const jobs = passing.filter(({ consumer }) => consumer.workload?.object.kind === 'Job.batch');
  const all = [...lasting, ...jobs];
  if (sumOf(all) <= hard) return [];
  const { message, ...others } = breach(budget, resource, all);
  return [{ ...others, severity: 'warning', message: `${message} Some pods start only after others are done.` }];
}

function sharesOf(consumers: readonly Consumer[], resource: string): readonly Share[] {
  return consumers.flatMap((consumer) => {
    const one = consumer.usage.get(resource) ?? 0n;
    return one > 0n && consumer.count > 0 ? [{ consumer, count: consumer.count, one }] : [];
  });
}

function amountOf({ one, count }: Share): bigint {
  return one * BigInt(count);
}

function sumOf(shares: readonly Share[]): bigint {
  return shares.reduce((sum, share) => sum + amountOf(share), 0n);
}

function byAmount(a: Share, b: Share): number {
  return amountOf(a) < amountOf(b) ? 1 : amountOf(a) > amountOf(b) ? -1 : 0;
}

function breach({ quota }: Budget, resource: string, shares: readonly Share[]): Breach & { readonly fix: string } {
  const hard = quota.hard.get(resource) ?? 0n;
  const total = sumOf(shares);
  const sorted = [...shares].sort(byAmount);
  const needed = written(resource, total);
  return {
    object: quota.object,
    at: ['spec', 'hard', resource],
    message:
      `${quota.title} allows ${written(resource, hard)} of ${resource}, ` +
      `${written(resource, total - hard)} less than the ${needed} that are needed: ${listOf(sorted, resource)}.`,
    want: `at least ${needed}`,
    fix: `Raise \`${resource}\` to ${needed} or more, or let ${sorted[0]?.consumer.title ?? 'them'} ask for less.`,
  };
}

const MOST_NAMED = 5;

function listOf(shares: readonly Share[], resource: string): string {
  const named = shares.slice(0, MOST_NAMED).map((share) => {
    const { consumer, count, one } = share;
    const amount = written(resource, amountOf(share));
    return `${consumer.title} ${amount}${count > 1 && one !== 1000n ? ` (${count} × ${written(resource, one)})` : ''}`;
  });
  const rest = shares.slice(MOST_NAMED);
  if (rest.length > 0) named.push(`${rest.length} more ${written(resource, sumOf(rest))}`);
  return named.join(', ');
}
