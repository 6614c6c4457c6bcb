/** What all widgets share: settings, words, client, events, focus, and the live region. */
import {
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import {
  type CentreView,
  type Client,
  createClient,
  type Problem,
  type Transport,
} from '../../src/client/index.js';
import { amountText } from './format.js';
import {
  fill,
  type Language,
  language,
  type MessageKey,
  type MessageOverrides,
  shared,
  type Texts,
  type Values,
  type zh,
} from './messages/index.js';
import { problemKey } from './problems.js';
import { styles } from './styles/index.js';
import { pick, type WireText } from './text.js';

const SCALES = 3;

/**
 * Base of the `bm-*` elements. Settings are string attributes; a value that makes no sense counts as none.
 *
 * - `api`: where the booking API is mounted (default: this origin's root)
 * - `lang`: `zh-CN` or `en` (default: the page's language)
 * - `mode`: `elder` for large type and one question a page
 * - `theme`: `light` (default), `dark`, `auto` (as the system wants)
 * - `channel`: `web` (default), `app`, `kiosk`; the API must have been opened to it
 *
 * Properties: `transport` carries the requests (a portal's own gateway), `messages` overrides any text.
 */
export abstract class BmElement extends LitElement {
  static override properties: PropertyDeclarations = {
    api: {},
    lang: {},
    mode: {},
    theme: {},
    channel: {},
    transport: { attribute: false },
    messages: { attribute: false },
    centre: { state: true },
    trouble: { state: true },
    busy: { state: true },
    spoken: { state: true },
    scale: { state: true },
  };
  static override styles = styles;

  declare api: string | null;
  declare mode: string | null;
  declare theme: string | null;
  declare channel: string | null;
  declare transport: Transport | undefined;
  declare messages: MessageOverrides<string> | undefined;
  declare centre: CentreView | undefined;
  /** The problem on show; cleared by the next act. */
  declare trouble: Problem | undefined;
  /** An act is under way: buttons wait. */
  declare busy: boolean;
  protected declare spoken: string;
  protected declare scale: number;

  client!: Client;

  constructor() {
    super();
    this.busy = false;
    this.spoken = '';
    this.scale = 0;
  }

  get language(): Language {
    return (
      language(this.lang) ??
      language(this.parentElement?.closest('[lang]')?.getAttribute('lang')) ??
      language(navigator.language) ??
      'zh-CN'
    );
  }

  get elder(): boolean {
    return this.mode === 'elder';
  }

  get door(): 'web' | 'app' | 'kiosk' {
    return this.channel === 'app' || this.channel === 'kiosk' ? this.channel : 'web';
  }

  /** IANA zone of the offices. */
  get zone(): string {
    return this.centre?.zone ?? 'UTC';
  }

  /** The office clock's today, `YYYY-MM-DD`. */
  get today(): string {
    return this.centre?.today ?? '';
  }

  /** A message that all widgets know, in the visitor's language. */
  t<K extends MessageKey>(key: K, ...[values]: Values<typeof zh, K>): string {
    return this.say(shared, key, values);
  }

  /** A text in the visitor's language: the page's wording, else the centre's, else ours. */
  protected say(texts: Texts, key: string, values?: Readonly<Record<string, string | number>>): string {
    const all: Partial<Record<string, Readonly<Record<string, string | undefined>>>>[] = [
      this.messages ?? {},
      this.centre?.texts ?? {},
      texts,
    ];
    return fill(all.map((t) => t[this.language]?.[key]).find((t) => typeof t === 'string') ?? key, values);
  }

  /** A text of the centre in the visitor's language. */
  pick(text: WireText | undefined): string {
    return pick(text, this.language);
  }

  /** "15分钟" / "15 minutes". */
  minutes(n: number): string {
    return amountText(this.language, n, 'minute');
  }

  /** Tells the page. False: a listener asked to step in (`preventDefault`). */
  emit(name: string, detail: Readonly<Record<string, unknown>> = {}, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable, bubbles: true, composed: true }));
  }

  /** Says it to screen readers without moving the focus. */
  announce(text: string): void {
    this.spoken = text;
  }

  /** Puts the focus on the first match once drawn; a heading unless told otherwise. */
  async focusOn(selector = 'h2'): Promise<void> {
    await this.updateComplete;
    const target = this.renderRoot.querySelector<HTMLElement>(selector);
    target?.focus();
    target?.scrollIntoView?.({ block: 'nearest' });
  }

  /** Shows a refusal and tells the page its code. */
  fail(problem: Problem): void {
    this.trouble = problem;
    this.emit('bm-problem', { code: problem.code });
  }

  /** Runs one act at a time; a second press meanwhile does nothing. */
  async act<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.trouble = undefined;
    try {
      return await work();
    } finally {
      this.busy = false;
    }
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.client && !['api', 'transport', 'lang'].some((k) => changed.has(k))) return;
    this.client = createClient({
      baseUrl: webAddress(this.api) ? (this.api as string) : '',
      language: this.language,
      ...(this.transport && { transport: this.transport }),
    });
    if (changed.has('api') || changed.has('transport') || !this.hasUpdated) this.begin();
  }

  /** Reads the centre, then goes on. */
  protected async begin(): Promise<void> {
    await Promise.resolve();
    const answer = await this.act(() => this.client.centre());
    if (!answer) return;
    if (!answer.ok) return this.fail(answer.problem);
    this.centre = answer.value;
    this.started(answer.value);
  }

  /** Called once the centre is known. */
  protected abstract started(centre: CentreView): void;
  /** The present view, inside the frame. */
  protected abstract view(): TemplateResult;

  protected override render(): TemplateResult {
    return html`<div class="w ${this.elder ? `elder s${this.scale}` : ''}" lang=${this.language} part="frame">
      ${this.elder ? this.#scaler() : nothing}
      ${this.centre ? this.view() : this.trouble ? this.troubleBox(() => this.begin()) : this.skeleton()}
      <p class="sr" role="status">${this.spoken}</p>
    </div>`;
  }

  #scaler() {
    const to = (by: number) => () => {
      this.scale = Math.min(SCALES - 1, Math.max(0, this.scale + by));
    };
    return html`<div class="scaler">
      <button class="quiet" @click=${to(-1)} aria-disabled=${this.scale === 0}>${this.t('smallerText')}</button>
      <button class="quiet" @click=${to(1)} aria-disabled=${this.scale === SCALES - 1}>${this.t('biggerText')}</button>
    </div>`;
  }

  /** Keeps the layout's place while data is on its way. */
  protected skeleton(): TemplateResult {
    return html`<div class="skeleton" role="status"><span class="sr">${this.t('loading')}</span><i></i><i></i><i></i><i></i></div>`;
  }

  /** What went wrong, what to do, and a phone number. */
  troubleBox(again?: () => unknown): TemplateResult | typeof nothing {
    if (!this.trouble) return nothing;
    const key = problemKey(this.trouble);
    // A limit that is reached does not go away by trying again.
    const passing = key === 'pOffline' || key === 'pBusy' || key === 'pOther';
    return html`<div class="note bad" role="alert" part="problem">
      <p>${this.t(key)}</p>
      ${again && passing ? html`<button @click=${again}>${this.t('retry')}</button>` : nothing} ${this.phoneLine()}
    </div>`;
  }

  /** Empty is never a dead end: there is always a person to call. */
  phoneLine(): TemplateResult | typeof nothing {
    const phone = this.centre?.phone;
    if (!phone) return nothing;
    return html`<p>${this.t('phoneHelp')}<a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a></p>`;
  }
}

/** An http(s) address, absolute or relative to the page; undefined for anything else. */
export function webAddress(value: string | null | undefined): URL | undefined {
  if (!value) return undefined;
  try {
    const url = new URL(value, document.baseURI);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
