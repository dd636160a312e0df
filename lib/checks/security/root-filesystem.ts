import { objectAt } from '../../manifest/json';
import { check, type Breach } from '../check';
import { containerTitle, isOnWindows } from '../containers';
import { examplePodOf } from '../example-objects';

/** Containers that can write to the files of their image. */
export const writableRootFilesystem = check(
  {
    id: 'security/writable-root-filesystem',
    pack: 'restricted',
    severity: 'error',
    title: 'Containers cannot change the files of their image.',
    why: 'Whoever gets into a container can put programs there, and what is written there is gone with the container.',
    fix: 'Set `readOnlyRootFilesystem: true`, and mount an emptyDir volume where the program writes, for instance at /tmp.',
    fails: examplePodOf('securityContext: { readOnlyRootFilesystem: false }'),
    passes: examplePodOf('securityContext: { readOnlyRootFilesystem: true }'),
  },
  ({ pods: all }) => {
    const breaches: Breach[] = [];
    for (const pods of all) {
      if (isOnWindows(pods)) continue;
      for (const each of pods.containers) {
        if (objectAt(each.container, 'securityContext')['readOnlyRootFilesystem'] === true) continue;
        breaches.push({
          object: pods.object,
          at: [...each.at, 'securityContext', 'readOnlyRootFilesystem'],
          message: `${containerTitle(each)} can write to the files of its image.`,
          want: 'readOnlyRootFilesystem: true',
        });
      }
    }
    return breaches;
  },
);
