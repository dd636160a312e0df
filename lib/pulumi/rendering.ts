// Without an import, so that the command line, which starts such programs, needs nothing of Pulumi itself.

/** The variable that says what a program is run for, where it is not to register resources. */
export const RENDER = 'STACKWRIGHT_RENDER';

/** What it is then run for. */
export const MANIFESTS = 'manifests';

/** What a program says when it has written its manifests, before the folder. */
export const WRITTEN = 'Manifests are written to';
