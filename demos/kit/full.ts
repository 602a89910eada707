// Full screen: the browser's own where it has one for elements (not on an iPhone), else the plate laid over the page.

export const isFull = (section: HTMLElement): boolean =>
  document.fullscreenElement === section || section.hasAttribute('data-full');

function overlay(section: HTMLElement, open: boolean): void {
  section.toggleAttribute('data-full', open);
  for (
    let inner: Element = section;
    inner.parentElement && inner !== document.body;
    inner = inner.parentElement
  )
    for (const beside of inner.parentElement.children)
      if (beside !== inner && beside instanceof HTMLElement) beside.inert = open;
  section.dispatchEvent(new Event('fullscreenchange'));
}

export async function enterFull(section: HTMLElement): Promise<void> {
  try {
    if (!section.requestFullscreen) throw new Error('none');
    await section.requestFullscreen();
  } catch {
    overlay(section, true);
  }
}

export async function leaveFull(section: HTMLElement): Promise<void> {
  if (section.hasAttribute('data-full')) overlay(section, false);
  else if (document.fullscreenElement) await document.exitFullscreen();
}
