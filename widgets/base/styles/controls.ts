/** Type, buttons, fields, notes. */
import { css } from 'lit';

export const controls = css`
  *,
  ::before {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  dl,
  dd,
  fieldset {
    border: 0;
    list-style: none;
    margin: 0;
    min-inline-size: 0;
    padding: 0;
  }
  h2 {
    /* A long word keeps to one line on a narrow screen at the largest type. */
    font-size: min(var(--_xl), 13cqi);
    font-weight: 600;
    letter-spacing: -0.01em;
    line-height: 1.3;
    overflow-wrap: break-word;
    margin-block: calc(var(--_u) * 2) calc(var(--_u) * 3);
    text-wrap: balance;
  }
  h3,
  legend {
    font-size: 1em;
    font-weight: 600;
    line-height: 1.5;
    padding: 0;
  }
  h2:focus,
  [tabindex='-1']:focus:not(button) {
    outline: none;
  }
  p {
    max-inline-size: 60ch;
    text-wrap: pretty;
  }
  small,
  .hint {
    color: var(--_soft);
    font-size: var(--_s);
  }
  small {
    font-weight: 400;
  }
  b {
    font-weight: 600;
  }
  .lead {
    font-size: var(--_l);
    line-height: 1.4;
  }
  .big {
    font-size: var(--_xl);
    font-weight: 600;
    line-height: 1.3;
  }
  .num,
  .big,
  .time,
  .n {
    font-variant-numeric: tabular-nums;
  }
  .icon {
    block-size: 1.25em;
    fill: none;
    flex: none;
    inline-size: 1.25em;
    margin-inline-end: 0.35em;
    stroke: currentColor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.75;
    vertical-align: -0.28em;
  }
  :dir(rtl) > :is(.i-back, .i-next) {
    transform: scaleX(-1);
  }
  .sr {
    clip-path: inset(50%);
    block-size: 1px;
    inline-size: 1px;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
  }
  a {
    color: var(--_a);
    text-underline-offset: 0.2em;
  }
  button,
  input,
  textarea {
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
  }
  button {
    align-items: center;
    background: var(--_bg);
    border: 1px solid var(--_edge);
    border-radius: 8px;
    cursor: pointer;
    display: inline-flex;
    justify-content: center;
    line-height: 1.35;
    min-block-size: var(--_target);
    min-inline-size: var(--_target);
    padding: calc(var(--_u) * 0.75) calc(var(--_u) * 2.5);
    touch-action: manipulation;
    transition:
      background-color 0.12s,
      border-color 0.12s;
  }
  @media (hover: hover) {
    button:hover {
      background: var(--_tint);
      border-color: var(--_a);
    }
    button.primary:hover {
      background: color-mix(in oklab, var(--_a) 86%, var(--_pole));
    }
  }
  button:active {
    background: var(--_tint2);
  }
  .primary,
  button.primary:active {
    background: var(--_a);
    border-color: var(--_a);
    color: var(--_on);
    font-weight: 600;
  }
  .quiet {
    background: none;
    border-color: transparent;
    color: var(--_a);
    margin-inline: calc(var(--_u) * -1);
    padding-inline: var(--_u);
  }
  .round {
    border-color: transparent;
    padding: 0;
  }
  .round .icon {
    margin: 0;
  }
  [aria-disabled='true'] {
    cursor: default;
  }
  button[aria-disabled='true']:not(.date) {
    opacity: 0.6;
  }
  :focus-visible,
  .card:has(:focus-visible),
  .switch label:has(:focus-visible) {
    outline: 3px solid var(--_a);
    outline-offset: 2px;
  }
  .card :focus-visible,
  .switch :focus-visible {
    outline: none;
  }
  .field {
    display: grid;
    gap: calc(var(--_u) * 0.5);
    margin-block-end: calc(var(--_u) * 3);
    max-inline-size: 30em;
  }
  .field > label,
  .field > span {
    font-weight: 600;
  }
  .field input,
  textarea {
    background: var(--_bg);
    border: 1px solid var(--_edge);
    border-radius: 8px;
    inline-size: 100%;
    min-block-size: calc(var(--_target) + 4px);
    padding: var(--_u) calc(var(--_u) * 1.5);
  }
  .wrong input,
  .wrong textarea {
    border: 2px solid var(--_red);
  }
  .error {
    color: var(--_red);
    font-weight: 600;
  }
  .note {
    background: var(--_tint);
    border-radius: 8px;
    display: grid;
    gap: var(--_u);
    justify-items: start;
    margin-block-end: calc(var(--_u) * 3);
    padding: calc(var(--_u) * 2);
  }
  .bad {
    background: color-mix(in oklab, var(--_red) 8%, var(--_bg));
    border: 1px solid var(--_red);
  }
  .warn {
    background: color-mix(in oklab, #f5a800 12%, var(--_bg));
    border: 1px solid color-mix(in oklab, #f5a800 60%, var(--_amber));
  }
  .bad h3 .icon,
  .error .icon {
    color: var(--_red);
  }
  .warn h3 .icon {
    color: var(--_amber);
  }
  .errors a {
    color: inherit;
    display: inline-block;
    padding-block: 4px;
  }
  .skeleton {
    display: grid;
    gap: calc(var(--_u) * 2);
  }
  .skeleton i {
    background: var(--_tint);
    block-size: 64px;
    border-radius: 8px;
  }
  .skeleton i:first-of-type {
    block-size: 112px;
  }
  @media (forced-colors: active) {
    .primary,
    .date[aria-pressed='true'],
    .level i,
    ::-webkit-progress-value {
      --_a: Highlight;
      --_on: HighlightText;
      forced-color-adjust: none;
    }
    .card:has(:checked),
    .switch label:has(:checked) {
      outline: 3px solid Highlight;
    }
    .level {
      color: CanvasText;
    }
    .date[aria-pressed='true'] .badge {
      background: none;
      color: inherit;
    }
    .date.shut {
      border-color: Canvas;
    }
    .hero,
    .bring,
    .kept,
    .manage {
      border: 1px solid;
    }
    .bring li::before {
      border: 0.2em solid;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none;
    }
  }
`;
