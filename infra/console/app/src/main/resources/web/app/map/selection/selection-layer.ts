import Feature from 'ol/Feature.js';
import LineString from 'ol/geom/LineString.js';
import Point from 'ol/geom/Point.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { Palette } from '../palette.ts';
import { mercatorX, mercatorY } from '../riders/mercator.ts';
import type { Order, Place } from './model.ts';
import type { SelectionState } from './selection.ts';
import { trailLines } from './trail.ts';

/** A trail pales towards its beginning in so many steps. */
const SHADES = 8;

/** Trail, restaurant and customer of the selected rider or order: the lines under the riders, the places above them. */
export class SelectionLayer {
  private readonly lineSource = new VectorSource();
  private readonly placeSource = new VectorSource();
  readonly lines = new VectorLayer({ source: this.lineSource, zIndex: 10, updateWhileInteracting: true });
  readonly places = new VectorLayer({ source: this.placeSource, zIndex: 40, updateWhileInteracting: true });
  private palette: Palette | undefined;
  private shown: SelectionState | undefined;
  private nameOf: (order: Order) => string | undefined = () => undefined;

  paint(palette: Palette): void {
    this.palette = palette;
    if (this.shown !== undefined) {
      this.show(this.shown, this.nameOf);
    }
  }

  /** `nameOf` knows the name of an order's restaurant. */
  show(state: SelectionState, nameOf: (order: Order) => string | undefined): void {
    this.shown = state;
    this.nameOf = nameOf;
    const { palette } = this;
    this.lineSource.clear(true);
    this.placeSource.clear(true);
    if (palette === undefined) {
      return;
    }
    this.lineSource.addFeatures([...trail(state, palette), ...legs(state, palette)]);
    if (state.order !== undefined) {
      this.placeSource.addFeatures(placesOf(state.order, nameOf(state.order), palette));
    }
  }
}

function trail(state: SelectionState, palette: Palette): Feature[] {
  const oldest = state.trail[0]?.atMs ?? 0;
  const newest = state.trail.at(-1)?.atMs ?? 0;
  const features: Feature[] = [];
  for (const line of trailLines(state.trail)) {
    const size = Math.max(2, Math.ceil(line.length / SHADES));
    for (let from = 0; from < line.length - 1; from += size) {
      const piece = line.slice(from, from + size + 1);
      const age = newest === oldest ? 0 : (newest - piece.at(-1)!.atMs) / (newest - oldest);
      const feature = new Feature(new LineString(piece.map((fix) => [fix.x, fix.y])));
      feature.setStyle([
        new Style({ stroke: new Stroke({ color: palette.labelHalo, width: 7, lineCap: 'butt' }), zIndex: 0 }),
        new Style({
          stroke: new Stroke({ color: withAlpha(palette.trail, 1 - 0.75 * age), width: 4, lineCap: 'butt' }),
          zIndex: 1,
        }),
      ]);
      features.push(feature);
    }
  }
  return features;
}

/** As the crow flies: where the rider is heading, or would. */
function legs(state: SelectionState, palette: Palette): Feature[] {
  const { order, rider } = state;
  if (order === undefined) {
    return [];
  }
  const stops: Place[] = [order.restaurant, order.customer];
  if (rider !== undefined && rider.orderId === order.orderId) {
    if (order.state === 'PICKED_UP') {
      stops.shift();
    }
    stops.unshift(rider);
  }
  const feature = new Feature(new LineString(stops.map((place) => [mercatorX(place.longitude), mercatorY(place.latitude)])));
  feature.setStyle(
    new Style({ stroke: new Stroke({ color: withAlpha(palette.leg, 0.75), width: 2, lineDash: [3, 7], lineCap: 'round' }) }),
  );
  return [feature];
}

function placesOf(order: Order, restaurant: string | undefined, palette: Palette): Feature[] {
  const name = restaurant === undefined ? `Restaurant ${order.restaurantId}` : `${restaurant} (${order.restaurantId})`;
  return [
    marker(order.restaurant, 'R', name, palette.riders.byStatus[2]!, palette),
    marker(order.customer, 'C', `Customer ${order.customerId}`, palette.riders.byStatus[4]!, palette),
  ];
}

function marker(place: Place, letter: string, name: string, colour: string, palette: Palette): Feature {
  const feature = new Feature(new Point([mercatorX(place.longitude), mercatorY(place.latitude)]));
  const halo = new Stroke({ color: palette.labelHalo, width: 4 });
  feature.setStyle([
    new Style({
      image: new CircleStyle({
        radius: 12,
        fill: new Fill({ color: palette.labelHalo }),
        stroke: new Stroke({ color: colour, width: 3 }),
      }),
      text: new Text({
        text: letter,
        font: '700 13px ui-sans-serif, system-ui, sans-serif',
        fill: new Fill({ color: colour }),
      }),
    }),
    new Style({
      text: new Text({
        text: name,
        offsetY: 24,
        font: '600 12px ui-sans-serif, system-ui, sans-serif',
        fill: new Fill({ color: palette.label }),
        stroke: halo,
      }),
    }),
  ]);
  return feature;
}

function withAlpha(colour: string, alpha: number): string {
  const byte = Math.round(alpha * 255);
  return `${colour}${byte.toString(16).padStart(2, '0')}`;
}
