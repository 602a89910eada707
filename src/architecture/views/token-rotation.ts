import type { PartId } from '../parts.ts';
import type { SequenceView } from '../shape.ts';

export const tokenRotation = {
  layout: 'sequence',
  title: 'Refresh-token rotation, and what happens to a stolen token',
  figure: 'Fig. 3.2',
  page: 'security',
  caption:
    'A refresh token works once and is replaced by its successor: R1 by R2. One that comes back late is taken as stolen, and the whole family of tokens from that sign-in is revoked.',
  parts: ['browser', 'auth-middleware', 'postgres', 'audit-trail'],
  alias: {
    browser: { detail: 'Refresh token in a cookie' },
    'auth-middleware': { detail: 'Sign-in · Refresh' },
    postgres: { detail: 'Token families' },
  },
  messages: [
    { from: 'browser', to: 'auth-middleware', label: 'email and password', heading: 'Sign in' },
    { from: 'auth-middleware', to: 'postgres', label: 'opens a family, adds R1' },
    { from: 'auth-middleware', to: 'browser', label: 'access token, R1', reply: true },
    { from: 'browser', to: 'auth-middleware', label: 'sends R1', heading: 'Refresh' },
    { from: 'auth-middleware', to: 'postgres', label: 'marks R1 used, adds R2' },
    { from: 'auth-middleware', to: 'browser', label: 'access token, R2', reply: true },
    { from: 'browser', to: 'auth-middleware', label: 'sends R1 again', heading: 'Second tab, within 10 s' },
    { from: 'auth-middleware', to: 'browser', label: 'access token, same R2', reply: true },
    {
      from: 'browser',
      to: 'auth-middleware',
      label: 'sends R1 once more',
      heading: 'Replay, after the grace',
    },
    { from: 'auth-middleware', to: 'postgres', label: 'revokes the family' },
    { from: 'auth-middleware', to: 'audit-trail', label: 'records the replay' },
    { from: 'auth-middleware', to: 'browser', label: '401, sign in again', reply: true },
  ],
  steps: [
    {
      at: 'auth-middleware',
      along: 'browser>auth-middleware',
      text: 'Someone signs in. Attempts are counted, so that passwords cannot be guessed at speed.',
    },
    {
      at: 'postgres',
      along: 'auth-middleware>postgres',
      text: 'The password fits. A new family of tokens begins with R1; the database keeps only its SHA-256 hash, so a copy of the table holds no usable token.',
    },
    {
      at: 'browser',
      along: 'auth-middleware>browser',
      text: 'The browser gets an access token that is valid for minutes, and R1 in a cookie that scripts cannot read.',
    },
    {
      at: 'auth-middleware',
      along: 'browser>auth-middleware',
      text: 'The access token runs out, so the browser sends R1 to get a new one.',
    },
    {
      at: 'postgres',
      along: 'auth-middleware>postgres',
      text: 'One statement marks R1 as used only if it was not used before, and its successor R2 is stored in the same transaction. However many requests race, one wins.',
    },
    {
      at: 'browser',
      along: 'auth-middleware>browser',
      text: 'The browser gets a new access token and R2. R1 is spent.',
    },
    {
      at: 'auth-middleware',
      along: 'browser>auth-middleware',
      text: 'A second tab had started its own refresh and sends R1 too, a moment later.',
    },
    {
      at: 'browser',
      along: 'auth-middleware>browser',
      text: 'For at most 10 seconds the direct parent is still accepted, and gets the same R2, never a second successor. Nobody with two tabs is signed out.',
    },
    {
      at: 'auth-middleware',
      along: 'browser>auth-middleware',
      text: 'Later, R1 comes back once more. The real browser has R2, so whoever sends R1 may have copied it.',
    },
    {
      at: 'postgres',
      along: 'auth-middleware>postgres',
      text: 'Nobody can tell the thief from the owner, so the whole family is revoked, R2 included, and a notice makes its access tokens invalid within a second.',
    },
    {
      at: 'audit-trail',
      along: 'auth-middleware>audit-trail',
      text: 'The replay is recorded with the id of the family, never with the token.',
    },
    {
      at: 'browser',
      along: 'auth-middleware>browser',
      text: 'The answer is 401. The owner has to sign in again, and so does the thief, who cannot.',
    },
  ],
} as const satisfies SequenceView<PartId>;
