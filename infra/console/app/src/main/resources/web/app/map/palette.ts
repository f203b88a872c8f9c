import type { RiderColours } from './riders/renderer.ts';

/**
 * The map's colours. Riders: blue, orange and a purple red that people with any kind of colour blindness tell apart (after
 * Okabe and Ito), each with a brightness of its own; symbols have shapes too. The city stays pale, so that riders stand out.
 */
export interface Palette {
  readonly riders: RiderColours;
  readonly land: string;
  readonly park: string;
  readonly water: string;
  readonly waterEdge: string;
  readonly district: string;
  /** By rank; 0 is not used. */
  readonly street: readonly string[];
  readonly casing: string;
  readonly bridge: string;
  readonly label: string;
  readonly labelHalo: string;
  readonly restaurant: string;
  readonly trail: string;
  readonly leg: string;
  readonly grid: string;
  /** From few to many riders: red, green, blue, alpha. */
  readonly density: readonly (readonly [number, number, number, number])[];
}

const LIGHT: Palette = {
  riders: { byStatus: ['#64707f', '#64707f', '#d55e00', '#a23b86', '#0063a8'], outline: '#ffffff' },
  land: '#ebe8e1',
  park: '#cfe3c3',
  water: '#a9cfe8',
  waterEdge: '#9cc4de',
  district: '#b9b2a6',
  street: ['#ffffff', '#f5cf7f', '#fbe9bd', '#ffffff', '#fbfaf7'],
  casing: '#cac3b4',
  bridge: '#8f887b',
  label: '#4c5561',
  labelHalo: '#f8f7f3',
  restaurant: '#b98068',
  trail: '#5b2a86',
  leg: '#3c4653',
  grid: '#c9c3b7',
  density: [
    [253, 231, 150, 0],
    [250, 205, 110, 0.6],
    [242, 140, 85, 0.75],
    [205, 70, 110, 0.82],
    [122, 28, 129, 0.88],
    [50, 10, 94, 0.92],
  ],
};

const DARK: Palette = {
  riders: { byStatus: ['#8d9bb0', '#8d9bb0', '#ffab2e', '#f07cc4', '#4fc3ff'], outline: '#0c1016' },
  land: '#12161d',
  park: '#15241d',
  water: '#0d2438',
  waterEdge: '#16354f',
  district: '#3b4553',
  street: ['#262d38', '#4a4a46', '#39424f', '#2a323d', '#222933'],
  casing: '#0c0f14',
  bridge: '#6b7787',
  label: '#a5b1c2',
  labelHalo: '#0f131a',
  restaurant: '#8f6a54',
  trail: '#d5b3ff',
  leg: '#c3cddb',
  grid: '#2b333f',
  density: [
    [40, 20, 90, 0],
    [72, 28, 130, 0.6],
    [160, 48, 128, 0.75],
    [226, 84, 90, 0.82],
    [252, 160, 70, 0.88],
    [252, 244, 170, 0.94],
  ],
};

export function paletteOf(theme: 'light' | 'dark'): Palette {
  return theme === 'dark' ? DARK : LIGHT;
}
