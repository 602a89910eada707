import type { PartId, ViewId } from './model.ts';
import { homeView, views } from './model.ts';

/** The page that a view lives on: "/security/", or "/" for the landing page. */
export function pageOf(view: ViewId): string {
  const { page } = views[view];
  return page === '' ? '/' : `/${page}/`;
}

/** The deep link to a part, in the view given or in the one it belongs to most: "/web-stack/#request-lifecycle/redis". */
export function addressOf(part: PartId, view: ViewId = homeView(part)): string {
  return `${pageOf(view)}#${view}/${part}`;
}
