/** The page that `serve` shows when no pages are given: the widgets, to try a centre file out. */

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const page = (title: string, body: string, script: string) => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/page.css">
<link rel="icon" href="data:,">
<script type="module" src="/embed/${script}.js"></script>
</head>
<body>
<header><h1>${escaped(title)}</h1><nav><a href="/">预约 Book</a> <a href="/manage.html">我的预约 Manage</a> <a href="/api/openapi.json">API</a></nav></header>
<main>
${body}
</main>
</body>
</html>
`;

const STYLE = `body{font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif;margin:0;background:#f3f5f6;color:#172023}
header{padding:16px 24px;background:#fff;border-bottom:1px solid #d5dcde}
h1{font-size:20px;margin:0 0 4px}
nav a{color:#0b6477;margin-right:16px}
main{max-width:880px;margin:24px auto;padding:0 16px}
`;

/** Path to content type and text. */
export function testPages(
  name: string,
): ReadonlyMap<string, { readonly type: string; readonly text: string }> {
  const html = 'text/html; charset=utf-8';
  return new Map([
    [
      '/',
      {
        type: html,
        text: page(name, '<bm-booking api="/api" manage-url="/manage.html"></bm-booking>', 'bm-booking'),
      },
    ],
    ['/manage.html', { type: html, text: page(name, '<bm-manage api="/api"></bm-manage>', 'bm-manage') }],
    ['/page.css', { type: 'text/css; charset=utf-8', text: STYLE }],
  ]);
}
