/** Prints the widget alone on A4, whatever page it sits in. */
const MARK = 'data-bm-print';

const sheet = () => {
  const css = new CSSStyleSheet();
  css.replaceSync(
    `@media print{@page{size:A4;margin:18mm}body *:not([${MARK}],:has([${MARK}])){display:none!important}}`,
  );
  return css;
};

export function printAlone(host: Element): void {
  const own = sheet();
  host.setAttribute(MARK, '');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, own];
  try {
    print();
  } finally {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== own);
    host.removeAttribute(MARK);
  }
}
