import type { FramePacer } from './figures/frame-pacer.ts';

/** A timer is late by a few ms: what is due sooner waits for the next frame of the browser instead. */
const TIMER_SLACK_MS = 6;

/**
 * The clock of the riders' movement: calls `draw` as often as `intervalMs` says, always in a frame of the browser, and tells
 * the pacer how long frames take. Stands still while `needed` says that nothing would look different, until `wake`.
 *
 * ```
 *   idle ──wake, hurry──▶ due ──frame of the browser: draw──▶ drawn ──next frame: what did it cost?──▶ idle, due or waiting
 *                          ▲                                                                              │
 *                          └───────────────────────────── timer, hurry ◀──────────────────────────────────┘
 * ```
 *
 * Invariant: one frame is asked for in `due` and `drawn`, one timer runs in `waiting`, neither in `idle` and `stopped`; so
 * there is never more than one chain of frames, however often `draw` itself calls `wake`.
 */
export class Animation {
  private state: 'idle' | 'due' | 'drawn' | 'waiting' | 'stopped' = 'idle';
  private request = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private drawnMs = 0;

  constructor(
    private readonly pacer: FramePacer,
    private readonly intervalMs: () => number,
    private readonly needed: (nowMs: number) => boolean,
    private readonly draw: (nowMs: number) => void,
  ) {}

  /** Something has changed: makes sure that a frame will show it. */
  wake(): void {
    if (this.state === 'idle') {
      this.due();
    }
  }

  /** Something new is here that should not wait its turn. */
  hurry(): void {
    if (this.state === 'idle' || this.state === 'waiting') {
      clearTimeout(this.timer);
      this.due();
    }
  }

  stop(): void {
    this.state = 'stopped';
    cancelAnimationFrame(this.request);
    clearTimeout(this.timer);
  }

  private due(): void {
    this.state = 'due';
    this.request = requestAnimationFrame(this.onFrame);
  }

  private readonly onFrame = (): void => {
    this.drawnMs = performance.now();
    this.draw(this.drawnMs);
    if (this.state === 'due') {
      this.state = 'drawn';
      // The browser asks for the next frame when this one is through: that is what a frame costs, compositing included.
      this.request = requestAnimationFrame(this.onThrough);
    }
  };

  private readonly onThrough = (): void => {
    const nowMs = performance.now();
    this.pacer.took(nowMs - this.drawnMs);
    const waitMs = this.drawnMs + this.intervalMs() - nowMs;
    if (!this.needed(nowMs)) {
      this.state = 'idle';
    } else if (waitMs < TIMER_SLACK_MS) {
      this.state = 'due';
      this.onFrame();
    } else {
      this.state = 'waiting';
      this.timer = setTimeout(() => this.due(), waitMs - TIMER_SLACK_MS);
    }
  };
}
