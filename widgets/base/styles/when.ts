/** Earliest, offices, list, calendar, times. */
import { css } from 'lit';

export const whenStyles = css`
  .hero {
    align-items: center;
    background: var(--_tint);
    border-radius: 12px;
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_u) * 2);
    justify-content: space-between;
    margin-block-end: calc(var(--_u) * 3);
    padding: calc(var(--_u) * 2);
  }
  .hero .primary {
    flex: 1 0 auto;
    max-inline-size: 20em;
  }
  @container bm (min-width: 560px) {
    .hero {
      padding: calc(var(--_u) * 3);
    }
    .hero .primary {
      flex: none;
    }
  }
  .offices {
    display: grid;
    gap: var(--_u);
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15em), 1fr));
    margin-block-end: calc(var(--_u) * 3);
  }
  .offices legend {
    margin-block-end: var(--_u);
  }
  .card {
    border: 1px solid var(--_line);
    border-radius: 10px;
    cursor: pointer;
    display: flex;
    gap: var(--_u);
    padding: calc(var(--_u) * 1.5);
  }
  .card:has(:checked) {
    background: var(--_tint);
    border-color: var(--_a);
    box-shadow: inset 0 0 0 1px var(--_a);
  }
  .card input,
  .switch input {
    accent-color: var(--_a);
  }
  .card input {
    block-size: 1.25em;
    flex: none;
    inline-size: 1.25em;
    margin: 0.18em 0 0;
  }
  .card small {
    display: block;
  }
  .soonest {
    color: var(--_a);
    font-variant-numeric: tabular-nums;
  }
  .switch {
    background: var(--_tint);
    border-radius: 10px;
    display: inline-flex;
    gap: 4px;
    margin-block-end: calc(var(--_u) * 2);
    padding: 4px;
  }
  .switch label {
    align-items: center;
    border: 1px solid transparent;
    border-radius: 7px;
    cursor: pointer;
    display: flex;
    justify-content: center;
    min-block-size: 44px;
    min-inline-size: 5.5em;
    padding-inline: calc(var(--_u) * 2);
    position: relative;
  }
  .switch label:has(:checked) {
    background: var(--_bg);
    border-color: var(--_edge);
    font-weight: 600;
  }
  .switch input {
    appearance: none;
    inset: 0;
    margin: 0;
    position: absolute;
  }
  .days {
    border-block-start: 1px solid var(--_line);
  }
  .days > li {
    border-block-end: 1px solid var(--_line);
  }
  summary,
  .gap {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 4px calc(var(--_u) * 2);
    justify-content: space-between;
    min-block-size: 56px;
    padding-block: var(--_u);
  }
  summary {
    cursor: pointer;
    padding-inline-end: 1.75em;
    position: relative;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    block-size: 0.5em;
    border: solid var(--_soft);
    border-width: 0 2px 2px 0;
    content: '';
    inline-size: 0.5em;
    inset-block-start: calc(50% - 0.35em);
    inset-inline-end: 0.4em;
    position: absolute;
    rotate: 45deg;
  }
  [open] > summary::after {
    rotate: 225deg;
  }
  .gap,
  .gap b {
    color: var(--_soft);
    font-weight: 400;
    min-block-size: 48px;
  }
  .day small {
    margin-inline-start: 4px;
  }
  .amount {
    align-items: center;
    display: flex;
    gap: var(--_u);
  }
  .level {
    align-items: center;
    color: var(--_a);
    display: inline-flex;
    font-size: var(--_s);
    gap: 6px;
  }
  .level.few {
    color: var(--_amber);
  }
  .level.none {
    color: var(--_soft);
  }
  .level i {
    background: linear-gradient(currentColor 0 0) 0 / 100% 100% no-repeat;
    block-size: 8px;
    border: 1.5px solid;
    border-radius: 4px;
    inline-size: 24px;
  }
  .level.few i {
    background-size: 34% 100%;
  }
  .level.none i {
    background: none;
  }
  .badge {
    background: var(--_tint2);
    border-radius: 4px;
    color: var(--_a);
    display: inline-block;
    font-size: var(--_s);
    font-weight: 600;
    line-height: 1.4;
    padding-inline: 4px;
  }
  .badgeOff {
    background: color-mix(in oklab, var(--_red) 12%, var(--_bg));
    color: var(--_red);
  }
  .times {
    margin-block-end: calc(var(--_u) * 2);
  }
  .times ul,
  .others {
    display: grid;
    gap: var(--_u);
    grid-template-columns: repeat(auto-fill, minmax(4.5em, 1fr));
    margin-block-start: 4px;
  }
  .others {
    grid-template-columns: repeat(auto-fill, minmax(10em, 1fr));
    inline-size: 100%;
  }
  .time {
    block-size: 100%;
    border-color: color-mix(in oklab, var(--_a) 55%, var(--_bg));
    color: var(--_a);
    flex-direction: column;
    font-weight: 600;
    inline-size: 100%;
    padding-inline: 4px;
  }
  .time.busy {
    background: var(--_tint2);
  }
  .more {
    margin-block-start: calc(var(--_u) * 2);
  }
  .calendar {
    display: grid;
    gap: calc(var(--_u) * 3);
  }
  @container bm (min-width: 960px) {
    .calendar {
      grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr);
    }
  }
  .bar {
    align-items: center;
    display: flex;
    justify-content: space-between;
  }
  table {
    border-collapse: collapse;
    inline-size: 100%;
    table-layout: fixed;
  }
  th {
    color: var(--_soft);
    font-size: var(--_s);
    font-weight: 400;
    padding-block: var(--_u);
  }
  abbr {
    text-decoration: none;
  }
  td {
    block-size: 1px;
    padding: 1px;
    vertical-align: top;
  }
  .date {
    align-content: start;
    block-size: 100%;
    border-color: transparent;
    display: grid;
    gap: 2px;
    inline-size: 100%;
    justify-items: center;
    min-block-size: 68px;
    min-inline-size: 0;
    padding: 6px 0;
    position: relative;
  }
  .date.open {
    background: var(--_tint);
  }
  .date.shut {
    color: var(--_soft);
  }
  .n {
    line-height: 1.4;
  }
  .open .n {
    font-weight: 600;
  }
  .today .n {
    border-block-end: 2px solid;
  }
  .date .level,
  .date .badge {
    font-size: 0.75em;
    letter-spacing: 0;
    white-space: nowrap;
  }
  @container bm (min-width: 420px) {
    .date .level,
    .date .badge {
      font-size: var(--_s);
    }
  }
  .date .level {
    display: grid;
    gap: 3px;
    justify-items: center;
    line-height: 1.2;
  }
  .date[aria-pressed='true'] {
    background: var(--_a);
    border-color: var(--_a);
    color: var(--_on);
  }
  .date[aria-pressed='true'] .level {
    color: inherit;
  }
  .about {
    border-block-start: 1px solid var(--_line);
    font-size: var(--_s);
    margin-block-start: var(--_u);
    min-block-size: 3em;
    padding-block-start: var(--_u);
  }
`;
