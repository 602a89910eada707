// The engine of the page's console, fetched when a view first listens.
import { lazily } from '../kit/lazily.ts';
import type { Sandbox } from './session.ts';

export const { engine, act } = lazily<Sandbox>(async () => (await import('./browser-ports.ts')).sandbox());
export type Act = typeof act;
