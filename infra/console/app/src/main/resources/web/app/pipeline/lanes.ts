import type { Figure, GroupFigure, PartState, PipelineFigures } from './figures.ts';

/** One consumer group's way from the log to what it serves. */
export interface Lane {
  readonly name: string;
  readonly state: PartState;
  readonly group: GroupFigure;
  readonly sink: string;
  /** On the arrow to the sink: what flows. */
  readonly flow: Figure;
  readonly inSink: readonly Figure[];
}

/** The three groups, in the order in which both drawings show them. */
export function lanesOf(figures: PipelineFigures): readonly Lane[] {
  return [
    {
      name: 'location-consumer',
      state: figures.states.location,
      group: figures.groups.location,
      sink: 'Live map',
      flow: figures.liveRiders,
      inSink: [figures.watchers],
    },
    {
      name: 'analytics-consumer',
      state: figures.states.analytics,
      group: figures.groups.analytics,
      sink: 'Windows',
      flow: figures.counted,
      inSink: [figures.late, figures.ahead],
    },
    {
      name: 'db-writer',
      state: figures.states['db-writer'],
      group: figures.groups.dbWriter,
      sink: 'Postgres',
      flow: figures.rows,
      inSink: [figures.batchRows, figures.commitMs],
    },
  ];
}
