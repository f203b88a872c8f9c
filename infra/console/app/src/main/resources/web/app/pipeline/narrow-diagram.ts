import { svg, type SVGTemplateResult } from 'lit';
import { arrow, heightOf, label, part } from './diagram-parts.ts';
import type { PipelineFigures } from './figures.ts';
import { type Lane, lanesOf } from './lanes.ts';

/** From top to bottom, for phones: what a group serves stands in the group's box. */
export const NARROW_VIEW = '0 0 360 816';

const SOURCE = { x: 4, y: 4, width: 352, height: heightOf(3) };
const BROKER = { x: 4, y: 180, width: 352, height: heightOf(3) };
const TRUNK = 28;
const GROUP = { x: 64, width: 292, height: heightOf(3) };
const FIRST_LANE = 324;
const LANE = 136;
const LETTERS = { ...GROUP, y: 742, height: 70 };

export function narrowDiagram(figures: PipelineFigures): SVGTemplateResult {
  return svg`
    ${part(SOURCE, 'rider-simulator', figures.states.simulator, [figures.riders, figures.behind])}
    ${arrow(`M${TRUNK} ${SOURCE.y + SOURCE.height}V${BROKER.y}`)}
    ${label(figures.sent, GROUP.x, 134, 'main', 'start')}
    ${label(figures.ackP99, GROUP.x, 158, 'line', 'start')}
    ${part(BROKER, 'event-broker', figures.states.broker, [figures.kept, figures.size])}
    ${lanesOf(figures).map((lane, index) => drawLane(lane, FIRST_LANE + index * LANE))}
    ${arrow(`M${GROUP.x + 150} ${FIRST_LANE + 2 * LANE + GROUP.height}V${LETTERS.y}`)}
    ${part(LETTERS, 'Dead letters', undefined, [])}
    ${label(figures.deadLetters, GROUP.x + 14, LETTERS.y + 52, 'main', 'start')}
    ${label(figures.deadLettersWaiting, GROUP.x + 120, LETTERS.y + 51, 'line', 'start')}
  `;
}

function drawLane({ name, state, group, sink, flow, inSink }: Lane, y: number): SVGTemplateResult {
  const middle = y + GROUP.height / 2;
  return svg`
    ${arrow(`M${TRUNK} ${BROKER.y + BROKER.height}V${middle}H${GROUP.x}`)}
    ${label(group.rate, GROUP.x, y - 8, 'main', 'start')}
    ${label(group.lag, GROUP.x + 116, y - 8, 'line', 'start')}
    ${part({ ...GROUP, y }, name, state, [`→ ${sink}`])}
    ${label(flow, GROUP.x + 110, y + 66, 'line', 'start')}
    ${inSink.map((figure, index) => label(figure, GROUP.x + 14 + index * 140, y + 86, 'line', 'start'))}
  `;
}
