export { planFunction, type PlanFunctionOptions } from './function';
export { PlanError } from '../plan-error';
export { planProgram, type PlanProgramOptions } from './program';
export { readProject, type Project } from './project';
