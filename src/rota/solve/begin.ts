import type { LimitModel, Model, StaffModel } from '../compile/model.js';
import { NONE } from '../compile/model.js';
import type { Board } from './board.js';
import { RowProgram } from './row-program.js';
import type { Workspace } from './workspace.js';

/**
 * Gives a person a first legal row that serves the demand still open. Whole horizons go through the row program at
 * once; longer ones window by window under limits in proportion. False when no legal row was found.
 */
export function beginRow(board: Board, p: number, program: RowProgram, space: Workspace): boolean {
  const { model } = board;
  const row = board.rows[p]!;
  const weight = new Float64Array(model.days * model.width);
  const last = model.days - 1;
  if (program.fits(row, 0, last)) {
    const whole = new Uint8Array(model.days);
    board.weigh(p, 0, last, weight);
    const value = program.solve(weight, whole, 0, last);
    if (program.exact) {
      if (value < Number.POSITIVE_INFINITY) board.put(p, whole);
      return value < Number.POSITIVE_INFINITY;
    }
  }
  return byWindows(board, p, space, weight);
}

function byWindows(board: Board, p: number, space: Workspace, weight: Float64Array): boolean {
  const { model } = board;
  const staff = model.staff[p]!;
  for (const length of [28, 14, 42]) {
    for (const share of [true, false]) {
      const row = new Uint8Array(model.days);
      if (!pins(model, staff, row)) return false;
      board.weigh(p, 0, model.days - 1, weight);
      if (!forward(model, staff, space, weight, row, length, share)) continue;
      if (workMore(model, staff, space, weight, row, length)) {
        board.put(p, row);
        return true;
      }
    }
  }
  return false;
}

/** Days that allow nothing but work hold it from the start. */
function pins(model: Model, staff: StaffModel, row: Uint8Array): boolean {
  for (let d = 0; d < model.days; d++) {
    const open = staff.allowed.subarray(d * model.width, (d + 1) * model.width);
    const first = open.indexOf(1);
    if (first < 0) return false;
    row[d] = first;
  }
  return true;
}

function scaled(l: LimitModel, part: number): LimitModel {
  const down = (n: number): number => (n === NONE ? NONE : Math.floor(n * part + 0.5));
  return {
    ...l,
    minMinutes: 0,
    maxMinutes: l.maxMinutes === NONE ? NONE : Math.floor(l.maxMinutes * part),
    maxWeekends: down(l.maxWeekends),
    maxPer: l.maxPer.map(down),
  };
}

function forward(
  model: Model,
  staff: StaffModel,
  space: Workspace,
  weight: Float64Array,
  row: Uint8Array,
  length: number,
  share: boolean,
): boolean {
  const { days } = model;
  for (let from = 0; from < days; from += length) {
    const until = Math.min(days, from + length) - 1;
    const part = share ? (until + 1) / days : 1;
    const limits = scaled(staff.limits, part);
    // With a share of the minimum the work is spread; without it only the cost decides.
    const program = new RowProgram(model, { ...staff, limits }, space);
    const spread = { ...limits, minMinutes: Math.floor(staff.limits.minMinutes * part) };
    const strict = new RowProgram(model, { ...staff, limits: spread }, space);
    if (share && strict.solve(weight, row, from, until) < Number.POSITIVE_INFINITY && strict.exact) continue;
    if (program.solve(weight, row, from, until) === Number.POSITIVE_INFINITY || !program.exact) return false;
  }
  return true;
}

/** Where the row works too little, windows are filled again for as many minutes as the other limits allow. */
function workMore(
  model: Model,
  staff: StaffModel,
  space: Workspace,
  weight: Float64Array,
  row: Uint8Array,
  length: number,
): boolean {
  const { days, width, minutes } = model;
  const total = (): number => row.reduce((n, k) => n + minutes[k]!, 0);
  const program = new RowProgram(model, { ...staff, limits: { ...staff.limits, minMinutes: 0 } }, space);
  const eager = weight.map((w, cell) => w - 1e5 * minutes[cell % width]!);
  for (let round = 0; round < 3 && total() < staff.limits.minMinutes; round++) {
    for (let from = 0; from < days && total() < staff.limits.minMinutes; from += Math.ceil(length / 2)) {
      program.solve(eager, row, from, Math.min(days, from + length) - 1);
    }
  }
  return total() >= staff.limits.minMinutes;
}
