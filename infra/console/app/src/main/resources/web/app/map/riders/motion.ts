/**
 * How a dot moves between two fixes. The vertex shader in `webgl-renderer.ts` does the same sum; the tests hold both.
 *
 * With each fix the dot sets off from where it is drawn at that moment, and gets to the fix within the time that lay between
 * the rider's last two fixes; so it never jumps. If the next fix is late, it goes on straight for up to half a step, then
 * waits. Only what no rider could have ridden is a jump: a first fix, a far one, a return after a long silence.
 */

/** How far past the fix a dot goes on, as a share of the step. */
export const OVERSHOOT = 0.5;

const DEFAULT_STEP_MS = 1000;
const MIN_STEP_MS = 100;
/** A rider that is heard of twice a minute should not creep for half a minute behind the truth. */
const MAX_STEP_MS = 5000;

/** 40 m/s is beyond any rider; 60 m is what GPS may be wrong. */
const PLAUSIBLE_SPEED_MPS = 40;
const PLAUSIBLE_ERROR_M = 60;
const MAX_PLAUSIBLE_GAP_MS = 5000;

/** How much of the step is done at a time: from 0 to 1 + OVERSHOOT. */
export function progress(nowMs: number, startMs: number, stepMs: number): number {
  const share = (nowMs - startMs) / stepMs;
  return share < 0 ? 0 : share > 1 + OVERSHOOT ? 1 + OVERSHOOT : share;
}

/**
 * How long the step to a new fix takes: the time between the two fixes by the rider's clock. Where that can't be (a clock
 * was set, a trace is replayed faster), the time between their arrivals.
 */
export function stepMs(eventGapMs: number, arrivalGapMs: number): number {
  const believable = eventGapMs >= arrivalGapMs / 3 && eventGapMs <= arrivalGapMs * 3;
  const gap = believable ? eventGapMs : arrivalGapMs;
  return gap > 0 ? Math.min(Math.max(gap, MIN_STEP_MS), MAX_STEP_MS) : DEFAULT_STEP_MS;
}

/** Whether a rider could have come that far. */
export function plausible(distanceM: number, arrivalGapMs: number): boolean {
  const gapMs = Math.min(arrivalGapMs, MAX_PLAUSIBLE_GAP_MS);
  return distanceM <= PLAUSIBLE_ERROR_M + (PLAUSIBLE_SPEED_MPS * gapMs) / 1000;
}
