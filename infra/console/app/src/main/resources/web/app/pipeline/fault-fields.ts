/** How a fault's setting is asked for. */
export interface FaultField {
  readonly name: string;
  readonly label: string;
  readonly unit: 'share' | 'ms' | 'm';
  readonly min: number;
  readonly max: number;
}

/** A fault: what goes wrong, with how often and how much. */
export interface Fault {
  readonly title: string;
  readonly fields: readonly FaultField[];
}

const DAY_MS = 86_400_000;
const TEN_MINUTES_MS = 600_000;

/** What the simulator can do wrong; bounds are the simulator's own, which refuses what lies beyond. */
export const FAULTS: readonly Fault[] = [
  {
    title: 'Out of order: a fix is held back and sent after later ones',
    fields: [share('outOfOrderRate', 'Share of fixes'), delay('outOfOrderDelayMs', 'Longest delay, ms')],
  },
  {
    title: 'Duplicates: a fix is sent twice',
    fields: [share('duplicateRate', 'Share of fixes'), delay('duplicateDelayMs', 'Longest time between, ms')],
  },
  {
    title: 'Drop-outs: a rider loses the network; what it stored follows in a burst',
    fields: [share('dropOutRate', 'Chance at a fix'), delay('dropOutDurationMs', 'How long, ms')],
  },
  {
    title: "Clock skew: a rider's clock is wrong",
    fields: [
      share('clockSkewShare', 'Share of riders'),
      { name: 'clockSkewMs', label: 'By how much, ms', unit: 'ms', min: -DAY_MS, max: DAY_MS },
    ],
  },
  {
    title: 'GPS noise: a fix is thrown off, and its accuracy says so only partly',
    fields: [
      share('gpsNoiseRate', 'Share of fixes'),
      { name: 'gpsNoiseM', label: 'By up to, m', unit: 'm', min: 1, max: 10_000 },
    ],
  },
  { title: 'Zero fixes: a fix says 0, 0', fields: [share('zeroFixRate', 'Share of fixes')] },
];

/** The settings that switch every fault off: how much stays, how often is never. */
export function withoutFaults(settings: Readonly<Record<string, number>>): Record<string, number> {
  const off: Record<string, number> = {};
  for (const fault of FAULTS) {
    for (const field of fault.fields) {
      if (field.unit === 'share' && field.name in settings) {
        off[field.name] = 0;
      }
    }
  }
  return off;
}

function share(name: string, label: string): FaultField {
  return { name, label, unit: 'share', min: 0, max: 1 };
}

function delay(name: string, label: string): FaultField {
  return { name, label, unit: 'ms', min: 1, max: TEN_MINUTES_MS };
}
