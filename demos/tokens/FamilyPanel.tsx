import { useSession } from '../kit/use-session.ts';
import css from './Family.module.css';
import { type FamilySession, grounds, groundWords, noFamily } from './family-session.ts';
import { Select } from './Select.tsx';
import shared from './Tokens.module.css';
import { childrenOf, type Node, stateOf, type Tree } from './tree.ts';

/** The family of one sign-in: present any of its tokens, at any time, and see what becomes of the rest. */
export function FamilyPanel({ session }: { session: FamilySession }) {
  const { ground, tree, now, last, busy, failed } = useSession(session, noFamily);
  const whole = ground === 'service';
  return (
    <>
      <div className={shared.bar}>
        <Select
          label="Against"
          value={ground}
          options={grounds.map((one) => [one, groundWords[one][0]])}
          onChoose={session.choose}
        />
        <p className={shared.hint}>{groundWords[ground][1]}</p>
      </div>
      {tree.nodes.length === 0 ? (
        <p className={css.empty}>
          Sign in, then use a refresh token. Then use it again: within ten seconds, after them, or once its
          successor was used.
        </p>
      ) : (
        <>
          <div className={shared.block}>
            {whole ? (
              <p className={shared.hint}>
                The service’s clock cannot be moved. Present T0 after T1 was used, and there is nothing to
                wait for: a grandparent has no grace.
              </p>
            ) : (
              <div className={shared.presses}>
                <span>{now / 1000} s since signing in</span>
                <button type="button" onClick={() => session.wait(5_000)}>
                  + 5 seconds
                </button>
                <button type="button" onClick={() => session.wait(11_000)}>
                  + 11 seconds
                </button>
              </div>
            )}
          </div>
          <ul className={css.tree} aria-label="The family">
            {childrenOf(tree, null).map((node) => (
              <Branch
                key={node.name}
                tree={tree}
                node={node}
                busy={busy}
                onPresent={(name) => void session.present(name)}
              />
            ))}
          </ul>
        </>
      )}
      <p
        className={css.last}
        role="status"
        data-tone={last === null ? undefined : last.answer.token === null ? 'fail' : 'pass'}
      >
        {failed
          ? 'No answer: the service does not run. Press Sign in to boot it again.'
          : last && `${last.what}: ${last.answer.status}. ${last.answer.why}`}
      </p>
    </>
  );
}

const words = { live: '● not used yet', spent: '○ used', dead: '✗ family ended' } as const;

function Branch(props: { tree: Tree; node: Node; busy: boolean; onPresent(name: string): void }) {
  const { tree, node, busy, onPresent } = props;
  const state = stateOf(tree, node);
  const children = childrenOf(tree, node.name);
  return (
    <li>
      <div className={css.node} data-state={state}>
        <strong>{node.name}</strong>
        <div>
          <code>{node.token.slice(0, 10)}…</code>
          <span>
            {words[state]}
            {node.uses > 1 && `, presented ${node.uses} times`}
            {tree.endedBy === node.name && ', its use ended it'}
          </span>
          <button type="button" aria-disabled={busy || undefined} onClick={() => onPresent(node.name)}>
            {node.uses === 0 ? `Refresh with ${node.name}` : `Replay ${node.name}`}
          </button>
        </div>
      </div>
      {children.length > 0 && (
        <ul className={css.branch}>
          {children.map((child) => (
            <Branch key={child.name} {...props} node={child} />
          ))}
        </ul>
      )}
    </li>
  );
}
