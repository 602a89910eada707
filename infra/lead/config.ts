import * as z from 'zod';
import { hostName, mailAddress } from '../config.ts';

/** What the lead endpoint is told from outside. */
export const leadConfig = z.object({
  /** Whose form it is: a lead from another site is refused. */
  SITE_DOMAIN: hostName,
  /** Sender and receiver of the mail that tells of a lead. The sender's domain is an identity that SES has verified. */
  LEADS_FROM: mailAddress,
  LEADS_TO: mailAddress,
  ALARM_MAIL: mailAddress,
});
export type LeadConfig = z.output<typeof leadConfig>;
