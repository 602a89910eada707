// The frame of every demo: number, title, state, actions, log, and the file that it runs. It has no engine of its own:
// it shows what it is given and calls back.
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { copyText } from './copy.ts';
import { CopyField, Dialog } from './Dialog.tsx';
import { enterFull, isFull, leaveFull } from './full.ts';
import { keepFocus } from './keep-focus.ts';
import { isTyping, keyFor, nameOf, type PlateKey } from './keys.ts';
import { Log } from './Log.tsx';
import type { LogLine } from './log.ts';
import css from './Plate.module.css';
import { sourceOf } from './repository.ts';
import { StateLine } from './StateLine.tsx';
import type { Status } from './status.ts';
import { useLive } from './use-session.ts';
import { type Reversal, useVoice } from './use-voice.ts';

export interface PlateProps {
  /** The demo's folder, and the name of its links: `#<id>?s=…`. Unique on the page. */
  id: string;
  /** "Demo 1.A" */
  figure: string;
  /** A sentence, without a full stop where it is a headline. */
  title: string;
  /** Path of the file it runs, from the top of the repository. */
  source: string;
  status: Status;
  /** The main action. `busy` keeps it in place and unpressable while its work is under way. */
  run?: { readonly label: string; readonly busy?: boolean; press(): void };
  /** Ends what is under way or runs. Absent: there is nothing to end. */
  stop?: { readonly label: 'Stop' | 'Cancel'; press(): void };
  /** Puts everything back; returns how to undo that and what was reset, or null when nothing was changed. */
  onReset?(): Reversal | null;
  /** The whole link with the state in it (fragment.ts), and what it holds: "with the request". Absent: the plate's place. */
  share?: { link(): string | Promise<string>; readonly holds: string };
  keys?: readonly PlateKey[];
  log?: readonly LogLine[];
  onClearLog?(): void;
  /** Something the reader should know, e.g. that the link's state could not be read. */
  notice?: string | null;
  /** Somebody points at the main action, or has come to it by keyboard: time to fetch what pressing it will need. */
  onNear?(): void;
  /** More in the row of actions. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A live region of its own, then the demo. Says `data-live` when React has taken over (client:touch waits for that). */
export function Plate(props: PlateProps) {
  const { id, figure, title, source, status, run, stop, share, log, notice } = props;
  const section = useRef<HTMLElement>(null);
  const main = useRef<HTMLButtonElement>(null);
  const live = useLive();
  const [open, show] = useState<'keys' | { readonly link: string } | null>(null);
  const [full, setFull] = useState(false);
  const { said, undo, say, hush, ...voice } = useVoice(props.onReset);

  const act = (work: () => void) => () => {
    hush();
    work();
  };
  const copyLink = async () => {
    const link = share ? await share.link() : `${location.origin}${location.pathname}#${id}`;
    if (await copyText(link)) say(share ? `Link copied ${share.holds}.` : 'Link copied to this demo.');
    else show({ link });
  };
  const toggleFull = () => {
    const plate = section.current;
    if (plate) void (isFull(plate) ? leaveFull(plate) : enterFull(plate));
  };
  const keys: readonly PlateKey[] = [
    ...(run
      ? [
          {
            key: 'Enter',
            mod: true,
            title: run.label,
            run: act(() => {
              if (!run.busy) run.press();
            }),
          },
        ]
      : []),
    ...(props.keys ?? []),
    ...(undo ? [{ key: 'z', mod: true, title: 'Undo the reset', run: undo }] : []),
    { key: 'f', title: full ? 'Leave full screen' : 'Full screen', run: toggleFull },
    { key: '?', title: 'These keys', run: () => show('keys') },
  ];
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || open !== null) return;
    if (event.key === 'Escape' && section.current?.hasAttribute('data-full')) return toggleFull();
    const found = keyFor(keys, event, isTyping(event.nativeEvent));
    if (!found) return;
    event.preventDefault();
    found.run();
  };
  const watch = (node: HTMLElement | null) => {
    section.current = node;
    if (!node) return;
    const look = () => setFull(isFull(node));
    node.addEventListener('fullscreenchange', look);
    const leave = keepFocus(node);
    return () => {
      leave();
      node.removeEventListener('fullscreenchange', look);
    };
  };

  return (
    <section
      ref={watch}
      id={id}
      className={`plate ${css.plate}`}
      aria-labelledby={`${id}-title`}
      data-demo=""
      data-live={live || undefined}
      onKeyDown={press}
    >
      <header className="plate-head">
        <span className="plate-figure">{figure}</span>
        <h3 className="plate-title" id={`${id}-title`}>
          {title}
        </h3>
        <div className={`plate-actions needs-js ${css.actions}`}>
          {run && (
            <button
              type="button"
              ref={main}
              className={css.main}
              aria-disabled={run.busy || undefined}
              onPointerEnter={props.onNear}
              onFocus={props.onNear}
              onClick={act(() => {
                if (!run.busy) run.press();
              })}
            >
              {run.label}
            </button>
          )}
          {stop && (
            <button
              type="button"
              className={css.stop}
              onClick={act(() => {
                // This button goes away with what it stops: the focus stays in the plate.
                main.current?.focus();
                stop.press();
              })}
            >
              {stop.label}
            </button>
          )}
          {props.actions}
          {props.onReset && (
            <button ref={voice.resetButton} type="button" onClick={voice.reset}>
              Reset
            </button>
          )}
          <button type="button" onClick={act(() => void copyLink())}>
            Share
          </button>
          <a href={sourceOf(source)}>Source</a>
          <button type="button" onClick={toggleFull}>
            {full ? 'Leave full screen' : 'Full screen'}
          </button>
          <button type="button" className={css.ofKeys} aria-label="Keys" onClick={() => show('keys')}>
            ?
          </button>
        </div>
      </header>
      <div className={css.strip}>
        <StateLine status={status} />
        <div className={css.said} data-shown={said !== '' || undefined}>
          <span role="status">{said}</span>
          {undo && (
            <button type="button" {...voice.hold} onClick={undo}>
              Undo
            </button>
          )}
        </div>
      </div>
      {notice && (
        <p className={css.notice} role="status">
          {notice}
        </p>
      )}
      <div className={css.body}>{props.children}</div>
      {log && <Log lines={log} onClear={props.onClearLog} />}
      <footer className={`plate-foot ${css.foot}`}>
        <span>
          runs <a href={sourceOf(source)}>{source}</a>
        </span>
        <a className={css.start} href={`/start/?from=${id}`}>
          Building something like this?
        </a>
      </footer>
      {open === 'keys' && <Keys keys={keys} onClose={() => show(null)} />}
      {open !== null && open !== 'keys' && (
        <CopyField what="link" text={open.link} onClose={() => show(null)} />
      )}
    </section>
  );
}

function Keys({ keys, onClose }: { keys: readonly PlateKey[]; onClose(): void }) {
  return (
    <Dialog title="Keys in this demo" onClose={onClose}>
      <p>They work while the focus is in the demo. In an editor, press Esc and then Tab to leave it.</p>
      <dl className={css.keys}>
        {keys.map((one) => (
          <div key={nameOf(one)}>
            <dt>
              <kbd>{nameOf(one)}</kbd>
            </dt>
            <dd>{one.title}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
