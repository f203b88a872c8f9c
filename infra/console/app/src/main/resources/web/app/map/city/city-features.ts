import Feature from 'ol/Feature.js';
import LineString from 'ol/geom/LineString.js';
import MultiLineString from 'ol/geom/MultiLineString.js';
import Point from 'ol/geom/Point.js';
import Polygon from 'ol/geom/Polygon.js';
import { mercatorX, mercatorY } from '../riders/mercator.ts';
import { type Network, type Section, SectionKind, StreetRank } from '../wire/network.ts';

/** Streets are bundled by tiles: so many on a side. */
const TILES = 24;

/** The city as features of OpenLayers, in Web Mercator. */
export interface CityFeatures {
  /** Water, parks, streets and bridges, with `kind` and `rank`. */
  readonly ground: Feature[];
  /** What has a name to write: districts, the larger streets, restaurants; with `kind`, `rank` and `name`. */
  readonly labels: Feature[];
}

/**
 * Builds features from a network. Streets of one rank are bundled into one feature a tile: the renderer's cost is by
 * feature, and a city has tens of thousands of short streets.
 */
export function cityFeatures(network: Network): CityFeatures {
  const ground: Feature[] = [];
  const labels: Feature[] = [];
  for (const section of network.sections) {
    const flat = projected(section);
    switch (section.kind) {
      case SectionKind.water:
      case SectionKind.park:
        ground.push(...polygons(section, flat));
        break;
      case SectionKind.district:
        labels.push(...polygons(section, flat));
        break;
      case SectionKind.street:
      case SectionKind.bridge:
        ground.push(...bundles(section, flat, network));
        if (section.kind === SectionKind.street && section.rank < StreetRank.local) {
          labels.push(...named(section, flat));
        }
        break;
      case SectionKind.restaurants:
        labels.push(...points(section, flat));
        break;
    }
  }
  return { ground, labels };
}

function projected(section: Section): Float64Array {
  const flat = new Float64Array(section.degrees.length);
  for (let at = 0; at < flat.length; at += 2) {
    flat[at] = mercatorX(section.degrees[at]!);
    flat[at + 1] = mercatorY(section.degrees[at + 1]!);
  }
  return flat;
}

function part(section: Section, flat: Float64Array, feature: number): number[] {
  return Array.from(flat.subarray(section.starts[feature]! * 2, section.starts[feature + 1]! * 2));
}

function polygons(section: Section, flat: Float64Array): Feature[] {
  return section.names.map((name, feature) => {
    const ring = part(section, flat, feature);
    ring.push(ring[0]!, ring[1]!);
    const geometry = new Polygon(ring, 'XY', [ring.length]);
    return new Feature({ geometry, kind: section.kind, rank: section.rank, name });
  });
}

function bundles(section: Section, flat: Float64Array, network: Network): Feature[] {
  const west = mercatorX(network.bounds.west);
  const south = mercatorY(network.bounds.south);
  const width = (mercatorX(network.bounds.east) - west) / TILES || 1;
  const height = (mercatorY(network.bounds.north) - south) / TILES || 1;
  const tile = (value: number): number => Math.min(Math.max(Math.floor(value), 0), TILES - 1);
  const bundled = new Map<number, { flat: number[]; ends: number[] }>();
  for (let feature = 0; feature < section.names.length; feature++) {
    const line = part(section, flat, feature);
    if (line.length >= 4) {
      const key = tile((line[0]! - west) / width) * TILES + tile((line[1]! - south) / height);
      let bundle = bundled.get(key);
      if (bundle === undefined) {
        bundle = { flat: [], ends: [] };
        bundled.set(key, bundle);
      }
      for (const value of line) {
        bundle.flat.push(value);
      }
      bundle.ends.push(bundle.flat.length);
    }
  }
  return Array.from(bundled.values(), ({ flat: lines, ends }) => {
    return new Feature({ geometry: new MultiLineString(lines, 'XY', ends), kind: section.kind, rank: section.rank });
  });
}

function named(section: Section, flat: Float64Array): Feature[] {
  const features: Feature[] = [];
  for (let feature = 0; feature < section.names.length; feature++) {
    const name = section.names[feature]!;
    const line = name === '' ? [] : part(section, flat, feature);
    if (line.length >= 4) {
      features.push(
        new Feature({ geometry: new LineString(line, 'XY'), kind: section.kind, rank: section.rank, name }),
      );
    }
  }
  return features;
}

function points(section: Section, flat: Float64Array): Feature[] {
  return section.names.map((name, feature) => {
    const at = section.starts[feature]! * 2;
    return new Feature({ geometry: new Point([flat[at]!, flat[at + 1]!]), kind: section.kind, rank: section.rank, name });
  });
}
