/** Numbers and times as people read them. */

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const CLOCK = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const POINTS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'];

export function whole(value: number): string {
  return WHOLE.format(value);
}

/** `120 ms`, `1.4 s`, `over 30 s`; a dash when unknown. */
export function duration(ms: number | undefined): string {
  if (ms === undefined) {
    return '–';
  }
  if (ms === Infinity) {
    return 'over 30 s';
  }
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

/** `0.62 ms`; a dash when unknown. */
export function fineMs(ms: number | undefined): string {
  return ms === undefined ? '–' : ms < 10 ? `${ms.toFixed(2)} ms` : `${ms.toFixed(0)} ms`;
}

/** `12:34:56`, in the reader's time zone. */
export function clockTime(atMs: number): string {
  return CLOCK.format(atMs);
}

/** `just now`, `8 s ago`, `3 min ago`, `2 h ago`. */
export function ago(ms: number): string {
  if (ms < 1500) {
    return 'just now';
  }
  return `${span(ms)} ago`;
}

/** `8 s`, `3 min`, `2 h`, `4 days`. */
export function span(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 90) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) {
    return `${minutes} min`;
  }
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** The point of the compass for a course in degrees. */
export function compass(degrees: number): string {
  return POINTS[Math.round(degrees / 45) % 8]!;
}
