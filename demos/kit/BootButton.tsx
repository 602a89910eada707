import { useId } from 'react';
import type { HostKind, State } from '../runtime/contract.ts';
import css from './BootButton.module.css';
import { megabytes } from './status.ts';

export interface HostChoice {
  readonly kind: HostKind;
  /** "This tab", "WebContainer" */
  readonly label: string;
  /** Bytes that a first start downloads; 0: nothing, or not known. */
  readonly bytes: number;
  /** Why it cannot be tried here, in words; null when it can. */
  readonly refused: string | null;
}

export interface BootButtonProps {
  state: State;
  hosts: readonly HostChoice[];
  chosen: HostKind;
  onChoose(host: HostKind): void;
  onBoot(): void;
  /** Cancels a start, stops what runs. */
  onStop(): void;
}

/** Boot, with what it costs to download; the choice of the host; Cancel and Stop. */
export function BootButton({ state, hosts, chosen, onChoose, onBoot, onStop }: BootButtonProps) {
  const name = useId();
  const choice = hosts.find(({ kind }) => kind === chosen);
  const busy = state.kind === 'loading' || state.kind === 'starting';
  const running = state.kind === 'ready';
  const size = choice && choice.bytes > 0 ? ` (${megabytes(choice.bytes)})` : '';
  return (
    <div className={`${css.boot} needs-js`}>
      {busy || running ? (
        <button type="button" className="button small" onClick={onStop}>
          {running ? 'Stop' : 'Cancel'}
        </button>
      ) : (
        <button
          type="button"
          className="button small primary"
          aria-disabled={choice?.refused != null || undefined}
          onClick={() => choice?.refused == null && onBoot()}
        >
          Boot{size}
        </button>
      )}
      {hosts.length > 1 && (
        <fieldset className={css.hosts} disabled={busy || running}>
          <legend className="visually-hidden">Where it runs</legend>
          {hosts.map((host) => (
            <label key={host.kind}>
              <input
                type="radio"
                name={name}
                checked={host.kind === chosen}
                disabled={host.refused !== null}
                onChange={() => onChoose(host.kind)}
              />{' '}
              {host.label}
              {host.refused !== null && <span className={css.refused}> {host.refused}</span>}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
