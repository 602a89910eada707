// Every diagram, by id. The order is the order of the pages.

import type { PartId } from './parts.ts';
import type { View } from './shape.ts';
import { aiPipeline } from './views/ai-pipeline.ts';
import { awsTopology } from './views/aws-topology.ts';
import { deliveryPipeline } from './views/delivery-pipeline.ts';
import { requestLifecycle } from './views/request-lifecycle.ts';
import { securityLayers } from './views/security-layers.ts';
import { systemMap } from './views/system-map.ts';
import { tokenRotation } from './views/token-rotation.ts';

const all = {
  'system-map': systemMap,
  'request-lifecycle': requestLifecycle,
  'ai-pipeline': aiPipeline,
  'security-layers': securityLayers,
  'token-rotation': tokenRotation,
  'aws-topology': awsTopology,
  'delivery-pipeline': deliveryPipeline,
} as const satisfies Record<string, View<PartId>>;

export type ViewId = keyof typeof all;
export const views: Readonly<Record<ViewId, View<PartId>>> = all;
export const viewIds = Object.keys(all) as readonly ViewId[];
