export { comparisonFindings } from './comparison/comparison';
export { declaredReplacements } from './declared/replacements';
export {
  destroyFindings,
  destroyNotes,
  destroySteps,
  type DestroyAction,
  type DestroyNote,
  type DestroyStep,
} from './destroy/destroy';
export { diffOf, type Change, type DiffOptions } from './diff/diff';
export { diffFindings } from './diff/findings';
export { type CreatedResource, type OutputsOf, type ResultOf } from './engine/outputs';
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
export { diffText } from './report/diff';
export { planText } from './report/report';
