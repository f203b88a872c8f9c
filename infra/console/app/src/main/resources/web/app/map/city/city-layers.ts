import Graticule from 'ol/layer/Graticule.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorImageLayer from 'ol/layer/VectorImage.js';
import VectorSource from 'ol/source/Vector.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Text from 'ol/style/Text.js';
import type { Palette } from '../palette.ts';
import type { Network } from '../wire/network.ts';
import { cityFeatures } from './city-features.ts';
import { groundStyle, labelStyle, RESTAURANTS_FROM } from './city-style.ts';

/**
 * The city under the riders: the ground as an image that is drawn again only after the view has come to rest, so panning
 * moves a picture; and names above the riders. Where there is no city (a replayed trace) a graticule takes its place.
 */
export class CityLayers {
  private readonly groundSource = new VectorSource();
  private readonly labelSource = new VectorSource();
  readonly ground = new VectorImageLayer({ source: this.groundSource, imageRatio: 1.5, zIndex: 0 });
  readonly labels = new VectorLayer({
    source: this.labelSource,
    declutter: true,
    updateWhileAnimating: false,
    updateWhileInteracting: false,
    zIndex: 30,
    opacity: 0.92,
  });
  private present: Network | undefined;

  get network(): Network | undefined {
    return this.present;
  }

  /** Whether restaurants are dots at a resolution (units a pixel). */
  showsRestaurants(resolution: number): boolean {
    return this.present !== undefined && resolution <= RESTAURANTS_FROM;
  }

  show(network: Network | undefined): void {
    this.present = network;
    this.groundSource.clear(true);
    this.labelSource.clear(true);
    if (network !== undefined) {
      const { ground, labels } = cityFeatures(network);
      this.groundSource.addFeatures(ground);
      this.labelSource.addFeatures(labels);
    }
  }

  paint(palette: Palette): void {
    this.ground.setStyle(groundStyle(palette));
    this.labels.setStyle(labelStyle(palette));
  }

  /** Lines of latitude and longitude with their degrees. It can't be painted anew, so each theme gets one of its own. */
  newGraticule(palette: Palette): Graticule {
    const label = (align: CanvasTextAlign): Text =>
      new Text({
        font: '11px ui-sans-serif, system-ui, sans-serif',
        textAlign: align,
        textBaseline: 'bottom',
        fill: new Fill({ color: palette.label }),
        stroke: new Stroke({ color: palette.labelHalo, width: 3 }),
      });
    return new Graticule({
      strokeStyle: new Stroke({ color: palette.grid, width: 1 }),
      showLabels: true,
      wrapX: false,
      targetSize: 140,
      lonLabelPosition: 0,
      latLabelPosition: 0.94,
      lonLabelStyle: label('center'),
      latLabelStyle: label('end'),
      lonLabelFormatter: degrees,
      latLabelFormatter: degrees,
      intervals: [90, 45, 30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001],
      zIndex: 1,
    });
  }
}

function degrees(value: number): string {
  return `${Number(value.toFixed(4))}°`;
}
