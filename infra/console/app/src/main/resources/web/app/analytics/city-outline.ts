import { SectionKind, StreetRank, decodeNetwork } from '../map/wire/network.ts';
import type { CellProjection } from './cell-projection.ts';

/** What of the city lies below the cells: water, and its large streets. */
export interface CityOutline {
  readonly water: readonly (readonly [number, number])[][];
  readonly streets: readonly (readonly [number, number])[][];
}

/** The outline of the simulated city; undefined where there is none, as with a replayed trace. */
export async function fetchOutline(signal: AbortSignal): Promise<CityOutline | undefined> {
  const response = await fetch('/services/simulator/api/simulator/network', { signal });
  if (!response.ok) {
    return undefined;
  }
  const water: (readonly [number, number])[][] = [];
  const streets: (readonly [number, number])[][] = [];
  for (const section of decodeNetwork(await response.arrayBuffer()).sections) {
    const large =
      section.kind === SectionKind.street &&
      (section.rank === StreetRank.ring || section.rank === StreetRank.arterial);
    if (large || section.kind === SectionKind.water) {
      (large ? streets : water).push(...linesOf(section.starts, section.degrees));
    }
  }
  return { water, streets };
}

/** Lines as one path's data. */
export function pathOf(
  lines: readonly (readonly (readonly [number, number])[])[],
  projection: CellProjection,
  closed: boolean,
): string {
  return lines
    .map((line) => {
      const points = line.map(([longitude, latitude]) => `${projection.x(longitude)} ${projection.y(latitude)}`);
      return `M${points.join('L')}${closed ? 'Z' : ''}`;
    })
    .join('');
}

function linesOf(starts: Uint32Array, degrees: Float64Array): (readonly [number, number])[][] {
  const lines: (readonly [number, number])[][] = [];
  for (let feature = 0; feature + 1 < starts.length; feature++) {
    const line: (readonly [number, number])[] = [];
    for (let point = starts[feature] ?? 0; point < (starts[feature + 1] ?? 0); point++) {
      line.push([degrees[2 * point] ?? 0, degrees[2 * point + 1] ?? 0]);
    }
    lines.push(line);
  }
  return lines;
}
