import { startShared } from './shared-control-plane';

export default startShared;
