// Values for a synthesis that is read and never deployed: tests, the drift gate and `npm run build` use them. Names and addresses
// are the reserved ones (RFC 2606). What is not named here has its default, which is what the pages show.
import type { Values } from './config.ts';

const zone = 'Z0EXAMPLE00000';

export const exampleValues: Values = {
  ALARM_MAIL: 'alarms@example.com',
  SITE_DOMAIN: 'architecture.example.com',
  SITE_MOVED_FROM: 'www.architecture.example.com',
  SITE_ZONE_ID: zone,
  SITE_ZONE_NAME: 'example.com',
  LEADS_FROM: 'site@example.com',
  LEADS_TO: 'sales@example.com',
  REFERENCE_DOMAIN: 'app.example.com',
  REFERENCE_ZONE_ID: zone,
  REFERENCE_ZONE_NAME: 'example.com',
  API_IMAGE: `sha256:${'a1'.repeat(32)}`,
  WEB_IMAGE: `sha256:${'b2'.repeat(32)}`,
  GITHUB_REPOSITORY_OWNER: 'example',
  GITHUB_REPOSITORY_OWNER_ID: '1000001',
  GITHUB_REPOSITORY_NAME: 'architecture',
  GITHUB_REPOSITORY_ID: '2000002',
  SITE_BUCKET: 'pages.example.com',
  SITE_STORE: 'arn:aws:cloudfront::123456789012:key-value-store/00000000-0000-4000-8000-000000000000',
  STATIC_ASSETS_BUCKET: 'static-assets.example.com',
};
