import { css } from 'lit';

/** Buttons, fields, cards and what else looks alike on all pages. */
export const controls = css`
  * {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  h1,
  h2,
  h3 {
    margin: 0;
    line-height: 1.25;
    font-weight: 600;
  }
  h1 {
    font-size: 20px;
  }
  h2 {
    font-size: 16px;
  }
  h3 {
    font-size: 14px;
  }
  p {
    margin: 0;
  }
  .muted {
    color: var(--muted);
  }
  .card {
    background: var(--raised);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: var(--space-4);
  }
  button {
    font: inherit;
    color: var(--text);
    background: var(--raised);
    border: 1px solid var(--control-line);
    border-radius: 6px;
    min-block-size: 34px;
    padding: 0 var(--space-3);
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    border-color: var(--accent);
    color: var(--accent);
  }
  button:disabled {
    color: var(--muted);
    border-color: var(--line);
    cursor: not-allowed;
  }
  button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  button.primary:hover:not(:disabled) {
    color: var(--on-accent);
    filter: brightness(1.08);
  }
  button.primary:disabled {
    background: var(--sunken);
    border-color: var(--line);
    color: var(--muted);
  }
  input {
    font: inherit;
    color: var(--text);
    background: var(--surface);
    border: 1px solid var(--control-line);
    border-radius: 6px;
    min-block-size: 34px;
    padding: 0 var(--space-2);
    inline-size: 100%;
    font-variant-numeric: tabular-nums;
  }
  label {
    font-size: 13px;
    color: var(--muted);
  }
  table {
    border-collapse: collapse;
    inline-size: 100%;
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    text-align: start;
    padding: 4px 8px;
    border-block-end: 1px solid var(--line);
  }
  th {
    color: var(--muted);
    font-weight: 600;
  }
  /* Positioned, so that what is placed absolutely within it (visually hidden words) is cut off with the rest. */
  .scroll {
    overflow-x: auto;
    position: relative;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none;
      transition: none;
    }
  }
`;

/** The frame of a page that scrolls. */
export const page = css`
  :host {
    display: block;
    padding: var(--space-4);
    max-inline-size: 1480px;
    margin-inline: auto;
  }
  @media (max-width: 640px) {
    :host {
      padding: var(--space-2);
    }
  }
`;
