import { describe, expect, it } from 'vitest';
import { taken } from './integration.ts';

const inline =
  '<script>dispatchEvent(new Event("astro:touch"))</script><script>customElements.define("astro-island",f)</script>';

describe('what Astro inlines for demos', () => {
  it('leaves the page, and something small takes its place', () => {
    const html = `<script>a()</script><p>$&</p>${inline}<astro-island></astro-island><astro-island></astro-island>`;
    const { content, put } = taken(html, 'index.html');
    expect(content).toBe('dispatchEvent(new Event("astro:touch"))\ncustomElements.define("astro-island",f)');
    expect(put('w("$1")')).toBe(
      '<script>a()</script><p>$&</p><script>w("$1")</script><astro-island></astro-island><astro-island></astro-island>',
    );
  });

  it.each([
    ['one script', '<script>customElements.define("astro-island",f)</script><astro-island></astro-island>'],
    ['another directive', `${inline.replace('astro:touch', 'astro:idle')}<astro-island></astro-island>`],
    ['another order', `<astro-island></astro-island>${inline}`],
  ])('stops the build when it is written differently: %s', (_, html) => {
    expect(() => taken(html, 'index.html')).toThrow(/^index\.html has a demo/);
  });
});
