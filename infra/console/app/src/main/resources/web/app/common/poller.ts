import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ProblemError } from './http.ts';

/** Since when, and why, there is no answer. */
export interface Silence {
  readonly sinceMs: number;
  readonly problem: ProblemError;
}

/**
 * Asks again and again for as long as its element is shown: never twice at once, not while the page is hidden, and at once
 * when it comes into sight. A failed question is asked again at the same beat; the last answer stays, with the silence
 * beside it.
 */
export class Poller<T> implements ReactiveController {
  value: T | undefined;
  silence: Silence | undefined;

  private readonly host: ReactiveControllerHost;
  private readonly ask: (signal: AbortSignal) => Promise<T>;
  private readonly intervalMs: () => number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private underWay: AbortController | undefined;
  private readonly onVisibility = () => this.resume();

  constructor(host: ReactiveControllerHost, ask: (signal: AbortSignal) => Promise<T>, intervalMs: () => number) {
    this.host = host;
    this.ask = ask;
    this.intervalMs = intervalMs;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.onVisibility);
    this.resume();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.onVisibility);
    this.stop();
  }

  /** Asks now; what is under way is dropped. For a changed question. */
  restart(): void {
    this.stop();
    this.resume();
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.underWay?.abort();
    this.underWay = undefined;
  }

  private resume(): void {
    if (document.hidden) {
      this.stop();
    } else if (!this.underWay) {
      clearTimeout(this.timer);
      void this.turn();
    }
  }

  private async turn(): Promise<void> {
    const startedMs = performance.now();
    const turn = new AbortController();
    this.underWay = turn;
    try {
      const value = await this.ask(turn.signal);
      if (turn.signal.aborted) {
        return;
      }
      this.value = value;
      this.silence = undefined;
    } catch (fault) {
      if (turn.signal.aborted) {
        return;
      }
      const problem = fault instanceof ProblemError ? fault : new ProblemError(0, String(fault));
      this.silence = { sinceMs: this.silence?.sinceMs ?? Date.now(), problem };
    }
    this.underWay = undefined;
    this.host.requestUpdate();
    const restMs = Math.max(0, this.intervalMs() - (performance.now() - startedMs));
    this.timer = setTimeout(() => void this.turn(), restMs);
  }
}
