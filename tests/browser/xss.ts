// Script in texts: what a page must show and never run, made by combining known ways in; and the watch that tells whether one ran.
import type { Page } from '@playwright/test';

const calls = [
  'alert(1)',
  'alert`1`',
  '(alert)(1)',
  "top['al'+'ert'](1)",
  '[1].map(alert)',
  'setTimeout(alert)',
  'globalThis.canary=1',
  '&#97;lert(1)',
] as const;

/** $ is the call. */
const ways = [
  '<script>$</script>',
  '<ScRiPt>$</sCrIpT>',
  '<script src="data:text/javascript,$"></script>',
  '<img src=x onerror=$>',
  '<img src=x onerror="$">',
  '<IMG SRC=x OnErRoR=$>',
  '<img/src=x/onerror=$>',
  '<img src=x\nonerror=$>',
  '<svg onload=$>',
  '<svg><script>$</script></svg>',
  '<svg><animate onbegin=$ attributeName=x dur=1s>',
  '<svg><a href="javascript:$"><text y="20">x</text></a></svg>',
  '<math><mi xlink:href="javascript:$">x</mi></math>',
  '<body onload=$>',
  '<body onpageshow=$>',
  '<iframe src="javascript:$"></iframe>',
  '<iframe srcdoc="<script>parent.$</script>"></iframe>',
  '<iframe onload=$></iframe>',
  '<video onerror=$><source></video>',
  '<video src=x onerror=$></video>',
  '<audio src=x onerror=$></audio>',
  '<details open ontoggle=$>x</details>',
  '<input autofocus onfocus=$>',
  '<select autofocus onfocus=$></select>',
  '<textarea autofocus onfocus=$></textarea>',
  '<div tabindex=0 autofocus onfocus=$>x</div>',
  '<marquee onstart=$>x</marquee>',
  '<style>@keyframes x{}</style><b style="animation:x 1s" onanimationstart=$>x</b>',
  '<object data="data:text/html,<script>parent.$</script>"></object>',
  '<embed src="javascript:$">',
  '<a href="javascript:$">x</a>',
  '<a href="JaVaScRiPt:$" autofocus>x</a>',
  '<a href="java\tscript:$">x</a>',
  '<form action="javascript:$"><button>x</button></form>',
  '<button formaction="javascript:$">x</button>',
  '<link rel=stylesheet href=x onerror=$>',
  '<meta http-equiv=refresh content="0;url=javascript:$">',
  '<base href="javascript:$//">',
  '<template><img src=x onerror=$></template>',
  '<noscript><p title="</noscript><img src=x onerror=$>">',
  '<!--><img src=x onerror=$>-->',
  '<xmp><p title="</xmp><img src=x onerror=$>">',
  'javascript:$',
  "'-$-'",
  '"-$-"',
  `\${$}`,
  '{{constructor.constructor("$")()}}',
  '<%= $ %>',
] as const;

/** Out of an attribute, a text area, a title, a comment, a script. */
const outs = ['', '">', "'>", '</textarea>', '</title>', '-->'] as const;

export const corpus: readonly string[] = outs.flatMap((out) =>
  ways.flatMap((way) => calls.map((call) => out + way.replaceAll('$', () => call))),
);

declare global {
  interface Window {
    /** What ran, and what the policy stopped from running. */
    ran?: string[];
    canary?: unknown;
  }
}

/** From now on, in every document of this page and its frames. */
export async function watchScripts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { top } = window;
    if (!top) return;
    top.ran ??= [];
    const told = top.ran;
    for (const name of ['alert', 'confirm', 'prompt', 'print'] as const)
      window[name] = (() => void told.push(name)) as never;
    document.addEventListener('securitypolicyviolation', (event) =>
      told.push(`stopped: ${event.effectiveDirective}`),
    );
  });
}

/** Everything seen so far. A picture that cannot be had is tried first: its error comes after those of texts shown before it. */
export const scriptsRun = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    await new Promise<void>((failed) => {
      const picture = new Image();
      picture.onerror = () => failed();
      picture.src = 'data:image/png,none';
    });
    await new Promise((later) => setTimeout(later));
    return [...(window.ran ?? []), ...('canary' in window ? ['canary'] : [])];
  });
