import type { JsonObject } from '../../../lib/manifest/json';
import { destroyNotes } from '../../../lib/pulumi/plan/destroy/destroy';
import type { PlannedResource } from '../../../lib/pulumi/plan/plan';
import { namespace, object, plan, resource } from './destroy-plans';

const notes = (type: string, inputs: JsonObject = {}, options: Partial<PlannedResource> = {}) =>
  destroyNotes(plan(resource({ type, inputs, ...options }))).map(({ message }) => message);

describe('what is there after a destroy on purpose', () => {
  it('is noted, with how long', () => {
    expect(notes('aws:kms/key:Key', { deletionWindowInDays: 7 })).toEqual([expect.stringContaining('7 days later')]);
    expect(notes('aws:kms/key:Key')).toEqual([expect.stringContaining('30 days later')]);
    expect(notes('aws:secretsmanager/secret:Secret')).toHaveLength(1);
    expect(notes('aws:secretsmanager/secret:Secret', { recoveryWindowInDays: 0 })).toEqual([]);
    expect(notes('aws:rds/instance:Instance', { finalSnapshotIdentifier: 'last' })).toEqual([
      "Instance 'main' leaves the snapshot 'last'.",
    ]);
    expect(notes('aws:rds/instance:Instance', { skipFinalSnapshot: true, finalSnapshotIdentifier: 'last' })).toEqual(
      [],
    );
    expect(notes('kubernetes:storage.k8s.io/v1:StorageClass', { reclaimPolicy: 'Retain' })).toHaveLength(1);
    expect(notes('kubernetes:storage.k8s.io/v1:StorageClass', { reclaimPolicy: 'Delete' })).toEqual([]);
  });

  it('is noted of what is protected or retained, and not of what belongs to others', () => {
    expect(notes('aws:s3/bucket:Bucket', {}, { protect: true })).toEqual([expect.stringContaining('refuses')]);
    expect(notes('aws:s3/bucket:Bucket', {}, { retainOnDelete: true })).toHaveLength(1);
    expect(notes('aws:s3/bucket:Bucket')).toEqual([]);
    const kept = object('ConfigMap', {}, { retainOnDelete: true });
    expect(destroyNotes(plan(kept))).toHaveLength(1);
    expect(destroyNotes(plan(namespace(), kept))).toEqual([]);
    expect(notes('aws:kms/key:Key', {}, { read: true })).toEqual([]);
  });
});
