// The console of the reference API: what there is to call, who calls, the answer, and what the service said meanwhile.
import { linkFor } from '../kit/fragment.ts';
import { Plate } from '../kit/Plate.tsx';
import { useFragment } from '../kit/use-fragment.ts';
import { Answer } from './Answer.tsx';
import { Beside } from './Beside.tsx';
import { about } from './demo.ts';
import { act } from './engine.ts';
import { HostBar } from './HostBar.tsx';
import { draftSchema, forLink } from './link.ts';
import { Operations } from './Operations.tsx';
import { RequestForm } from './RequestForm.tsx';
import css from './Sandbox.module.css';
import { SignIn } from './SignIn.tsx';
import { useSandbox } from './use-sandbox.ts';
import { plateStatus } from './words.ts';

export default function Sandbox() {
  const { state, missing } = useSandbox();
  const notice = useFragment(about.id, draftSchema, (draft) => act((it) => it.open(draft)));
  const { host, turn } = state;
  const busy = host.kind === 'loading' || host.kind === 'starting';
  const bootable = !busy && host.kind !== 'ready' && turn.kind !== 'other';
  const send = () => act((it) => it.send());
  return (
    <Plate
      id={about.id}
      figure={about.figure}
      title={about.title}
      source="demos/sandbox/session.ts"
      status={plateStatus(state)}
      notice={
        missing
          ? 'A part of the console could not be loaded. Check the connection, then reload the page.'
          : notice
      }
      // One button throughout, so that a keyboard keeps its place: it boots, then it sends.
      run={
        busy || bootable
          ? { label: 'Boot', busy: busy || state.waiting, press: () => act((it) => it.boot()) }
          : { label: 'Send', busy: state.sending, press: send }
      }
      {...(busy && { stop: { label: 'Cancel' as const, press: () => act((it) => it.cancelBoot()) } })}
      {...(host.kind === 'ready' && {
        stop: { label: 'Stop' as const, press: () => act((it) => it.stop(false)) },
      })}
      share={{
        link: () => linkFor(about.id, forLink(state.draft, state.signed)),
        holds: 'with this request, without a token',
      }}
      onNear={() => act((it) => it.warm())}
    >
      <div className={css.sandbox}>
        <HostBar act={act} state={state} />
        <div className={css.console}>
          <Operations act={act} state={state} />
          <div className={css.work}>
            <SignIn act={act} state={state} />
            <RequestForm act={act} state={state} onSend={send} />
            <Answer state={state} />
            <Beside act={act} state={state} />
          </div>
        </div>
      </div>
    </Plate>
  );
}
