import { LitElement, css, html, svg } from 'lit';
import type { Pipeline } from '../common/pipeline.ts';
import { figuresOf } from './figures.ts';
import { NARROW_VIEW, narrowDiagram } from './narrow-diagram.ts';
import { WIDE_VIEW, wideDiagram } from './wide-diagram.ts';

const narrowScreen = matchMedia('(max-width: 760px)');

/**
 * The system's picture: parts as boxes, the way of an event as arrows, live figures on them. Drawn once for wide and once
 * for narrow screens, from the same figures. Its texts are text, so a screen reader reads them in their order.
 */
class PipelineDiagram extends LitElement {
  static properties = { pipeline: { attribute: false }, narrow: { state: true } };
  static styles = css`
    :host {
      display: block;
    }
    svg {
      display: block;
      inline-size: 100%;
      block-size: auto;
      font-family: var(--font);
    }
    .arrow {
      fill: none;
      stroke: var(--control-line);
      stroke-width: 2;
      stroke-linejoin: round;
    }
    .head {
      fill: var(--control-line);
    }
    text {
      fill: var(--text);
      font-size: 15px;
      font-variant-numeric: tabular-nums;
    }
    .main {
      font-size: 17px;
      font-weight: 600;
    }
    .line {
      fill: var(--muted);
      font-size: 14px;
    }
    .name {
      font-weight: 600;
    }
    rect {
      fill: var(--raised);
      stroke: var(--line);
      stroke-width: 1.5;
    }
    .good .state {
      fill: var(--good);
    }
    .warn .state {
      fill: var(--warn);
    }
    .bad .state {
      fill: var(--bad);
      font-weight: 600;
    }
    .unknown .state {
      fill: var(--muted);
    }
    .good rect {
      stroke: var(--good);
    }
    .warn rect {
      stroke: var(--warn);
      stroke-width: 2.5;
      fill: var(--warn-surface);
    }
    .bad rect {
      stroke: var(--bad);
      stroke-width: 2.5;
      stroke-dasharray: 6 4;
      fill: var(--bad-surface);
    }
    .plain rect {
      fill: var(--surface);
    }
  `;

  declare pipeline: Pipeline | undefined;
  declare narrow: boolean;

  private readonly onScreen = () => {
    this.narrow = narrowScreen.matches;
  };

  constructor() {
    super();
    this.narrow = narrowScreen.matches;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    narrowScreen.addEventListener('change', this.onScreen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    narrowScreen.removeEventListener('change', this.onScreen);
  }

  protected override render() {
    const figures = figuresOf(this.pipeline);
    return html`
      <svg
        viewBox=${this.narrow ? NARROW_VIEW : WIDE_VIEW}
        role="group"
        aria-label="The way of an event, with live figures"
        data-testid="pipeline-diagram"
      >
        <defs>
          ${svg`<marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">
            <path class="head" d="M0 0 10 5 0 10Z"></path>
          </marker>`}
        </defs>
        ${this.narrow ? narrowDiagram(figures) : wideDiagram(figures)}
      </svg>
    `;
  }
}

customElements.define('pipeline-diagram', PipelineDiagram);
