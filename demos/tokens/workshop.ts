// The sessions of the six panels, and what a link may carry: choices, never a token.
import * as z from 'zod/mini';
import { type AskedAction, askedActions, papers } from './decision.ts';
import { algs, clockFrom, clockTo, people } from './demo.ts';
import { type EditId, editIds } from './edits.ts';
import { createFamilySession, type GroundId, grounds } from './family-session.ts';
import { createKeysSession } from './keys-session.ts';
import { watchLeaving } from './leaving.ts';
import { createPasteSession } from './paste-session.ts';
import { createRunsSession, seeds } from './runs-session.ts';
import { wholeService } from './service.ts';
import { createTokenSession } from './session.ts';
import { createTabsSession } from './tabs-session.ts';
import { type MannerId, manners } from './two-tabs.ts';

export const panels = ['token', 'keys', 'paste', 'family', 'tabs', 'runs'] as const;
export type PanelId = (typeof panels)[number];

export const linked = z.strictObject({
  panel: z.enum(panels),
  person: z.optional(z.enum(people)),
  alg: z.optional(z.enum(algs)),
  clock: z.optional(z.int().check(z.minimum(clockFrom), z.maximum(clockTo))),
  edit: z.optional(z.enum(editIds as [EditId, ...EditId[]])),
  action: z.optional(z.enum(askedActions as [AskedAction, ...AskedAction[]])),
  paper: z.optional(z.enum(papers)),
  ground: z.optional(z.enum(grounds)),
  manner: z.optional(z.enum(manners)),
  seed: z.optional(z.int().check(z.minimum(seeds[0]), z.maximum(seeds[1]))),
});
export type Linked = z.infer<typeof linked>;

export type Workshop = ReturnType<typeof createWorkshop>;

export function createWorkshop() {
  return {
    token: createTokenSession(),
    keys: createKeysSession(),
    paste: createPasteSession(),
    leaving: watchLeaving(),
    family: createFamilySession(wholeService),
    tabs: createTabsSession(),
    runs: createRunsSession(),
  };
}

/** What a link to this state holds. */
export function linkedOf({ token, family, tabs, runs }: Workshop, panel: PanelId): Linked {
  switch (panel) {
    case 'token': {
      const { person, alg, clock, edit, action, paper } = token.state;
      return {
        panel,
        person,
        alg,
        clock,
        action,
        paper,
        ...(edit === null || edit === 'hand' ? {} : { edit }),
      };
    }
    case 'family':
      return { panel, ground: family.state.ground };
    case 'tabs':
      return { panel, manner: tabs.state.chosen };
    case 'runs':
      return { panel, seed: runs.state.seed };
    default:
      return { panel };
  }
}

/** Shows what a link asks for. Nothing is signed, sent or run. */
export function arrive({ token, family, tabs, runs }: Workshop, to: Linked): void {
  const { person, alg, action, paper } = to;
  token.choose({
    ...(person && { person }),
    ...(alg && { alg }),
    ...(action && { action }),
    ...(paper && { paper }),
  });
  if (to.edit !== undefined) void token.edit(to.edit);
  if (to.clock !== undefined) void token.moveClock(to.clock);
  if (to.ground !== undefined) family.choose(to.ground satisfies GroundId);
  if (to.manner !== undefined) tabs.choose(to.manner satisfies MannerId);
  if (to.seed !== undefined) runs.seed(to.seed);
}
