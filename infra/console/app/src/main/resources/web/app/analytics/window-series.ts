import type { Window, WindowSize } from './windows.ts';

const STEP_MS: Record<WindowSize, number> = { '1s': 1_000, '10s': 10_000, '60s': 60_000 };
/** Five minutes of seconds, half an hour of tens, two hours of minutes. */
const KEPT: Record<WindowSize, number> = { '1s': 300, '10s': 180, '60s': 120 };
/** Asked for again: after a restart of the service its newest windows are closed anew. */
const REVISED = 2;

/**
 * The latest windows of one size in their order, with a place for each that is missing: where nothing was counted a chart
 * shows a gap, and when a service catches up after an outage the gap fills.
 */
export class WindowSeries {
  readonly size: WindowSize;
  readonly stepMs: number;
  readonly kept: number;
  private windows: readonly Window[] = [];

  constructor(size: WindowSize) {
    this.size = size;
    this.stepMs = STEP_MS[size];
    this.kept = KEPT[size];
  }

  /** From which start on to ask next; undefined for all that are kept. */
  get askFromMs(): number | undefined {
    const newest = this.windows.at(-1);
    return newest && newest.startMs - REVISED * this.stepMs;
  }

  /** Takes an answer: later words about a window replace earlier ones. */
  merge(answer: readonly Window[]): void {
    const byStart = new Map(this.windows.map((window) => [window.startMs, window]));
    for (const window of answer) {
      byStart.set(window.startMs, window);
    }
    const ordered = [...byStart.values()].sort((a, b) => a.startMs - b.startMs);
    const oldestMs = (ordered.at(-1)?.startMs ?? 0) - (this.kept - 1) * this.stepMs;
    this.windows = ordered.filter((window) => window.startMs >= oldestMs);
  }

  /** The newest window. */
  get latest(): Window | undefined {
    return this.windows.at(-1);
  }

  /** The newest window of which something can be said. */
  latestWith<T>(pick: (window: Window) => T | undefined): { readonly window: Window; readonly value: T } | undefined {
    for (let i = this.windows.length - 1; i >= 0; i--) {
      const window = this.windows[i];
      const value = window && pick(window);
      if (window && value !== undefined) {
        return { window, value };
      }
    }
    return undefined;
  }

  /** One place a step, oldest first; undefined where no window is. */
  places(): readonly { readonly startMs: number; readonly window: Window | undefined }[] {
    const first = this.windows[0];
    const last = this.windows.at(-1);
    if (!first || !last) {
      return [];
    }
    const byStart = new Map(this.windows.map((window) => [window.startMs, window]));
    const places = [];
    for (let startMs = first.startMs; startMs <= last.startMs; startMs += this.stepMs) {
      places.push({ startMs, window: byStart.get(startMs) });
    }
    return places;
  }
}
