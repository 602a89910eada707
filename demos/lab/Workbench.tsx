import { useState } from 'react';
import { Editor } from '../kit/Editor.tsx';
import { Tabs } from '../kit/Tabs.tsx';
import { type Edit, edits } from './demo.ts';
import { languageOf } from './files.ts';
import type { Session } from './session.ts';
import { filesIn, isChanged, isUnsaved, type Lab, type Open, openIn } from './state.ts';
import { Terminal } from './Terminal.tsx';
import { Tree } from './Tree.tsx';
import css from './Workbench.module.css';

export interface WorkbenchProps {
  session: Session;
  lab: Lab;
  edit: Edit | null;
  onEdit(edit: Edit): void;
}

/** Files, editor and terminal of the container. */
export function Workbench({ session, lab, edit, onEdit }: WorkbenchProps) {
  const { tree, api } = lab;
  const open = openIn(lab);
  const [screen, choose] = useState<string>('api');
  const unsaved = filesIn(lab, isUnsaved);
  const changed = new Set(filesIn(lab, isChanged).map(({ path }) => path));
  if (tree === null) return <p className={css.empty}>Reading the files…</p>;
  return (
    <>
      <div className={css.edits}>
        <p>Three edits to try. Send the request first, then make the edit, save, and send it again.</p>
        <div className={css.choices}>
          {edits.map((one) => (
            <button
              key={one.id}
              type="button"
              aria-pressed={one.id === edit?.id}
              onClick={() => {
                onEdit(one);
                void session.prepare(one);
              }}
            >
              {one.title}
            </button>
          ))}
        </div>
        {edit && (
          <p className={css.hint} role="status">
            {edit.before} {edit.after} {placeOf(edit, open)}
          </p>
        )}
      </div>
      <div className={css.bench}>
        <Tree
          entries={tree}
          current={open?.path ?? null}
          changed={changed}
          onOpen={(path) => void session.open(path)}
        />
        <div className={css.file}>
          {open ? (
            <>
              <Editor
                key={open.path}
                label={open.path}
                value={open.text}
                language={languageOf(open.path)}
                lines={[18, 18]}
                onChange={session.type}
                onRun={() => void session.saveAndRestart()}
              />
              <div className={css.tools}>
                <button
                  type="button"
                  className="button small primary"
                  aria-disabled={api.kind === 'restarting' || undefined}
                  onClick={() => void session.saveAndRestart()}
                >
                  {api.kind === 'restarting'
                    ? 'Restarting…'
                    : unsaved.length > 0
                      ? 'Save and restart'
                      : 'Restart the API'}
                </button>
                {isChanged(open) && (
                  <button type="button" className="button small" onClick={session.putBack}>
                    Put the file back
                  </button>
                )}
                <span className={css.state}>{stateOf(open, unsaved.length)}</span>
              </div>
            </>
          ) : (
            <p className={css.empty}>
              Choose a file. Whatever you change lives in the container and ends with it.
            </p>
          )}
        </div>
      </div>
      {api.kind === 'down' && (
        <p className={css.down} role="alert">
          <strong>The API is down.</strong> {lastLine(api.detail)} Put the file back or correct it, then
          restart.
        </p>
      )}
      <div className={css.terminals}>
        <Tabs
          label="Terminal"
          chosen={screen}
          onChoose={choose}
          tabs={[
            {
              id: 'api',
              label: 'node api.mjs',
              panel: <Terminal key="api" label="Output of the API" screen={session.api} />,
            },
            {
              id: 'shell',
              label: 'Shell',
              panel: (
                <Terminal
                  key="shell"
                  label="Shell in the container"
                  screen={session.shell}
                  typed={session.typeInShell}
                  ready={(size) => void session.openShell(size)}
                />
              ),
            },
          ]}
        />
      </div>
    </>
  );
}

/** Where the edit is in the editor. */
function placeOf({ path, put }: Edit, open: Open | null): string {
  const at = open?.path === path ? open.text.indexOf(put) : -1;
  return at < 0 ? '' : `It is made in the editor, at line ${open?.text.slice(0, at).split('\n').length}.`;
}

function stateOf(open: Open, unsaved: number): string {
  if (unsaved > 1) return `${unsaved} files not saved`;
  if (isUnsaved(open)) return 'not saved';
  if (unsaved === 1) return 'another file is not saved';
  return isChanged(open) ? 'saved, differs from the build' : '';
}

/** The line that says most: Node puts the error's name there. */
function lastLine(detail: string): string {
  const lines = detail.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /\w*Error\b/.test(line)) ?? lines.at(-1) ?? '';
}
