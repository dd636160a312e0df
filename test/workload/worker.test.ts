import { Worker } from 'stackwright';
import { at, count, image, only, rendered, resources } from '../support/rendered';

describe('a worker', () => {
  const objects = () => rendered((stack) => new Worker(stack, 'worker', { image, resources }));

  it('runs one pod unless it is told otherwise', () => {
    expect(at(only(objects(), 'Deployment'), 'spec', 'replicas')).toBe(1);
  });

  it('has no Service, because nobody calls it', () => {
    expect(count(objects(), 'Service')).toBe(0);
  });
});
