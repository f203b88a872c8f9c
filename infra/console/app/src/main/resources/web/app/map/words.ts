import { count, duration } from '../common/format.ts';
import { type RiderStatus, STATUSES } from './selection/model.ts';

/** Frames come every half second while anybody moves: after this long without one, what is shown is said to be old. */
const STALE_MS = 3000;

/** How the live positions are doing. */
export interface LiveState {
  readonly connection: 'connecting' | 'open' | 'away';
  /** Since the latest frame; undefined before the first. */
  readonly silenceMs: number | undefined;
  readonly limited: boolean;
  readonly refusal: string | undefined;
}

/** What is wrong with what is shown, in one line; empty if nothing is. */
export function noticeOf(live: LiveState): string {
  if (live.refusal !== undefined) {
    return `The location service refuses this view: ${live.refusal}.`;
  }
  if (live.silenceMs === undefined) {
    return live.connection === 'away' ? 'Waiting for the location service …' : 'Connecting …';
  }
  if (live.silenceMs > STALE_MS) {
    return `Positions are ${duration(live.silenceMs)} old.${live.connection === 'open' ? '' : ' Reconnecting …'}`;
  }
  return live.limited ? 'More riders here than can be shown. Zoom in to see all of them.' : '';
}

/** The map for those who don't see it: dots. */
export function dotsInWords(total: number, byStatus: readonly number[], statuses: typeof STATUSES): string {
  const parts = statuses.map(({ number, label }) => `${count(byStatus[number] ?? 0)} ${label.toLowerCase()}`);
  return `${count(total)} riders in view: ${parts.join(', ')}.`;
}

/** The same for density. */
export function densityInWords(riders: number, busy: number): string {
  return `${count(riders)} riders in view, ${count(busy)} of them with an order, shown as density.`;
}

/** What a rider's status is called. */
export function statusLabel(status: RiderStatus, statuses: typeof STATUSES): string {
  return statuses.find((each) => each.status === status)?.label ?? status;
}
