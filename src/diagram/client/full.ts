// Full screen: the browser's own where it has one for elements (not on an iPhone), else the plate laid over the page.

export interface Full {
  readonly on: () => boolean;
  readonly enter: () => Promise<void>;
  readonly leave: () => Promise<void>;
}

export function createFull(section: HTMLElement, changed: () => void): Full {
  const on = () => document.fullscreenElement === section || section.hasAttribute('data-full');

  function overlay(open: boolean) {
    section.toggleAttribute('data-full', open);
    for (
      let inner: Element = section;
      inner.parentElement && inner !== document.body;
      inner = inner.parentElement
    ) {
      for (const beside of inner.parentElement.children) {
        if (beside !== inner && beside instanceof HTMLElement) beside.inert = open;
      }
    }
    changed();
  }

  section.addEventListener('fullscreenchange', changed);
  return {
    on,
    enter: async () => {
      try {
        if (!section.requestFullscreen) throw new Error('none');
        await section.requestFullscreen();
      } catch {
        overlay(true);
      }
    },
    leave: async () => {
      if (section.hasAttribute('data-full')) overlay(false);
      else if (document.fullscreenElement) await document.exitFullscreen();
    },
  };
}
