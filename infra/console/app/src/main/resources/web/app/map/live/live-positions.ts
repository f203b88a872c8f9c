import type { DensityGrid } from '../density/density-grid.ts';
import type { Figures } from '../figures/figures.ts';
import type { RiderStore } from '../riders/rider-store.ts';
import { FormatError } from '../wire/bytes.ts';
import { FrameType, LiveFrame } from '../wire/live-frame.ts';
import { same, type Wanted } from './coverage.ts';
import { ReconnectingSocket } from './reconnecting-socket.ts';
import { FrameSequence } from './sequence.ts';

const LIVE_PATH = '/services/location/api/live';
const RIDER_LIMIT = 200_000;
const RIDERS_INTERVAL_MS = 300;
const CELLS_INTERVAL_MS = 1000;
/** Between two subscriptions because of broken frames: a service that sends only such is not asked in a loop. */
const REPAIR_MS = 1000;

export type Connection = 'connecting' | 'open' | 'away';

/**
 * The map's subscription: takes frames from `/api/live` into the rider store or the density grid.
 *
 * States: a view is wanted (`want`) and the page is visible (`pause`, `resume`): then there is a connection, or attempts at
 * one. After each connect the newest view is subscribed; the first frame is a snapshot that replaces everything, so whatever
 * was missed needs no attention.
 *
 * Failure: a frame that can't be read, or one missing between two, leads to a new subscription.
 */
export class LivePositions {
  private readonly frame = new LiveFrame();
  private readonly sequence = new FrameSequence();
  private readonly socket: ReconnectingSocket;
  private wanted: Wanted | undefined;
  private repairTimer: ReturnType<typeof setTimeout> | undefined;
  private running = false;

  connection: Connection = 'connecting';
  /** What the latest frame showed. */
  mode: 'riders' | 'cells' = 'riders';
  ridersInBox = 0;
  limited = false;
  /** When the latest frame arrived, by `performance.now()`; undefined before the first. */
  latestFrameMs: number | undefined;
  /** What the service said against the latest subscription. */
  refusal: string | undefined;

  constructor(
    private readonly store: RiderStore,
    private readonly grid: DensityGrid,
    private readonly figures: Figures,
    private readonly onChange: () => void,
    private readonly onFrame: () => void,
  ) {
    this.socket = new ReconnectingSocket(LIVE_PATH, {
      opened: () => {
        this.connection = 'open';
        this.sequence.reset();
        this.subscribe();
        this.onChange();
      },
      message: (data) => this.receive(data),
      closed: () => {
        this.connection = 'away';
        this.onChange();
      },
    });
  }

  /** What the current subscription covers. */
  get covered(): Wanted | undefined {
    return this.wanted;
  }

  want(wanted: Wanted): void {
    if (this.wanted === undefined || !same(this.wanted, wanted)) {
      this.wanted = wanted;
      this.subscribe();
    }
  }

  resume(): void {
    if (!this.running) {
      this.running = true;
      this.connection = 'connecting';
      this.socket.start();
    }
  }

  pause(): void {
    this.running = false;
    clearTimeout(this.repairTimer);
    this.socket.stop();
  }

  private subscribe(): void {
    if (this.wanted === undefined || !this.socket.isOpen) {
      return;
    }
    const { mode, box, columns, rows } = this.wanted;
    const id = this.sequence.subscribed();
    const subscription = { v: 1, subscribe: 'map', id, ...box, mode };
    this.socket.send(
      mode === 'riders'
        ? { ...subscription, limit: RIDER_LIMIT, intervalMs: RIDERS_INTERVAL_MS }
        : { ...subscription, columns, rows, intervalMs: CELLS_INTERVAL_MS },
    );
  }

  private receive(data: string | ArrayBuffer): void {
    if (typeof data === 'string') {
      this.refusal = detailOf(data);
      this.onChange();
      return;
    }
    const startMs = performance.now();
    try {
      this.frame.decode(data);
    } catch (error) {
      if (!(error instanceof FormatError)) {
        throw error;
      }
      console.warn('a live frame is passed over:', error.message);
      this.repair();
      return;
    }
    switch (this.sequence.on(this.frame)) {
      case 'use':
        this.take(startMs);
        break;
      case 'resubscribe':
        this.repair();
        break;
      case 'pass':
        break;
    }
  }

  private take(startMs: number): void {
    const { frame } = this;
    const mode = frame.type === FrameType.cells ? 'cells' : 'riders';
    if (mode === 'cells') {
      this.grid.apply(frame);
      if (this.mode === 'riders') {
        this.store.leaveAll(startMs);
      }
    } else {
      this.store.apply(frame, startMs);
    }
    const changed = this.mode !== mode || this.latestFrameMs === undefined || this.refusal !== undefined;
    this.mode = mode;
    this.ridersInBox = frame.ridersInBox;
    this.limited = frame.limited;
    this.refusal = undefined;
    this.latestFrameMs = startMs;
    this.figures.received(frame, performance.now() - startMs, startMs, Date.now());
    if (changed) {
      this.onChange();
    }
    this.onFrame();
  }

  private repair(): void {
    this.repairTimer ??= setTimeout(() => {
      this.repairTimer = undefined;
      this.subscribe();
    }, REPAIR_MS);
  }
}

function detailOf(text: string): string {
  try {
    const message = JSON.parse(text) as { detail?: unknown };
    return typeof message.detail === 'string' ? message.detail : text;
  } catch {
    return text;
  }
}
