/** Numbers and times for people, in one way on all pages. Absent values are a dash. */

const NONE = '–';
const JUST_NOW_MS = 1_500;
const DAY_MS = 86_400_000;
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

export type Maybe = number | null | undefined;

/** 12,345 */
export function count(value: Maybe): string {
  return isNumber(value) ? whole.format(value) : NONE;
}

/** A rate or measure: whole from 100 on, three digits below. */
export function measure(value: Maybe): string {
  if (!isNumber(value)) {
    return NONE;
  }
  return Math.abs(value) >= 100 ? whole.format(value) : short.format(value);
}

/** 12.3 ms, 4.56 s */
export function milliseconds(value: Maybe): string {
  if (!isNumber(value)) {
    return NONE;
  }
  return value < 1_000 ? `${measure(value)} ms` : `${measure(value / 1_000)} s`;
}

/** 1.23 MB; powers of a thousand, as disks are sold. */
export function bytes(value: Maybe): string {
  if (!isNumber(value)) {
    return NONE;
  }
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let scaled = value;
  let unit = 0;
  while (scaled >= 1_000 && unit < units.length - 1) {
    scaled /= 1_000;
    unit++;
  }
  return `${measure(scaled)} ${units[unit]}`;
}

/** 17 s, 3 min 5 s, 2 h 10 min */
export function duration(ms: Maybe): string {
  if (!isNumber(ms)) {
    return NONE;
  }
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) {
    return `${hours} h ${minutes % 60} min`;
  }
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/** `just now`, `34 s ago`; from a day on, as in a replayed trace, when it was: `8 March 2015, 07:58:10`. */
export function ago(atMs: number, nowMs: number): string {
  if (isOfAnotherDay(atMs, nowMs)) {
    return dayAndTime(atMs);
  }
  return nowMs - atMs < JUST_NOW_MS ? 'just now' : `${duration(nowMs - atMs)} ago`;
}

/** When something was, and how long ago: `07:58:10, 34 s ago`, or `8 March 2015, 07:58:10`. */
export function timeAndAge(atMs: number, nowMs: number): string {
  return isOfAnotherDay(atMs, nowMs) ? dayAndTime(atMs) : `${clockTime(atMs)}, ${ago(atMs, nowMs)}`;
}

/** 14:05:09, the browser's own zone. */
export function clockTime(at: number | string): string {
  return time.format(new Date(at));
}

function dayAndTime(atMs: number): string {
  return `${day.format(new Date(atMs))}, ${clockTime(atMs)}`;
}

/** A day or more away, before or after. */
function isOfAnotherDay(atMs: number, nowMs: number): boolean {
  return Math.abs(nowMs - atMs) >= DAY_MS;
}

function isNumber(value: Maybe): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
