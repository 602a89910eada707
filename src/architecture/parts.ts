// Every system of the documents, once. The views choose from it; an id that is not here does not compile.

import { aiLayer } from './parts/ai-layer.ts';
import { cloud } from './parts/cloud.ts';
import { delivery } from './parts/delivery.ts';
import { security } from './parts/security.ts';
import { webStack } from './parts/web-stack.ts';
import type { Part } from './shape.ts';

const all = { ...webStack, ...aiLayer, ...security, ...cloud, ...delivery };

export type PartId = keyof typeof all;
export const parts: Readonly<Record<PartId, Part>> = all;
export const partIds = Object.keys(all) as readonly PartId[];
