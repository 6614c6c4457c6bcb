/** The frame of a step, choices, cards, the appointment, print. */
import { css } from 'lit';

export const layout = css`
  .top,
  .scaler,
  .acts {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: var(--_u) calc(var(--_u) * 2);
  }
  .top {
    justify-content: space-between;
    margin-block: calc(var(--_u) * -1) var(--_u);
    min-block-size: var(--_target);
  }
  .scaler {
    justify-content: end;
  }
  progress {
    appearance: none;
    background: var(--_line);
    block-size: 4px;
    border: 0;
    border-radius: 2px;
    display: block;
    inline-size: 100%;
    overflow: hidden;
  }
  ::-webkit-progress-bar {
    background: var(--_line);
  }
  ::-webkit-progress-value {
    background: var(--_a);
  }
  ::-moz-progress-bar {
    background: var(--_a);
  }
  .cols {
    display: grid;
    gap: calc(var(--_u) * 3) calc(var(--_u) * 5);
  }
  .cols > * {
    min-inline-size: 0;
  }
  aside {
    align-content: start;
    display: grid;
    gap: calc(var(--_u) * 2);
  }
  @container bm (min-width: 760px) {
    .w:not(.elder) .cols {
      grid-template-columns: minmax(0, 1fr) 18em;
    }
    .w:not(.elder) .cols > div {
      grid-column: 1;
    }
    .w:not(.elder) .cols > * {
      grid-row: 1;
    }
  }
  .bring,
  .kept,
  .manage {
    background: var(--_tint);
    border-radius: 10px;
    display: grid;
    gap: var(--_u);
    padding: calc(var(--_u) * 2);
  }
  .bring li {
    padding-inline-start: 1.1em;
    position: relative;
  }
  .bring li + li {
    margin-block-start: calc(var(--_u) * 0.5);
  }
  .bring li::before {
    background: var(--_a);
    block-size: 0.4em;
    border-radius: 50%;
    content: '';
    inline-size: 0.4em;
    inset-block-start: 0.6em;
    inset-inline-start: 0.1em;
    position: absolute;
  }
  .row {
    display: block;
  }
  .facts {
    display: grid;
    gap: calc(var(--_u) * 0.5) calc(var(--_u) * 2);
    grid-template-columns: max-content 1fr;
    margin-block-start: var(--_u);
  }
  .facts div {
    display: contents;
  }
  dt {
    color: var(--_soft);
    flex: none;
    font-size: var(--_s);
    line-height: 1.83;
  }
  .review div {
    border-block-end: 1px solid var(--_line);
    padding-block: var(--_u);
  }
  .until {
    display: flex;
    line-height: 1.5;
  }
  .lead,
  .big,
  .ticket b {
    word-break: keep-all;
  }
  .review dd {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: var(--_u);
    justify-content: space-between;
  }
  .group {
    color: var(--_soft);
    font-size: var(--_s);
    margin-block: calc(var(--_u) * 3) var(--_u);
  }
  .choices {
    display: grid;
    gap: var(--_u);
  }
  @container bm (min-width: 760px) {
    .w:not(.elder) .choices {
      grid-template-columns: 1fr 1fr;
    }
  }
  .choice {
    block-size: 100%;
    border-color: var(--_line);
    inline-size: 100%;
    justify-content: space-between;
    min-block-size: 64px;
    padding: calc(var(--_u) * 1.5) calc(var(--_u) * 2);
    text-align: start;
  }
  .choice small {
    display: block;
  }
  .choice .icon {
    color: var(--_a);
    margin-inline: var(--_u) 0;
  }
  .choice span.badge + small {
    display: block;
  }
  .elder .choice {
    border-color: var(--_edge);
    min-block-size: 80px;
  }
  .kept .icon {
    margin-inline-start: -0.1em;
  }
  .kept .note {
    margin: 0;
  }
  .elder .kept {
    margin-block-start: calc(var(--_u) * 3);
  }
  .acts {
    margin-block: calc(var(--_u) * 3) calc(var(--_u) * 2);
  }
  .done h2 {
    /* The tick stands above the words when they do not fit beside it. */
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-block-start: 0;
  }
  .elder .primary {
    inline-size: 100%;
  }
  @container bm (max-width: 479px) {
    .primary {
      inline-size: 100%;
    }
  }
  form .hint + .primary {
    margin-block-start: calc(var(--_u) * 2);
  }
  .done h2 .icon {
    background: var(--_a);
    border-radius: 50%;
    color: var(--_on);
    padding: 0.15em;
  }
  .ticket {
    border: 1px solid var(--_edge);
    border-radius: 12px;
    margin-block-end: calc(var(--_u) * 2);
    overflow: hidden;
  }
  .number {
    background: var(--_tint);
    border-block-end: 1px dashed var(--_edge);
    padding: calc(var(--_u) * 2);
  }
  .number .big {
    /* A reference stays on one line, however narrow. */
    font-size: min(var(--_xl), 7.4cqi);
    letter-spacing: 0.02em;
  }
  .ticket dl {
    display: grid;
    gap: calc(var(--_u) * 1.5);
    padding: calc(var(--_u) * 2);
  }
  .ticket div > dt {
    min-inline-size: 5em;
  }
  .ticket dd small {
    display: block;
  }
  @container bm (min-width: 420px) {
    .ticket dl > div {
      display: flex;
      gap: calc(var(--_u) * 2);
    }
  }
  .after {
    margin-block-start: calc(var(--_u) * 2);
  }
  .manage {
    justify-items: center;
    text-align: center;
  }
  .qr {
    background: #fff;
    block-size: 176px;
    border-radius: 8px;
    fill: #000;
    forced-color-adjust: none;
    inline-size: 176px;
  }
  @media print {
    .w {
      border: 0;
      color: #000;
      padding: 0;
    }
    .acts,
    .undo,
    .top,
    .scaler,
    progress,
    .manage a {
      display: none;
    }
  }
`;
