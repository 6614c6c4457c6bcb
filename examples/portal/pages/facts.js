/** What the page shows from the booking API: holidays and special openings, today's hours, the list of matters. */

/** Days ahead that the notices look at. */
const AHEAD = 40;

function el(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

const say = (text, language) =>
  typeof text === 'string' ? text : (text?.[language] ?? text?.['zh-CN'] ?? text?.en ?? '');

const clock = (minute) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
const hours = (open) => open.map(([from, to]) => `${clock(from)}–${clock(to)}`).join(' ');

function after(date, days) {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** `9月20日 周日`, `10月1日–7日`. */
function dates(from, to, language) {
  const at = (date) => new Date(`${date}T00:00:00Z`);
  const format = (options) => new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  const day = format({ month: language === 'en' ? 'short' : 'long', day: 'numeric' });
  if (from === to) return `${day.format(at(from))} ${format({ weekday: 'short' }).format(at(from))}`;
  if (language === 'en') return day.formatRange(at(from), at(to));
  return `${day.format(at(from))}–${from.slice(0, 7) === to.slice(0, 7) ? `${Number(to.slice(8))}日` : day.format(at(to))}`;
}

const days = (service, from, to, read) => read(`services/${service}/days?from=${from}&to=${to}`);

/** Replaces all but the heading. */
function fill(section, ...nodes) {
  for (const node of [...section.children].slice(1)) node.remove();
  section.append(...nodes);
}

/** Like notices on neighbouring days become one. */
function joined(items) {
  const out = [];
  for (const item of items.sort((a, b) => a.from.localeCompare(b.from) || a.key.localeCompare(b.key))) {
    const same = out.find((other) => other.key === item.key && after(other.to, 1) === item.from);
    if (same) same.to = item.to;
    else out.push({ ...item });
  }
  return out;
}

/** Holidays, make-up days and special openings of the coming weeks. */
export async function showNotices(centre, words, language, read) {
  const section = document.getElementById('notices');
  const wanted = section.dataset.services.split(' ').filter((id) => centre.services.some((s) => s.id === id));
  const answers = await Promise.all(
    wanted.map((id) => days(id, centre.today, after(centre.today, AHEAD), read)),
  );
  const found = new Map();
  answers.forEach((answer, i) => {
    for (const day of answer.days)
      for (const item of noticesOf(day, wanted[i], centre, language)) {
        const before = found.get(item.id);
        if (before) before.services.push(...item.services.filter((s) => !before.services.includes(s)));
        else found.set(item.id, item);
      }
  });
  const items = [...found.values()].map((item) => ({
    ...item,
    key: `${item.kind} ${item.name} ${item.place ?? ''} ${item.services.join()}`,
  }));
  const list = el(
    'ul',
    '',
    ...joined(items)
      .slice(0, 8)
      .map((item) => notice(item, words, language)),
  );
  fill(section, list.children.length > 0 ? list : el('p', 'quiet', words.noNotices));
}

function noticesOf(day, service, centre, language) {
  const name = say(day.name, language);
  const base = { from: day.date, to: day.date, name, services: [], provisional: day.provisional };
  const out = [];
  if (day.kind === 'holiday') out.push({ ...base, kind: 'off', id: `off ${day.date}` });
  if (day.kind === 'make-up') out.push({ ...base, kind: 'work', id: `work ${day.date}` });
  if (day.special && day.bookable !== false && day.open.length > 0) {
    const office = centre.offices.find((o) => o.id === day.office);
    const title = centre.services.find((s) => s.id === service);
    const place = `${say(office.name, language)} ${hours(day.open)}`;
    out.push({
      ...base,
      kind: 'special',
      id: `special ${day.date} ${day.office}`,
      place,
      services: [say(title.name, language)],
    });
  }
  return out;
}

function notice(item, words, language) {
  const text = {
    off: item.name,
    work: words.worked,
    special: item.services.join(language === 'en' ? ', ' : '、'),
  }[item.kind];
  const title = el('span', '', el('strong', '', dates(item.from, item.to, language)), ` ${text}`);
  const note = [item.place, item.provisional ? words.provisional : ''].filter(Boolean).join(' · ');
  const badge = el('span', `badge ${item.kind}`, words[item.kind]);
  return el('li', 'notice', badge, title, ...(note ? [el('p', '', note)] : []));
}

/** Each office's hours today, or why it is closed. */
export async function showHalls(centre, words, language, read) {
  const everywhere = [...centre.services].sort((a, b) => b.offices.length - a.offices.length)[0];
  const answer = await days(everywhere.id, centre.today, after(centre.today, 1), read);
  const rows = centre.offices.map((office) => {
    const today = answer.days.find((d) => d.office === office.id);
    const open = today && today.open.length > 0;
    const state = open
      ? hours(today.open)
      : `${words.shut}${today?.closed ? ` · ${say(today.closed.reason, language)}` : ''}`;
    return el(
      'li',
      'hall',
      el('strong', '', say(office.name, language)),
      el('p', open ? 'open' : 'shut', state),
      el('p', '', say(office.address, language)),
    );
  });
  fill(document.getElementById('halls'), el('ul', '', ...rows));
}

/** A guide to every service by department: who, what to bring, cost, result, and the way to book it. */
export function showMatters(centre, words, language) {
  const groups = new Map();
  const names = new Map(centre.offices.map((office) => [office.id, office.name]));
  for (const service of centre.services) {
    const name = service.department ? say(service.department.name, language) : words.other;
    groups.set(name, [...(groups.get(name) ?? []), service]);
  }
  const cards = [...groups].map(([name, services]) =>
    el(
      'div',
      'card',
      el('h3', '', name),
      ...services.map((service) => matter(service, names, words, language)),
    ),
  );
  fill(
    document.getElementById('matters'),
    el('p', 'quiet', words.mattersLead),
    el('div', 'groups', ...cards),
  );
}

function matter(service, names, words, language) {
  const bring = service.documents.map((d) => {
    const extra = [d.optional ? words.ifAny : '', say(d.note, language)]
      .filter(Boolean)
      .join(language === 'en' ? '; ' : '；');
    return extra ? `${say(d.name, language)} (${extra})` : say(d.name, language);
  });
  const facts = [
    [words.who, [say(service.who, language)]],
    [words.bring, bring],
    [words.fee, [say(service.fee, language)]],
    [words.result, [say(service.result, language)]],
    [words.where, service.offices.map((id) => say(names.get(id), language))],
  ].filter(([, lines]) => lines.some(Boolean));
  const list = el(
    'dl',
    '',
    ...facts.flatMap(([term, lines]) => [
      el('dt', '', term),
      el('dd', '', ...lines.map((line) => el('p', '', line))),
    ]),
  );
  const link = el('a', 'go', words.bookThis);
  link.href = `/?service=${encodeURIComponent(service.id)}#book`;
  const summary = el(
    'summary',
    '',
    el('span', '', say(service.name, language)),
    el('small', '', words.minutes(service.minutes)),
  );
  return el('details', '', summary, list, link);
}
