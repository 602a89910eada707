// Parts of the architecture by the names that the pages give them, layers as in the drawing of the six layers. Demos may not import the model; a test holds both together.

export const parts: Readonly<Record<string, { readonly name: string; readonly layer: string | null }>> = {
  waf: { name: 'WAF + DDoS Protection', layer: 'L1' },
  'api-gateway': { name: 'API Gateway', layer: 'L2' },
  'auth-middleware': { name: 'Authentication', layer: 'L3' },
  authorisation: { name: 'Authorisation', layer: 'L4' },
  'input-validation': { name: 'Input Validation', layer: 'L5' },
  'encrypted-store': { name: 'Encrypted Data Store', layer: 'L6' },
  'node-service': { name: 'Node.js Service', layer: null },
  postgres: { name: 'PostgreSQL', layer: null },
  redis: { name: 'Redis', layer: null },
  'audit-trail': { name: 'Audit Trail', layer: null },
};

/** The part's name, or the id itself for one that is not known here. */
export const partName = (id: string): string => parts[id]?.name ?? id;

/** "L4 Authorisation" */
export function layerName(layer: string): string {
  const found = Object.values(parts).find((part) => part.layer === layer);
  return found ? `${layer} ${found.name}` : layer;
}
