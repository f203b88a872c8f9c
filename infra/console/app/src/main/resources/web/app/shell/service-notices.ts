import { clockTime, duration } from '../common/format.ts';
import type { Pipeline, ServiceName, ServiceState } from '../common/pipeline.ts';

/** One line of the banner. */
export interface Notice {
  readonly service: ServiceName | 'console';
  readonly kind: 'away' | 'trouble' | 'back';
  readonly text: string;
}

/** For how long a return is told. */
export const BACK_SHOWN_MS = 6_000;

const CALLED: Record<ServiceName, string> = {
  simulator: 'rider-simulator',
  broker: 'The broker',
  location: 'location-consumer',
  analytics: 'analytics-consumer',
  'db-writer': 'db-writer',
};

/** What it means for a person at these pages, and for the data. */
const MEANING: Record<ServiceName, string> = {
  simulator: 'no new events are made; everything sent before is still read',
  broker: 'nothing new arrives anywhere; what it acknowledged is on its disk, and readers go on where they were',
  location: 'riders on the map stand still; nothing is lost, the log keeps what it has not read',
  analytics: 'no new windows; nothing is lost, it counts what the log keeps',
  'db-writer': 'positions stay live, trails are stale; nothing is lost, the log keeps them',
};

/**
 * What the banner says, from picture to picture: services that are away, services that say of themselves that they cannot
 * work, and for a moment those that came back.
 */
export class ServiceNotices {
  /** Those that were away in the picture before, and since when. */
  private awaySince = new Map<ServiceName, number>();
  private back = new Map<ServiceName, { readonly atMs: number; readonly awayMs: number }>();

  /** Takes a new picture; `nowMs` is the browser's clock, and times of absence are the console's. */
  update(pipeline: Pipeline, nowMs: number): void {
    const away = new Map<ServiceName, number>();
    for (const service of pipeline.services) {
      const before = this.awaySince.get(service.name);
      if (service.state === 'away') {
        away.set(service.name, Date.parse(service.since));
        this.back.delete(service.name);
      } else if (before !== undefined) {
        this.back.set(service.name, { atMs: nowMs, awayMs: Date.parse(service.since) - before });
      }
    }
    this.awaySince = away;
  }

  /** The lines now. */
  lines(pipeline: Pipeline | undefined, nowMs: number): Notice[] {
    const lines = (pipeline?.services ?? []).map(notice).filter((line) => line !== undefined);
    for (const [service, { atMs, awayMs }] of this.back) {
      if (nowMs - atMs < BACK_SHOWN_MS) {
        lines.push({ service, kind: 'back', text: `${CALLED[service]} is back after ${duration(awayMs)}` });
      } else {
        this.back.delete(service);
      }
    }
    return lines;
  }
}

function notice(service: ServiceState): Notice | undefined {
  const since = clockTime(service.since);
  if (service.state === 'away') {
    return {
      service: service.name,
      kind: 'away',
      text: `${CALLED[service.name]} is away since ${since}: ${MEANING[service.name]}`,
    };
  }
  return service.detail === undefined
    ? undefined
    : { service: service.name, kind: 'trouble', text: `${CALLED[service.name]} has ${service.detail}` };
}
