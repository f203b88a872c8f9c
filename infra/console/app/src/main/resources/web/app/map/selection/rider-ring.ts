import { css, html, LitElement, type PropertyValues } from 'lit';
import type { Palette } from '../palette.ts';
import { drawSymbol } from '../riders/canvas-renderer.ts';
import type { DrawnRider } from '../riders/rider-picker.ts';

const SYMBOL_PX = 18;

/**
 * The ring around the selected rider. It holds the rider's symbol once more, because among a hundred thousand the one that
 * matters often lies under others.
 */
export class RiderRing extends LitElement {
  static override properties = {
    palette: { attribute: false },
  };
  static override styles = css`
    :host {
      position: absolute;
      inset: 0 auto auto 0;
      inline-size: 0;
      block-size: 0;
      pointer-events: none;
      z-index: 1;
    }
    :host([hidden]) {
      display: none;
    }
    :host::before,
    :host::after {
      content: '';
      position: absolute;
      inset: -17px auto auto -17px;
      inline-size: 34px;
      block-size: 34px;
      border-radius: 50%;
      border: 3px solid var(--accent);
      box-shadow: 0 0 0 2px var(--raised);
    }
    :host::after {
      box-shadow: none;
      /* Not for ever: what moves makes the browser draw the whole page, sixty times a second. */
      animation: pulse 1.4s ease-out 3;
      opacity: 0;
    }
    canvas {
      position: absolute;
      inset: ${SYMBOL_PX / -2}px auto auto ${SYMBOL_PX / -2}px;
      inline-size: ${SYMBOL_PX}px;
      block-size: ${SYMBOL_PX}px;
    }
    @keyframes pulse {
      from {
        transform: scale(1);
        opacity: 0.8;
      }
      to {
        transform: scale(2.1);
        opacity: 0;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      :host::after {
        animation: none;
        opacity: 0;
      }
    }
  `;

  declare palette: Palette | undefined;
  private drawnLook = '';

  protected override updated(changed: PropertyValues): void {
    if (changed.has('palette')) {
      this.drawnLook = '';
    }
  }

  /** Puts the ring there, or away. Called in every frame: draws only when the rider looks different. */
  show(rider: DrawnRider | undefined): void {
    this.hidden = rider === undefined;
    if (rider !== undefined) {
      this.style.transform = `translate(${rider.x.toFixed(1)}px, ${rider.y.toFixed(1)}px)`;
      this.drawSymbol(rider.status, rider.headingDeg);
    }
  }

  protected override render(): unknown {
    return html`<canvas></canvas>`;
  }

  private drawSymbol(status: number, headingDeg: number): void {
    const look = `${status} ${headingDeg}`;
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas === null || this.palette === undefined || look === this.drawnLook) {
      return;
    }
    this.drawnLook = look;
    const px = Math.round(SYMBOL_PX * Math.min(window.devicePixelRatio, 2));
    canvas.width = px;
    canvas.height = px;
    const context = canvas.getContext('2d')!;
    context.setTransform(px / 2, 0, 0, px / 2, px / 2, px / 2);
    drawSymbol(context, status, headingDeg, this.palette.riders);
  }
}

customElements.define('rider-ring', RiderRing);
