import * as z from 'zod';
import { hostName, mailAddress, oneOf, zoneId } from '../config.ts';

/** What the site is told from outside. Its headers and paths come from src/headers.ts and from the build. */
export const siteConfig = z.object({
  /** The one name of the site. */
  SITE_DOMAIN: hostName,
  /** Names that lead to it by a redirect, such as the one with or without www; separated by commas. */
  SITE_MOVED_FROM: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((name) => name !== ''))
    .pipe(z.array(hostName).max(5, 'has more than 5 names')),
  SITE_ZONE_ID: zoneId,
  SITE_ZONE_NAME: hostName,
  /** Edge locations: North America and Europe; with Asia and Africa; all. */
  SITE_PRICE_CLASS: oneOf(['100', '200', 'all']).default('100'),
  /** A file with the hashes of the releases that are kept, as publishing writes it; '' before the first release. */
  SITE_KEPT_HASHES: z
    .string()
    .regex(/^([\w.-]*\/)*[\w.-]+\.json$|^$/, 'is the path of a file of JSON, such as .cache/kept-hashes.json')
    .default(''),
  ALARM_MAIL: mailAddress,
});
export type SiteConfig = z.output<typeof siteConfig>;
