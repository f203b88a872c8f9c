import type { FramePacer } from './figures/frame-pacer.ts';

/** A timer is late by a few ms: what is due sooner waits for the next frame of the browser instead. */
const TIMER_SLACK_MS = 6;

/**
 * The clock of the riders' movement: calls `draw` as often as `intervalMs` says, always in a frame of the browser, and tells
 * the pacer how long frames take. Stands still while `needed` says that nothing would look different, until `wake`.
 */
export class Animation {
  private request: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(
    private readonly pacer: FramePacer,
    private readonly intervalMs: () => number,
    private readonly needed: (nowMs: number) => boolean,
    private readonly draw: (nowMs: number) => void,
  ) {}

  /** Something has changed: makes sure that a frame will show it. */
  wake(): void {
    if (!this.stopped && this.request === undefined && this.timer === undefined) {
      this.request = requestAnimationFrame(this.onFrame);
    }
  }

  /** Something new is here that should not wait its turn. */
  hurry(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.wake();
  }

  stop(): void {
    this.stopped = true;
    cancelAnimationFrame(this.request ?? 0);
    clearTimeout(this.timer);
  }

  private readonly onFrame = (): void => {
    const startMs = performance.now();
    this.draw(startMs);
    // The browser asks for the next frame when this one is through: that is what a frame costs, compositing included.
    this.request = requestAnimationFrame(() => {
      this.request = undefined;
      const nowMs = performance.now();
      this.pacer.took(nowMs - startMs);
      if (!this.needed(nowMs)) {
        return;
      }
      const waitMs = startMs + this.intervalMs() - nowMs;
      if (waitMs < TIMER_SLACK_MS) {
        this.onFrame();
      } else {
        this.timer = setTimeout(() => {
          this.timer = undefined;
          this.wake();
        }, waitMs - TIMER_SLACK_MS);
      }
    });
  };
}
