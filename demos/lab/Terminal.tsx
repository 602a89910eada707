import { useRef, useState } from 'react';
import type { Screen } from './screen.ts';
import css from './Terminal.module.css';

export interface TerminalProps {
  label: string;
  screen: Screen;
  typed?(text: string): void;
  ready?(size: { cols: number; rows: number }): void;
}

/** A terminal once xterm is here; until then, and without it, the same text in a plain box. */
export function Terminal({ label, screen, typed, ready }: TerminalProps) {
  const [plain, setPlain] = useState<string | null>(null);
  const latest = useRef({ typed, ready });
  latest.current = { typed, ready };
  const mount = (place: HTMLDivElement | null) => {
    if (!place) return;
    let end = () => {};
    let gone = false;
    import('./terminal.ts').then(
      ({ openTerminal }) => {
        if (gone) return;
        end = openTerminal(place, {
          label,
          screen,
          ...(typed && { typed: (text: string) => latest.current.typed?.(text) }),
          ready: (size) => latest.current.ready?.(size),
        });
      },
      () => setPlain(screen.text || ' '),
    );
    return () => {
      gone = true;
      end();
    };
  };
  const [stable] = useState(() => mount);
  if (plain !== null)
    return (
      <section aria-label={label}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
        <pre className={css.plain} tabIndex={0}>
          {plain}
        </pre>
      </section>
    );
  return <div className={css.terminal} ref={stable} data-terminal={label} />;
}
