import { useState } from 'react';
import { Exchange } from '../kit/Exchange.tsx';
import type { HttpExchange } from '../kit/http.ts';
import { Press } from '../kit/Press.tsx';
import { StateLine } from '../kit/StateLine.tsx';
import { statusOf } from '../kit/status.ts';
import { useSession } from '../kit/use-session.ts';
import { runtime } from '../runtime/runtime.ts';
import { idle } from '../runtime/states.ts';
import css from './ApiTab.module.css';
import { contractOf } from './contracts.ts';
import { chosenIn, type State } from './state.ts';

/** The chosen value, sent to the service. A schema of the reader's own has no route: then it is shown how it gets one. */
export function ApiTab({ state }: { state: State }) {
  const { subject } = state;
  const [sent, setSent] = useState<{ readonly text: string; readonly got: HttpExchange | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const boot = useSession(runtime, idle);
  if (subject === 'own') return <OwnRoute />;
  const { call } = contractOf(subject);
  if (!('method' in call))
    return (
      <p className={css.lead}>
        {call.why} <a href={call.go.href}>{call.go.text}</a>.
      </p>
    );
  const text = chosenIn(state)?.text ?? '';
  const send = async () => {
    setBusy(true);
    try {
      const { sendToApi } = await import('./api-call.ts');
      setSent({ text, got: await sendToApi(call, text) });
    } catch {
      setSent({ text, got: null });
    }
    setBusy(false);
  };
  const got = sent?.text === text ? sent.got : null;
  return (
    <div className={css.api}>
      <div className={css.lead}>
        <p>
          In the service this contract is the body of{' '}
          <code>
            {call.method} {call.path}
          </code>
          . {call.signedIn ? 'Sent as Carl Moreau, a contributor. ' : ''}It decides before any handler runs,
          and the answer names each place, never the value.
        </p>
        <Press className="button needs-js" off={busy} onClick={() => void send()}>
          {boot.kind === 'ready' ? 'Send the chosen value' : 'Boot and send the chosen value'}
        </Press>
      </div>
      <StateLine status={statusOf(boot, 'Booting the service in this tab loads about 5 MB, once.')} />
      {sent?.text === text && !got && boot.kind !== 'failed' && (
        <p className={css.failed}>No answer: the service did not take the call. Press the button again.</p>
      )}
      {got && <Exchange exchange={got} />}
    </div>
  );
}

const route = `// contract.ts
export const invoiceContract = {
  params: z.strictObject({}),
  query: z.strictObject({}),
  body: yourSchema,
  replies: { 201: invoice },
};

// routes.ts: the handler gets what the contract made of the body, or is not called
{
  method: 'POST',
  path: '/v1/invoices',
  contract: invoiceContract,
  handle: ({ body }) => …,
}
`;

const OwnRoute = () => (
  <div className={css.lead}>
    <p>
      Your schema has no route in the service. This is how one is given: a contract for each part of a call,
      and a handler that receives only what fits.
    </p>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
    {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls */}
    <pre tabIndex={0} role="group" aria-label="A contract and its route">
      {route}
    </pre>
  </div>
);
