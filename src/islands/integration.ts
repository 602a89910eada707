import type { AstroIntegration } from 'astro';

/** Adds `client:touch` for the demos in content. */
export const islands = (): AstroIntegration => ({
  name: 'islands',
  hooks: {
    'astro:config:setup'({ addClientDirective }) {
      addClientDirective({ name: 'touch', entrypoint: './src/islands/touch.ts' });
    },
  },
});
