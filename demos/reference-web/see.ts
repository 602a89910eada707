import { NextResponse } from 'next/server';
import type { Cookie } from './cookies.ts';

/** 303: after a form, the browser asks for another page. The place is relative, whatever name we are reached by. */
export function see(place: string, cookies: readonly Cookie[] = []): Response {
  const answer = new NextResponse(null, { status: 303, headers: { location: place } });
  for (const cookie of cookies) answer.cookies.set(cookie);
  return answer;
}
