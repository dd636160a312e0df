import { ArgumentsError, Network } from 'stackwright/aws';
import { planFunction } from '../../lib/pulumi/plan/program/function';

/** What is said of wrong arguments. The program around them goes on, and comes to its end. */
export async function refusalOf(build: (network: Network) => unknown): Promise<ArgumentsError> {
  let thrown: unknown;
  await planFunction(() => {
    const network = new Network('shop', { zones: ['eu-central-1a', 'eu-central-1b'] });
    try {
      build(network);
    } catch (error) {
      thrown = error;
    }
  });
  if (thrown instanceof ArgumentsError) return thrown;
  throw new Error('Nothing was refused.', { cause: thrown });
}
