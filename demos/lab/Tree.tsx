import type { Entry } from './files.ts';
import css from './Tree.module.css';

export interface TreeProps {
  entries: readonly Entry[];
  /** Path of the file in the editor. */
  current: string | null;
  /** Changed against the build. */
  changed: ReadonlySet<string>;
  onOpen(path: string): void;
}

/** Folders open and close by themselves (details); files are buttons. */
export function Tree(props: TreeProps) {
  return (
    <nav className={css.tree} aria-label="Files in the container">
      <Level {...props} depth={0} />
    </nav>
  );
}

function Level({ entries, depth, ...rest }: TreeProps & { depth: number }) {
  const { current, changed, onOpen } = rest;
  return (
    <ul>
      {entries.map((entry) => (
        <li key={entry.path}>
          {entry.entries === null ? (
            <button
              type="button"
              aria-current={entry.path === current ? 'true' : undefined}
              onClick={() => onOpen(entry.path)}
            >
              {entry.name}
              {changed.has(entry.path) && <span className={css.changed}> changed</span>}
            </button>
          ) : entry.closed ? (
            <span className={css.closed}>{entry.name}/ (not listed)</span>
          ) : (
            <details open={depth === 0 || current?.startsWith(`${entry.path}/`)}>
              <summary>{entry.name}/</summary>
              <Level entries={entry.entries} depth={depth + 1} {...rest} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
