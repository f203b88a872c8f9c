import { ByteReader, FormatError } from './bytes.ts';
import type { GeoBox } from './live-frame.ts';

/** What a section of the street network holds. */
export const SectionKind = { water: 1, park: 2, district: 3, street: 4, bridge: 5, restaurants: 6 } as const;

/** Ranks of streets and bridges. */
export const StreetRank = { ring: 1, arterial: 2, collector: 3, local: 4 } as const;

const MAGIC = 'DTCN';
const VERSION = 1;
const MAX_KIND = 6;
const MAX_RANK = 4;

/** Features of one kind and rank. Feature `i` has the points from `starts[i]` until before `starts[i + 1]`. */
export interface Section {
  readonly kind: number;
  readonly rank: number;
  readonly names: readonly string[];
  readonly starts: Uint32Array;
  /** Longitude, latitude, longitude, ... in degrees. */
  readonly degrees: Float64Array;
}

/** The streets of a city, as `GET /api/simulator/network` serves them. */
export interface Network {
  readonly bounds: GeoBox;
  readonly sections: readonly Section[];
}

/**
 * Decodes a street network. Kinds and ranks that this page does not know are passed over.
 *
 * Failure: a `FormatError` for anything that is no network of version 1.
 */
export function decodeNetwork(buffer: ArrayBuffer): Network {
  const reader = new ByteReader(buffer);
  const magic = reader.utf8(4);
  if (magic !== MAGIC) {
    throw new FormatError('this is no street network');
  }
  const version = reader.u16();
  if (version !== VERSION) {
    throw new FormatError(`a street network of version ${version}, this page reads ${VERSION}`);
  }
  const count = reader.u16();
  const southE7 = reader.i32();
  const westE7 = reader.i32();
  const northE7 = reader.i32();
  const eastE7 = reader.i32();
  const sections: Section[] = [];
  for (let number = 0; number < count; number++) {
    const kind = reader.u8();
    const rank = reader.u8();
    reader.skip(2);
    const length = reader.u32();
    if (kind === 0 || kind > MAX_KIND || rank > MAX_RANK) {
      reader.skip(length);
    } else {
      const end = reader.position + length;
      sections.push(decodeSection(reader, kind, rank, length, Math.floor(southE7 / 10), Math.floor(westE7 / 10)));
      if (reader.position !== end) {
        throw new FormatError(`section ${number} ends at ${reader.position}, not at ${end}`);
      }
    }
  }
  return {
    bounds: { south: southE7 / 1e7, west: westE7 / 1e7, north: northE7 / 1e7, east: eastE7 / 1e7 },
    sections,
  };
}

function decodeSection(
  reader: ByteReader,
  kind: number,
  rank: number,
  length: number,
  originLatitudeE6: number,
  originLongitudeE6: number,
): Section {
  const features = reader.varint();
  // A point has at least two bytes, a feature too: a section can't make us allocate more than a multiple of its length.
  if (features * 2 > length) {
    throw new FormatError(`${features} features in ${length} bytes`);
  }
  const names: string[] = [];
  const starts = new Uint32Array(features + 1);
  const degrees = new Float64Array(length);
  let points = 0;
  let latitudeE6 = originLatitudeE6;
  let longitudeE6 = originLongitudeE6;
  for (let feature = 0; feature < features; feature++) {
    names.push(reader.utf8(reader.varint()));
    const count = reader.varint();
    if ((points + count) * 2 > length) {
      throw new FormatError(`${points + count} points in ${length} bytes`);
    }
    for (let point = 0; point < count; point++) {
      latitudeE6 += reader.zigzag();
      longitudeE6 += reader.zigzag();
      degrees[points * 2] = longitudeE6 / 1e6;
      degrees[points * 2 + 1] = latitudeE6 / 1e6;
      points++;
    }
    starts[feature + 1] = points;
  }
  return { kind, rank, names, starts, degrees: degrees.slice(0, points * 2) };
}
