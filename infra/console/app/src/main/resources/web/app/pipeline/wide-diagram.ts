import { svg, type SVGTemplateResult } from 'lit';
import { arrow, heightOf, label, part } from './diagram-parts.ts';
import type { PipelineFigures } from './figures.ts';
import { type Lane, lanesOf } from './lanes.ts';

/** From left to right: simulator, broker, the three groups, and what each of them serves. */
export const WIDE_VIEW = '0 0 1280 424';

const MIDDLE = 168;
const SOURCE = { x: 4, y: MIDDLE - 50, width: 190, height: heightOf(3) };
const BROKER = { x: 376, y: MIDDLE - 50, width: 190, height: heightOf(3) };
const GROUP = { x: 734, width: 200, height: heightOf(1) };
const SINK = { x: 1112, width: 164 };
/** The middle of each lane. */
const LANES = [46, MIDDLE, 290] as const;
const LETTERS = { ...SINK, y: 346, height: 74 };
/** Where the log's arrow divides. */
const FORK = 606;
const SOURCE_TO_BROKER = (SOURCE.x + SOURCE.width + BROKER.x) / 2;
const FORK_TO_GROUP = (FORK + GROUP.x) / 2;
const GROUP_TO_SINK = (GROUP.x + GROUP.width + SINK.x) / 2;

export function wideDiagram(figures: PipelineFigures): SVGTemplateResult {
  return svg`
    ${part(SOURCE, 'rider-simulator', figures.states.simulator, [figures.riders, figures.behind])}
    ${arrow(`M${SOURCE.x + SOURCE.width} ${MIDDLE}H${BROKER.x}`)}
    ${label(figures.sent, SOURCE_TO_BROKER, MIDDLE - 14, 'main', 'middle')}
    ${label(figures.ackP99, SOURCE_TO_BROKER, MIDDLE + 24, 'line', 'middle')}
    ${part(BROKER, 'event-broker', figures.states.broker, [figures.kept, figures.size])}
    ${lanesOf(figures).map((lane, index) => drawLane(lane, LANES[index] ?? MIDDLE))}
    ${arrow(`M${GROUP.x + GROUP.width / 2} ${LANES[2] + GROUP.height / 2}V${LETTERS.y + 37}H${SINK.x}`)}
    ${part(LETTERS, 'Dead letters', undefined, [])}
    ${label(figures.deadLetters, SINK.x + 14, LETTERS.y + 54, 'main', 'start')}
    ${label(figures.deadLettersWaiting, SINK.x + 110, LETTERS.y + 53, 'line', 'middle')}
  `;
}

function drawLane({ name, state, group, sink, flow, inSink }: Lane, y: number): SVGTemplateResult {
  const sinkHeight = heightOf(inSink.length);
  return svg`
    ${arrow(`M${BROKER.x + BROKER.width} ${MIDDLE}H${FORK}V${y}H${GROUP.x}`)}
    ${label(group.rate, FORK_TO_GROUP, y - 12, 'main', 'middle')}
    ${label(group.lag, FORK_TO_GROUP, y + 24, 'line', 'middle')}
    ${part({ ...GROUP, y: y - GROUP.height / 2 }, name, state, [])}
    ${arrow(`M${GROUP.x + GROUP.width} ${y}H${SINK.x}`)}
    ${label(flow, GROUP_TO_SINK, y - 12, 'main', 'middle')}
    ${part({ ...SINK, y: y - sinkHeight / 2, height: sinkHeight }, sink, undefined, inSink)}
  `;
}
