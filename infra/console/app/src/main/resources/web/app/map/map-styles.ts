import { css } from 'lit';

/** The page of the map: the map fills it, the panels float above. */
export const mapStyles = css`
  :host {
    display: block;
    position: relative;
    block-size: 100%;
    inline-size: 100%;
    overflow: hidden;
    background: #ebe8e1;
  }
  :host([theme='dark']) {
    background: #12161d;
  }
  #map {
    position: absolute;
    inset: 0;
  }
  #map:focus-visible {
    outline-offset: -3px;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    margin: 0;
  }
  .search {
    position: absolute;
    inset: 12px auto auto 12px;
    inline-size: 340px;
    z-index: 3;
  }
  .details {
    position: absolute;
    inset: 74px auto auto 12px;
    inline-size: 340px;
    max-block-size: calc(100% - 250px);
    z-index: 2;
    display: flex;
    flex-direction: column;
  }
  .controls {
    position: absolute;
    inset: 12px 12px auto auto;
    display: grid;
    gap: 6px;
  }
  .controls button {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    padding: 0;
  }
  .controls button:not([aria-pressed='true']) {
    background: var(--raised);
  }
  .controls button:hover {
    border-color: var(--muted);
  }
  .controls svg {
    inline-size: 20px;
    block-size: 20px;
  }
  .corner {
    position: absolute;
    inset: auto 12px 44px auto;
  }
  .legend {
    position: absolute;
    inset: auto auto 12px 12px;
  }
  .notices {
    position: absolute;
    inset: 12px 70px auto 370px;
    display: grid;
    justify-items: center;
    gap: 8px;
    pointer-events: none;
    z-index: 2;
  }
  .notice {
    margin: 0;
    padding: 8px 16px;
    display: flex;
    align-items: center;
    gap: 12px;
    pointer-events: auto;
    max-inline-size: 100%;
  }
  .notice button {
    border: 0;
  }
  .ol-viewport,
  .ol-unselectable {
    user-select: none;
    -webkit-tap-highlight-color: transparent;
  }
  .ol-scale-line {
    position: absolute;
    inset: auto 12px 12px auto;
    color: var(--text);
    background: var(--raised);
    border-radius: 6px;
    padding: 2px 6px;
  }
  .ol-scale-line-inner {
    border: 2px solid var(--muted);
    border-block-start: 0;
    font-size: 11px;
    text-align: center;
    min-inline-size: 60px;
    font-variant-numeric: tabular-nums;
  }
  @media (max-width: 640px) {
    .search {
      inset: 10px 66px auto 10px;
      inline-size: auto;
    }
    .controls {
      inset: 10px 10px auto auto;
    }
    .controls button {
      inline-size: 46px;
      block-size: 46px;
    }
    .details {
      inset: auto 0 0 0;
      inline-size: 100%;
      max-block-size: 46%;
    }
    .legend {
      inset: auto auto 10px 10px;
    }
    .corner {
      inset: auto auto 84px 10px;
    }
    .ol-scale-line {
      inset: auto 10px 86px auto;
    }
    .notices {
      inset: 68px 66px auto 10px;
      justify-items: start;
    }
  }
`;
