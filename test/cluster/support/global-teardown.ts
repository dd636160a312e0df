import { stopShared } from './shared-control-plane';

export default stopShared;
