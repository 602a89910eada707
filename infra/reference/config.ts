import * as z from 'zod';
import { digest, hostName, mailAddress, oneOf, whole, zoneId } from '../config.ts';

/** What the reference system is told from outside. Sizes have defaults, which are those of the cost calculator's baseline. */
export const referenceConfig = z.object({
  REFERENCE_DOMAIN: hostName,
  REFERENCE_ZONE_ID: zoneId,
  REFERENCE_ZONE_NAME: hostName,
  ALARM_MAIL: mailAddress,
  /** Which images run: by digest, so what was tested is what starts. */
  API_IMAGE: digest,
  WEB_IMAGE: digest,
  NAT_GATEWAYS: whole(1, 2).default(2),
  /** 0 for the first deployment, when there is no image yet. */
  TASKS_LEAST: whole(0, 20).default(2),
  TASKS_MOST: whole(1, 40).default(6),
  DATABASE_CLASS: oneOf(['t4g.micro', 't4g.medium', 'm7g.large', 'r7g.xlarge']).default('t4g.medium'),
  CACHE_NODE: oneOf(['cache.t4g.micro', 'cache.t4g.small', 'cache.m7g.large']).default('cache.t4g.small'),
  /** "count" while new rules are watched: they then block nobody. */
  FIREWALL: oneOf(['block', 'count']).default('block'),
  OBJECT_LOCK_DAYS: whole(1, 3650).default(365),
});
export type ReferenceConfig = z.output<typeof referenceConfig>;
