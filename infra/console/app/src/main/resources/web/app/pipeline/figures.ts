import { bytes, count, type Maybe, measure, milliseconds } from '../common/format.ts';
import type { GroupFigures, Pipeline, ServiceName } from '../common/pipeline.ts';

/** A live number of the picture: its value for machines, its text for people. */
export interface Figure {
  readonly name: string;
  readonly value: number | undefined;
  readonly text: string;
}

/** How a part is, in a word and in a colour. */
export interface PartState {
  readonly kind: 'good' | 'warn' | 'bad' | 'unknown';
  readonly word: string;
}

/** All that the picture shows, wide or narrow. */
export interface PipelineFigures {
  readonly states: Readonly<Record<ServiceName, PartState>>;
  readonly riders: Figure;
  readonly sent: Figure;
  readonly ackP99: Figure;
  readonly behind: Figure;
  readonly kept: Figure;
  readonly size: Figure;
  readonly groups: Readonly<Record<'location' | 'analytics' | 'dbWriter', GroupFigure>>;
  readonly liveRiders: Figure;
  readonly watchers: Figure;
  readonly counted: Figure;
  readonly late: Figure;
  readonly ahead: Figure;
  readonly rows: Figure;
  readonly batchRows: Figure;
  readonly commitMs: Figure;
  readonly deadLetters: Figure;
  readonly deadLettersWaiting: Figure;
}

/** What one consumer group does. */
export interface GroupFigure {
  readonly rate: Figure;
  readonly lag: Figure;
}

const UNKNOWN: PartState = { kind: 'unknown', word: 'asking …' };

/** The figures of a picture; without one everything is unknown. */
export function figuresOf(pipeline: Pipeline | undefined): PipelineFigures {
  const simulator = pipeline?.simulator;
  const topics = pipeline?.broker?.topics;
  const dbWriter = pipeline?.dbWriter;
  const letters = dbWriter?.status.deadLetterStates;
  return {
    states: {
      simulator: stateOf(pipeline, 'simulator', simulator?.status.state),
      broker: stateOf(pipeline, 'broker'),
      location: stateOf(pipeline, 'location'),
      analytics: stateOf(pipeline, 'analytics'),
      'db-writer': stateOf(pipeline, 'db-writer', dbWriter?.status.state),
    },
    riders: figure('simulated-riders', simulator?.status.riders, (value) => `${count(value)} riders`),
    sent: figure('sent', simulator?.perSecond['sent'], (value) => `${measure(value)} events/s`),
    ackP99: figure('ack-p99', simulator?.status.ackLatency?.p99Ms, (value) => `ack p99 ${milliseconds(value)}`),
    behind: figure('behind', simulator?.status.behind?.events, (value) => `behind: ${count(value)}`),
    kept: figure('end-offset', sum(topics?.map((topic) => topic.endOffset)), (value) => `${count(value)} records`),
    size: figure('bytes', sum(topics?.map((topic) => topic.bytes)), (value) => `${bytes(value)} on disk`),
    groups: {
      location: groupFigure(pipeline, 'location-consumer'),
      analytics: groupFigure(pipeline, 'analytics-consumer'),
      dbWriter: groupFigure(pipeline, 'db-writer'),
    },
    liveRiders: figure('live-riders', pipeline?.location?.status.riders, (value) => `${count(value)} riders`),
    watchers: figure('watchers', sumOf(pipeline?.location?.status.push?.clients), (value) => `${count(value)} watching`),
    counted: figure('counted', pipeline?.analytics?.perSecond['counted'], (value) => `${measure(value)}/s`),
    late: figure('late', pipeline?.analytics?.status.late, (value) => `${count(value)} late`),
    ahead: figure('ahead', pipeline?.analytics?.status.ahead, (value) => `${count(value)} ahead`),
    rows: figure('rows', dbWriter?.perSecond['rows'], (value) => `${measure(value)} rows/s`),
    batchRows: figure('batch-rows', dbWriter?.status.batchRows?.p50, (value) => `${count(value)} rows a batch`),
    commitMs: figure('commit-ms', dbWriter?.status.storeMs?.p50, (value) => `commit ${milliseconds(value)}`),
    deadLetters: figure('dead-letters', letters?.total ?? dbWriter?.status.deadLetters, (value) => count(value)),
    deadLettersWaiting: figure('dead-letters-waiting', letters?.waiting, (value) => `${count(value)} waiting`),
  };
}

function figure(name: string, value: Maybe, text: (value: Maybe) => string): Figure {
  return { name, value: value ?? undefined, text: text(value) };
}

function groupFigure(pipeline: Pipeline | undefined, name: string): GroupFigure {
  const group: GroupFigures | undefined = pipeline?.broker?.groups.find((candidate) => candidate.group === name);
  return {
    rate: figure(`rate-${name}`, group?.recordsPerSecond, (value) => `${measure(value)}/s`),
    lag: figure(`lag-${name}`, group?.lag, (value) => `lag ${count(value)}`),
  };
}

function stateOf(pipeline: Pipeline | undefined, name: ServiceName, own?: string): PartState {
  const service = pipeline?.services.find((candidate) => candidate.name === name);
  if (!service) {
    return UNKNOWN;
  }
  if (service.state === 'away') {
    return { kind: 'bad', word: 'away' };
  }
  const word = own?.toLowerCase().replaceAll('_', ' ') ?? 'up';
  if (service.detail !== undefined) {
    return { kind: 'warn', word };
  }
  return { kind: word === 'up' || word === 'running' ? 'good' : 'warn', word };
}

function sumOf(counts: Readonly<Record<string, number>> | undefined): number | undefined {
  return sum(counts && Object.values(counts));
}

function sum(values: readonly (number | undefined)[] | undefined): number | undefined {
  const known = values?.filter((value) => value !== undefined) ?? [];
  return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0);
}
