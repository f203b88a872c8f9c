import { ProblemError } from '../../common/http.ts';
import { RiderWatch } from '../live/rider-watch.ts';
import type { Subject } from '../url-state.ts';
import { isFinished, type Order, type Rider } from './model.ts';
import { fetchOrder, fetchRider, fetchTrail } from './services.ts';
import { fixAt, newestSession, trailFixes, type TrailFix } from './trail.ts';

const TRAIL_MS = 5 * 60_000;
const TRAIL_LIMIT = 1000;
/** Orders change a few times in half an hour. */
const ORDER_REFRESH_MS = 4000;
/** What is not in Postgres yet comes live; what a reader missed while away comes with the next reading. */
const TRAIL_REFRESH_MS = 30_000;

/** What is known of the selected rider or order. */
export interface SelectionState {
  readonly subject: Subject | undefined;
  readonly riderId: number | undefined;
  readonly rider: Rider | undefined;
  readonly order: Order | undefined;
  readonly trail: readonly TrailFix[];
  /** How many fixes of the trail came from Postgres. */
  readonly storedFixes: number;
  /** What could not be found or fetched, to be read by a person. */
  readonly problem: string | undefined;
  readonly trailProblem: string | undefined;
  readonly loading: boolean;
}

const NOTHING: SelectionState = {
  subject: undefined,
  riderId: undefined,
  rider: undefined,
  order: undefined,
  trail: [],
  storedFixes: 0,
  problem: undefined,
  trailProblem: undefined,
  loading: false,
};

/**
 * The selected rider or order with what belongs to it: position (live), order, trail (from Postgres, then live).
 *
 * Each selection has an `AbortController` of its own: an answer to an earlier one changes nothing.
 */
export class Selection {
  private current: SelectionState = NOTHING;
  private requests = new AbortController();
  private timers: ReturnType<typeof setInterval>[] = [];
  private readonly watch: RiderWatch;

  constructor(private readonly onChange: (state: SelectionState) => void) {
    this.watch = new RiderWatch((riderId, rider) => this.onRider(riderId, rider));
  }

  get state(): SelectionState {
    return this.current;
  }

  select(subject: Subject | undefined): void {
    this.leave();
    this.current = NOTHING;
    if (subject === undefined) {
      this.watch.watch(undefined);
      this.update({});
      return;
    }
    this.update({ subject, loading: true });
    if (subject.kind === 'rider') {
      this.follow(subject.id);
      void this.readRider(subject.id);
    } else {
      this.watch.watch(undefined);
      void this.readOrder(subject.id, true);
    }
    this.timers.push(setInterval(() => this.refreshOrder(), ORDER_REFRESH_MS));
  }

  pause(): void {
    this.watch.pause();
  }

  resume(): void {
    this.watch.resume();
    if (this.current.riderId !== undefined) {
      void this.readTrail(this.current.riderId);
    }
  }

  dispose(): void {
    this.leave();
    this.watch.watch(undefined);
  }

  private leave(): void {
    this.requests.abort();
    this.requests = new AbortController();
    this.timers.forEach(clearInterval);
    this.timers = [];
  }

  private follow(riderId: number): void {
    this.update({ riderId });
    this.watch.watch(riderId);
    void this.readTrail(riderId);
    this.timers.push(setInterval(() => void this.readTrail(riderId), TRAIL_REFRESH_MS));
  }

  private async readRider(riderId: number): Promise<void> {
    const { signal } = this.requests;
    try {
      const rider = await fetchRider(riderId, signal);
      this.onRider(riderId, rider);
    } catch (error) {
      this.failed(signal, error, `Nothing was heard of rider ${riderId} lately.`, 'The live positions');
    }
  }

  private async readOrder(orderId: number, selected: boolean): Promise<void> {
    const { signal } = this.requests;
    try {
      const order = await fetchOrder(orderId, signal);
      this.update({ order, loading: false, problem: undefined });
      if (selected && order.riderId !== undefined && this.current.riderId === undefined && !isFinished(order)) {
        this.follow(order.riderId);
      }
    } catch (error) {
      if (selected) {
        this.failed(signal, error, `Nothing was heard of order ${orderId} lately.`, 'The live positions');
      }
    }
  }

  private refreshOrder(): void {
    const { subject, order, rider } = this.current;
    if (subject?.kind === 'order') {
      if (order === undefined || !isFinished(order)) {
        void this.readOrder(subject.id, true);
      }
    } else if (rider?.orderId !== undefined) {
      void this.readOrder(rider.orderId, false);
    } else if (order !== undefined && !isFinished(order)) {
      // The last look at an order that its rider has just brought.
      void this.readOrder(order.orderId, false);
    }
  }

  private async readTrail(riderId: number): Promise<void> {
    const { signal } = this.requests;
    try {
      const stored = trailFixes(await fetchTrail(riderId, Date.now() - TRAIL_MS, TRAIL_LIMIT, signal));
      const newest = stored.at(-1)?.atMs ?? 0;
      const live = this.current.trail.filter((fix) => fix.atMs > newest);
      const trail = newestSession([...stored, ...live]);
      const storedFixes = trail.filter((fix) => fix.atMs <= newest).length;
      this.update({ trail, storedFixes, trailProblem: undefined });
    } catch (error) {
      if (!signal.aborted) {
        const reason = error instanceof ProblemError && !error.isAway ? error.message : 'the database writer is away';
        this.update({ trailProblem: `The trail can’t be read: ${reason}.` });
      }
    }
  }

  private onRider(riderId: number, rider: Rider | undefined): void {
    if (riderId !== this.current.riderId || rider === undefined) {
      return;
    }
    const before = this.current.rider;
    if (before !== undefined && !isNewer(rider, before)) {
      return;
    }
    const { recordTimeMs: atMs, eventTimeMs: takenMs, session } = rider;
    const fix = fixAt({ atMs, takenMs, session }, rider.latitude, rider.longitude);
    const since = rider.recordTimeMs - TRAIL_MS;
    const last = this.current.trail.at(-1);
    const trail =
      last !== undefined && last.atMs >= fix.atMs
        ? this.current.trail
        : newestSession([...this.current.trail.filter((each) => each.atMs > since), fix]);
    this.update({ rider, trail, loading: false, problem: undefined });
    if (this.current.subject?.kind === 'rider' && rider.orderId !== undefined) {
      if (rider.orderId !== this.current.order?.orderId || rider.status !== before?.status) {
        void this.readOrder(rider.orderId, false);
      }
    }
  }

  private failed(signal: AbortSignal, error: unknown, unknown: string, service: string): void {
    if (signal.aborted) {
      return;
    }
    const problem = error instanceof ProblemError && error.status === 404 ? unknown : `${service} can’t be asked right now.`;
    this.update({ problem, loading: false });
  }

  private update(change: Partial<SelectionState>): void {
    this.current = { ...this.current, ...change };
    this.onChange(this.current);
  }
}

function isNewer(rider: Rider, before: Rider): boolean {
  return rider.session > before.session || (rider.session === before.session && rider.sequence >= before.sequence);
}
