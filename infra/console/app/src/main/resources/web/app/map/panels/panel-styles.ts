import { css } from 'lit';

/** What the panels over the map have in common. Colours are the design tokens of the shell. */
export const panelStyles = css`
  :host {
    font: 14px/1.4 var(--font);
    color: var(--text);
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
    background: var(--raised);
    border: 1px solid var(--line);
    border-radius: 12px;
    box-shadow: var(--shadow);
  }
  .muted {
    color: var(--muted);
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid var(--line);
    border-radius: 8px;
    min-block-size: 36px;
    padding-inline: 12px;
    cursor: pointer;
  }
  button:hover {
    background: var(--sunken);
  }
  button[aria-pressed='true'] {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 1px;
  }
  @media (pointer: coarse), (max-width: 640px) {
    button {
      min-block-size: 44px;
      min-inline-size: 44px;
    }
  }
`;
