// The lab's two hosts, fetched when one is started.
import type { Host } from '../runtime/contract.ts';
import type { ContainerHost } from '../runtime/hosts/container.ts';
import { tabOfPage } from '../runtime/page-tab.ts';

/** Of StackBlitz, for this site's origin. Public by its nature: the page sends it along. */
export const key: string | null = import.meta.env.PUBLIC_WEBCONTAINER_KEY || null;

export async function container(heard: (text: string) => void): Promise<ContainerHost> {
  const { createContainerHost } = await import('../runtime/hosts/container.ts');
  return createContainerHost({ key, heard });
}

export const tab = (): Promise<Host> => tabOfPage();
