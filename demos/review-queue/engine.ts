// The session of this page, fetched when its view comes alive; until then the view shows `begin`.
import { lazily } from '../kit/lazily.ts';
import type { Session } from './session.ts';

export const { engine, act } = lazily<Session>(async () => (await import('./page-session.ts')).session);
