import type { FeatureLike } from 'ol/Feature.js';
import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style, { type StyleFunction } from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { Palette } from '../palette.ts';
import { SectionKind, StreetRank } from '../wire/network.ts';

/** How wide streets are, by rank, in metres; narrower than `LEAST_PX` none is drawn. */
const WIDTH_M = [0, 22, 15, 10, 6.5];
const LEAST_PX = [0, 2.2, 1.5, 0.9, 0.6];
/** From this resolution (units a pixel) inwards a rank is drawn. */
const FROM_RESOLUTION = [0, 600, 240, 70, 22];
const CASED_PX = 3;

const NAMES_FROM = [0, 12, 7, 3.2];
/** From this resolution inwards restaurants are dots. */
export const RESTAURANTS_FROM = 4;
const RESTAURANT_NAMES_FROM = 1.6;
const DISTRICTS_FROM = 90;
const DISTRICTS_TO = 5;
const FONT = 'ui-sans-serif, system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';

/** Water, parks, streets and bridges. Styles are kept per kind, rank and resolution: a redraw asks for them thousands of times. */
export function groundStyle(palette: Palette): StyleFunction {
  const water = new Style({
    fill: new Fill({ color: palette.water }),
    stroke: new Stroke({ color: palette.waterEdge, width: 1 }),
    zIndex: 1,
  });
  const park = new Style({ fill: new Fill({ color: palette.park }), zIndex: 0 });
  const streets = new Map<string, Style[]>();
  return (feature, resolution) => {
    const kind = feature.get('kind') as number;
    if (kind === SectionKind.water) {
      return water;
    }
    if (kind === SectionKind.park) {
      return park;
    }
    const rank = feature.get('rank') as number;
    if (resolution > (FROM_RESOLUTION[rank] ?? 0)) {
      return undefined;
    }
    const key = `${kind}/${rank}/${resolution}`;
    let styles = streets.get(key);
    if (styles === undefined) {
      if (streets.size > 64) {
        streets.clear();
      }
      styles = streetStyles(palette, kind === SectionKind.bridge, rank, resolution);
      streets.set(key, styles);
    }
    return styles;
  };
}

function streetStyles(palette: Palette, bridge: boolean, rank: number, resolution: number): Style[] {
  const width = Math.max(WIDTH_M[rank]! / resolution, LEAST_PX[rank]!);
  const level = (bridge ? 20 : 10) - rank;
  const line = new Style({
    stroke: new Stroke({ color: palette.street[rank]!, width, lineCap: bridge ? 'butt' : 'round', lineJoin: 'round' }),
    zIndex: level + (bridge ? 5 : 0),
  });
  if (width < CASED_PX && !bridge) {
    return [line];
  }
  const edge = new Stroke({
    color: bridge ? palette.bridge : palette.casing,
    width: width + (bridge ? Math.min(3, Math.max(1.5, width / 2)) : 2),
    lineCap: bridge ? 'butt' : 'round',
    lineJoin: 'round',
  });
  return [new Style({ stroke: edge, zIndex: bridge ? level + 4 : 2 }), line];
}

/** Names of districts, streets and restaurants. */
export function labelStyle(palette: Palette): StyleFunction {
  const halo = new Stroke({ color: palette.labelHalo, width: 3 });
  const fill = new Fill({ color: palette.label });
  const border = new Style({ stroke: new Stroke({ color: palette.district, width: 1, lineDash: [2, 6] }) });
  const text = (name: string, font: string, more: object): Style =>
    new Style({ text: new Text({ text: name, font: `${font} ${FONT}`, fill, stroke: halo, ...more }) });
  const dot = new CircleStyle({ radius: 2, fill: new Fill({ color: palette.restaurant }) });
  return (feature: FeatureLike, resolution: number) => {
    const kind = feature.get('kind') as number;
    const name = feature.get('name') as string;
    switch (kind) {
      case SectionKind.district: {
        if (resolution > DISTRICTS_FROM || resolution < DISTRICTS_TO || name === '') {
          return undefined;
        }
        const size = resolution > 30 ? 11 : 13;
        return [border, text(name.toUpperCase(), `600 ${size}px`, { overflow: true })];
      }
      case SectionKind.street: {
        const rank = feature.get('rank') as number;
        if (resolution > (NAMES_FROM[rank] ?? 0)) {
          return undefined;
        }
        const size = rank === StreetRank.ring ? 12 : 11;
        return text(name, `${size}px`, { placement: 'line', repeat: 500, maxAngle: 0.5 });
      }
      case SectionKind.restaurants: {
        if (resolution > RESTAURANTS_FROM) {
          return undefined;
        }
        const point = new Style({ image: dot });
        return resolution > RESTAURANT_NAMES_FROM || name === ''
          ? point
          : [point, text(name, '11px', { offsetY: 11 })];
      }
      default:
        return undefined;
    }
  };
}
