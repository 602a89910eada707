// Ready for readers. A missing API is told and does not make it unready: public pages are served without it, and a load balancer
// that took every front end away would take those too.
import { isReady } from '../../api.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const api = (await isReady()).kind === 'ok' ? 'ok' : 'down';
  return Response.json({ status: 'ok', api }, { headers: { 'cache-control': 'no-store' } });
}
