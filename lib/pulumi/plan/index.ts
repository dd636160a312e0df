export { comparisonFindings } from './comparison/comparison';
export { destroyFindings, destroyNotes, destroySteps, type DestroyNote, type DestroyStep } from './destroy/destroy';
export { diffOf, type Change } from './diff/diff';
export { type OutputsOf, type ResultOf } from './engine/outputs';
export {
  SECRET,
  UNKNOWN,
  type CustomTimeouts,
  type Message,
  type Plan,
  type PlanFinding,
  type PlannedResource,
  type Urn,
} from './plan';
export { PlanError, planFunction, planProgram, type PlanFunctionOptions, type PlanProgramOptions } from './program/run';
export { planJson } from './report/json';
export { PlanFormatError, readPlan } from './report/json-reader';
export { planText } from './report/report';
