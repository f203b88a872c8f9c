import { ClockOffset } from './clock-offset.ts';
import { DurationHistogram } from './histogram.ts';
import { Rate, RecentValues } from './recent.ts';
import { FrameType, type LiveFrame } from '../wire/live-frame.ts';

/** What the HUD shows and `window.deliveryMap.figures()` answers. Absent: not known yet. */
export interface FigureValues {
  readonly framesPerSecond: number;
  /** JavaScript of this page a frame, in ms: receiving, drawing, and OpenLayers while the map moves; the last 300 frames. */
  readonly scriptMsMedian: number | undefined;
  readonly scriptMsP99: number | undefined;
  /** Positions received a second. */
  readonly updatesPerSecond: number;
  /** From the event's time to the frame that first shows it, in ms; the last ten seconds. Infinity: beyond 30 s. */
  readonly freshnessMsP50: number | undefined;
  readonly freshnessMsP99: number | undefined;
  /** Positions a second that were replaced before they could be sent. */
  readonly conflatedPerSecond: number;
  /** Since the page was opened, or `reset`. */
  readonly frames: number;
  readonly updates: number;
  readonly conflated: number;
  readonly messages: number;
  /** This browser's clock minus the service's. */
  readonly clockOffsetMs: number;
}

/**
 * Counts what the map does. `received` and `drew` are called for each message and frame and make no garbage.
 *
 * Two clocks: `nowMs` is `performance.now()` throughout; only the offset to the service's clock needs the time of day.
 */
export class Figures {
  private readonly script = new RecentValues(300);
  private readonly frameRate = new Rate();
  private readonly updateRate = new Rate();
  private readonly conflatedRate = new Rate();
  private readonly freshness = new DurationHistogram();
  private readonly offset = new ClockOffset();
  private sinceFrameMs = 0;
  private frames = 0;
  private updates = 0;
  private conflated = 0;
  private messages = 0;
  private latestAtMs = 0;

  /** A message was decoded and taken over, and that took `scriptMs`. */
  received(frame: LiveFrame, scriptMs: number, nowMs: number, timeOfDayMs: number): void {
    this.offset.arrived(frame.atMs, timeOfDayMs);
    this.freshness.wait(frame.atMs - this.latestAtMs);
    this.latestAtMs = frame.atMs;
    this.messages++;
    this.conflated += frame.conflated;
    this.conflatedRate.add(frame.conflated, nowMs);
    // What comes with a snapshot is as old as it is: it says nothing about how long the way takes.
    if (frame.type === FrameType.delta) {
      this.freshness.collect(frame.ageSteps, frame.entries);
    }
    if (frame.type !== FrameType.cells) {
      this.updates += frame.entries;
      this.updateRate.add(frame.entries, nowMs);
    }
    this.sinceFrameMs += scriptMs;
  }

  /** JavaScript that ran for the map outside of a frame of the animation. */
  worked(scriptMs: number): void {
    this.sinceFrameMs += scriptMs;
  }

  /** Everything starts anew but the clocks. */
  reset(): void {
    this.script.clear();
    this.frameRate.clear();
    this.updateRate.clear();
    this.conflatedRate.clear();
    this.freshness.clear();
    this.frames = 0;
    this.updates = 0;
    this.conflated = 0;
    this.messages = 0;
  }

  /** A frame was drawn, and that took `scriptMs`. */
  drew(scriptMs: number, nowMs: number, timeOfDayMs: number): void {
    this.script.add(this.sinceFrameMs + scriptMs);
    this.sinceFrameMs = 0;
    this.frames++;
    this.frameRate.add(1, nowMs);
    if (this.freshness.hasPending) {
      this.freshness.drawn(nowMs, this.offset.sinceMs(this.latestAtMs, timeOfDayMs));
    }
  }

  values(nowMs: number): FigureValues {
    return {
      framesPerSecond: this.frameRate.perSecond(nowMs),
      scriptMsMedian: this.script.quantile(0.5),
      scriptMsP99: this.script.quantile(0.99),
      updatesPerSecond: this.updateRate.perSecond(nowMs),
      freshnessMsP50: this.freshness.quantile(0.5, nowMs),
      freshnessMsP99: this.freshness.quantile(0.99, nowMs),
      conflatedPerSecond: this.conflatedRate.perSecond(nowMs),
      frames: this.frames,
      updates: this.updates,
      conflated: this.conflated,
      messages: this.messages,
      clockOffsetMs: this.offset.offsetMs,
    };
  }
}
