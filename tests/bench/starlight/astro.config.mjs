// @ts-nocheck: resolved only where the bench installs Starlight.
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

export default defineConfig({
  site: 'http://127.0.0.1',
  integrations: [starlight({ title: 'LavBytes', description: 'The same words, in Starlight as it comes.' })],
});
