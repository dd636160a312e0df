import type { Check } from '../check';
import { lifecycle } from './lifecycle';
import { objects } from './objects';

export const SCHEMA: readonly Check[] = [objects, lifecycle];
