import type { ComponentProps } from 'react';

/** A button that does nothing while it is `off`. One that is disabled would lose the focus, and with it the keys of its demo. */
export function Press({ off, onClick, ...rest }: ComponentProps<'button'> & { readonly off: boolean }) {
  return (
    <button type="button" {...rest} aria-disabled={off || undefined} onClick={off ? undefined : onClick} />
  );
}
