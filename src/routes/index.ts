/** Routes: service that goes to people. Problem, engine, checker, travel, and VROOM's JSON. */
export type { Break } from './break.js';
export { type CheckReport, check, orderOf } from './check/check.js';
export type { OrderedRoute } from './check/order.js';
export type { PlanRule, Violation } from './check/violation.js';
export { checkInput } from './input/check.js';
export { type Insertion, type OpenPlan, openPlan } from './insert.js';
export type { LeftOut, LeftOutRule, Plan, PlannedRoute, PlanStep } from './plan.js';
export type { Balance, Precedence, RoutingProblem, Together } from './problem.js';
export type { Shipment } from './shipment.js';
export { beginSolving, type Progress, type SolveOptions, type Solving, solve } from './solve.js';
export type { Stop, Visit } from './stop.js';
export { calibrate, estimateLeg, type MeasuredLeg } from './travel/calibrate.js';
export { shippedFit, straightMetres } from './travel/estimate.js';
export { type FetchJson, type OsrmOptions, osrmTable } from './travel/osrm.js';
export type {
  EstimateTravel,
  LonLat,
  MatrixTravel,
  Table,
  TrafficStep,
  Travel,
  TravelFit,
} from './travel/source.js';
export type { Id, PlaceIndex, SoftWindow, TimeWindow } from './unit.js';
export type { GivenStep, Vehicle, VehicleCosts } from './vehicle.js';
export { readVroom, type VroomProblem } from './vroom/read.js';
export { checkVroom, solveVroom, writeError } from './vroom/run.js';
export { writeVroom } from './vroom/write.js';
