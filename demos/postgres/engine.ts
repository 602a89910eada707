// The engine of the page's console, fetched when a view first listens.
import { lazily } from '../kit/lazily.ts';
import type { Console } from './session.ts';

export const { engine, act } = lazily<Console>(async () => (await import('./browser-ports.ts')).theConsole());
export type Act = typeof act;
