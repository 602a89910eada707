import { getEntry } from 'astro:content';

const entry = await getEntry('words', 'interface');
if (!entry) throw new Error('content/interface.yaml is missing.');

/** The words of header, footer and layouts: content/interface.yaml. */
export const words = entry.data;
