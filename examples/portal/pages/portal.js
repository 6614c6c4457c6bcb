/** Language, large type, and what the page itself reads from the booking API. */
import { showHalls, showMatters, showNotices } from './facts.js';
import { texts } from './texts.js';

const root = document.documentElement;
const widgets = [...document.querySelectorAll('bm-booking, bm-manage')];
const asked = new URLSearchParams(location.search);

/** Kept in this browser: two words, nothing about a person. */
const kept = {
  read: (key) => {
    try {
      return localStorage.getItem(`portal:${key}`);
    } catch {
      return null;
    }
  },
  write: (key, value) => {
    try {
      localStorage.setItem(`portal:${key}`, value);
    } catch {
      // Storage may be off: the choice then holds for this page.
    }
  },
};

function setLanguage(language) {
  root.lang = language;
  const words = texts[language];
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = words[node.dataset.text];
  for (const node of document.querySelectorAll('[data-label]'))
    node.setAttribute('aria-label', words[node.dataset.label]);
  for (const widget of widgets) widget.setAttribute('lang', language);
  document.title = widgets[0]?.localName === 'bm-manage' ? words.titleManage : words.titleBook;
  const button = document.querySelector('[data-act="language"]');
  button.textContent = language === 'en' ? '中文' : 'English';
  button.lang = language === 'en' ? 'zh-CN' : 'en';
  showFacts(language);
}

function setElder(on) {
  root.classList.toggle('elder', on);
  document.querySelector('[data-act="elder"]').setAttribute('aria-pressed', String(on));
  for (const widget of widgets) {
    if (on) widget.setAttribute('mode', 'elder');
    else widget.removeAttribute('mode');
  }
}

let facts;
async function showFacts(language) {
  const places = ['notices', 'halls', 'matters'].map((id) => document.getElementById(id)).filter(Boolean);
  if (places.length === 0) return;
  const words = texts[language];
  try {
    facts ??= await read('centre');
    await Promise.all([showNotices(facts, words, language, read), showHalls(facts, words, language, read)]);
    showMatters(facts, words, language);
  } catch {
    facts = undefined;
    for (const place of places) {
      const line = place.querySelector('.quiet');
      if (line) line.textContent = words.failed;
    }
  }
}

async function read(path) {
  const response = await fetch(`/api/v1/${path}`, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

const service = asked.get('service');
if (service && /^[\w-]{1,64}$/.test(service))
  for (const widget of widgets) widget.setAttribute('service', service);
setElder((asked.get('mode') ?? kept.read('mode')) === 'elder');
setLanguage((asked.get('lang') ?? kept.read('language')) === 'en' ? 'en' : 'zh-CN');

document.querySelector('[data-act="language"]').addEventListener('click', () => {
  const language = root.lang === 'en' ? 'zh-CN' : 'en';
  kept.write('language', language);
  setLanguage(language);
});
document.querySelector('[data-act="elder"]').addEventListener('click', () => {
  const on = !root.classList.contains('elder');
  kept.write('mode', on ? 'elder' : 'standard');
  setElder(on);
});
