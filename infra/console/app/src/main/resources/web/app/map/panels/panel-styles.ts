import { css } from 'lit';

/** What the panels over the map have in common. The colours are set by `<delivery-map>`. */
export const panelStyles = css`
  :host {
    font: 14px/1.4 ui-sans-serif, system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif;
    color: var(--map-text);
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  .card {
    background: var(--map-surface);
    border: 1px solid var(--map-border);
    border-radius: 12px;
    box-shadow: 0 4px 18px var(--map-shadow);
  }
  .muted {
    color: var(--map-muted);
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid var(--map-border);
    border-radius: 8px;
    min-block-size: 36px;
    padding-inline: 12px;
    cursor: pointer;
  }
  button:hover {
    background: var(--map-hover);
  }
  button[aria-pressed='true'] {
    background: var(--map-accent);
    border-color: var(--map-accent);
    color: var(--map-on-accent);
  }
  :focus-visible {
    outline: 3px solid var(--map-focus);
    outline-offset: 1px;
  }
  @media (pointer: coarse), (max-width: 640px) {
    button {
      min-block-size: 44px;
      min-inline-size: 44px;
    }
  }
`;
