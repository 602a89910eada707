// What axe has to say of a page or a part of it, as lines. The first scheme is asked for everything, the others only for what a
// theme can change. Legacy mode asks in the page itself: the other one opens a second page for each question, for the sake of
// frames from elsewhere, which we have not.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>;

const colourRules = ['color-contrast', 'link-in-text-block'];

interface Asked {
  readonly within?: string;
  readonly without?: string;
  /** None: as the page is shown now. */
  readonly schemes?: readonly ('light' | 'dark')[];
}

/** Targets of 24 px, WCAG 2.2 AA: axe knows the rule and asks for it only when told to. */
const rules = { 'target-size': { enabled: true } };

declare global {
  interface Window {
    /** There once the first question was asked. */
    axe?: { run(context: unknown, options: unknown): Promise<AxeResults> };
  }
}

const lines = (scheme: string, { violations }: Pick<AxeResults, 'violations'>): string[] =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, target, any }) => `${scheme} ${id}: ${target} ${html.slice(0, 160)} ${any[0]?.message ?? ''}`,
    ),
  );

export async function axe(
  page: Page,
  { within = ':root', without, schemes = ['light', 'dark'] }: Asked = {},
): Promise<string[]> {
  // Further down the header would lie over something, and that would count as a target that is covered.
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  const [first, ...others] = schemes;
  // Without motion: a colour that is on its way to another is neither.
  if (first !== undefined) await page.emulateMedia({ colorScheme: first, reducedMotion: 'reduce' });
  const builder = new AxeBuilder({ page }).setLegacyMode(true).include(within);
  const said = lines(
    first ?? 'as shown',
    await (without === undefined ? builder : builder.exclude(without))
      .options({ resultTypes: ['violations'], rules })
      .analyze(),
  );
  for (const colorScheme of others) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const results = await page.evaluate(
      ([include, exclude, values]) =>
        window.axe?.run(
          { include: [[include]], ...(exclude !== undefined && { exclude: [[exclude]] }) },
          { runOnly: { type: 'rule', values }, resultTypes: ['violations'] },
        ),
      [within, without, colourRules] as const,
    );
    said.push(...(results ? lines(colorScheme, results) : ['axe is not there']));
  }
  return said;
}

/** A part of the page as it is shown now. */
export const faults = (page: Page, within: string): Promise<string[]> => axe(page, { within, schemes: [] });
