import { getJson } from './http.ts';

/** `GET /api/pipeline` of the console; a part that is away is absent. */
export interface Pipeline {
  readonly atMs: number;
  readonly services: readonly ServiceState[];
  readonly simulator?: Figures<SimulatorStatus>;
  readonly broker?: BrokerFigures;
  readonly location?: Figures<LocationStatus>;
  readonly analytics?: Figures<AnalyticsStatus>;
  readonly dbWriter?: Figures<DbWriterStatus>;
}

export type ServiceName = 'simulator' | 'broker' | 'location' | 'analytics' | 'db-writer';

export interface ServiceState {
  readonly name: ServiceName;
  readonly state: 'up' | 'away';
  /** ISO 8601. */
  readonly since: string;
  readonly detail?: string;
}

/** What a service says of itself, and how fast its counters grow. */
export interface Figures<S> {
  readonly perSecond: Readonly<Record<string, number | undefined>>;
  readonly status: S;
}

export interface BrokerFigures {
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: number;
    readonly endOffset: number;
    readonly recordsPerSecond?: number;
    readonly bytes?: number;
  }[];
  readonly groups: readonly GroupFigures[];
}

export interface GroupFigures {
  readonly group: string;
  readonly lag?: number;
  readonly recordsPerSecond?: number;
}

/** The services' own words; only what the pages show, and any of it may be missing from another version. */
export interface SimulatorStatus {
  readonly state: string;
  readonly message?: string | null;
  readonly workload?: string;
  readonly riders?: number;
  readonly ratePerRider?: number;
  readonly inFlight?: number;
  readonly counts?: { readonly sent?: number; readonly acknowledged?: number; readonly failed?: number };
  readonly behind?: { readonly events?: number; readonly lagMs?: number };
  readonly ackLatency?: { readonly p50Ms?: number; readonly p99Ms?: number };
  readonly orders?: { readonly placed?: number; readonly open?: number };
  readonly faults?: {
    readonly settings?: Readonly<Record<string, number>>;
    readonly counts?: Readonly<Record<string, number>>;
  };
  readonly city?: { readonly timeOfDay?: string; readonly timeFactor?: number; readonly demand?: number } | null;
  readonly replay?: { readonly file?: string; readonly percent?: number } | null;
}

export interface LocationStatus {
  readonly riders?: number;
  readonly openOrders?: number;
  /** Connections by what they watch. */
  readonly push?: { readonly clients?: Readonly<Record<string, number>> };
  readonly partitionsRestoring?: number;
  readonly undecodable?: number;
}

export interface AnalyticsStatus {
  readonly counted?: number;
  readonly late?: number;
  readonly ahead?: number;
  readonly knownRiders?: number;
}

export interface DbWriterStatus {
  readonly state?: string;
  readonly reason?: string | null;
  readonly rowsPerSecond?: number;
  readonly rows?: number;
  readonly deadLetters?: number;
  readonly deadLetterStates?: {
    readonly total?: number;
    readonly waiting?: number;
    readonly underWay?: number;
    readonly exhausted?: number;
    readonly stored?: number;
    readonly failedAgain?: number;
  } | null;
  readonly batchRows?: Quantiles;
  readonly storeMs?: Quantiles;
}

export interface Quantiles {
  readonly count?: number;
  readonly mean?: number;
  readonly p50?: number;
  readonly p99?: number;
  readonly max?: number;
}

export function fetchPipeline(signal: AbortSignal): Promise<Pipeline> {
  return getJson<Pipeline>('/api/pipeline', signal);
}
