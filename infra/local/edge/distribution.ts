// The distribution as the synthesised template says it, and nothing that only the code says: behaviours in their order, the headers
// that each adds, its function, its methods, and the pages for errors.
import type { Resource, Template } from '../../synth.ts';

export interface AddedHeader {
  readonly name: string;
  readonly value: string;
  /** It replaces what the origin sent. */
  readonly override: boolean;
}

export interface EdgeBehaviour {
  readonly pattern: string;
  readonly methods: readonly string[];
  readonly compress: boolean;
  readonly headers: readonly AddedHeader[];
  /** Source of the viewer-request function. */
  readonly code: string | undefined;
  readonly origin: 'bucket' | 'api';
}

export interface ReadDistribution {
  /** The default one last. */
  readonly behaviours: readonly EdgeBehaviour[];
  /** Status → the page for it and the status that it is given with. */
  readonly errors: ReadonlyMap<number, { readonly page: string; readonly status: number }>;
}

type Json = Readonly<Record<string, unknown>>;
const object = (value: unknown): Json => (value ?? {}) as Json;
const list = (value: unknown): readonly Json[] => (value ?? []) as readonly Json[];

export function readDistribution({ Resources }: Template): ReadDistribution {
  const [distribution, ...more] = Object.values(Resources).filter(
    ({ Type }) => Type === 'AWS::CloudFront::Distribution',
  );
  if (distribution === undefined || more.length > 0) throw new Error('the template has one distribution');
  const config = object(object(distribution.Properties)['DistributionConfig']);
  const origins = new Map(
    list(config['Origins']).map((origin) => [
      origin['Id'],
      'S3OriginConfig' in origin ? ('bucket' as const) : ('api' as const),
    ]),
  );
  const referred = (to: unknown, type: string): Json => {
    const { Ref, 'Fn::GetAtt': attribute } = object(to);
    const found = Resources[String(Ref ?? list(attribute)[0])];
    if (found?.Type !== type) throw new Error(`a behaviour refers to no ${type}: ${JSON.stringify(to)}`);
    return object(found.Properties);
  };
  const behaviourOf = (given: Json): EdgeBehaviour => {
    const [called, ...others] = list(given['FunctionAssociations']);
    if (others.length > 0 || (called !== undefined && called['EventType'] !== 'viewer-request'))
      throw new Error('the local edge runs one function a behaviour, on the request');
    const origin = origins.get(given['TargetOriginId']);
    if (origin === undefined) throw new Error('a behaviour names an origin that is not there');
    return {
      pattern: String(given['PathPattern'] ?? '*'),
      methods: (given['AllowedMethods'] as readonly string[] | undefined) ?? ['GET', 'HEAD'],
      compress: given['Compress'] === true,
      headers: headersOf(
        referred(given['ResponseHeadersPolicyId'], 'AWS::CloudFront::ResponseHeadersPolicy'),
      ),
      code:
        called === undefined
          ? undefined
          : String(referred(called['FunctionARN'], 'AWS::CloudFront::Function')['FunctionCode']),
      origin,
    };
  };
  return {
    behaviours: [...list(config['CacheBehaviors']), object(config['DefaultCacheBehavior'])].map(behaviourOf),
    errors: new Map(
      list(config['CustomErrorResponses']).map((one) => [
        Number(one['ErrorCode']),
        { page: String(one['ResponsePagePath']), status: Number(one['ResponseCode']) },
      ]),
    ),
  };
}

/** A response headers policy, written out as CloudFront writes it on the wire. @throws at a part that is not known here */
export function headersOf(properties: Resource['Properties']): AddedHeader[] {
  const { Name: _, Comment: __, ...config } = object(object(properties)['ResponseHeadersPolicyConfig']);
  const { SecurityHeadersConfig: security, CustomHeadersConfig: custom, ...other } = config;
  const unknown = Object.keys(other);
  const added: AddedHeader[] = Object.entries(object(security)).map(([part, of]) => {
    const { Override, ...given } = object(of);
    const write = securityHeaders[part];
    if (write === undefined) throw new Error(`the local edge does not know ${part}`);
    return { ...write(given), override: Override === true };
  });
  if (unknown.length > 0) throw new Error(`the local edge does not know ${unknown.join(', ')}`);
  for (const { Header, Value, Override } of list(object(custom)['Items']))
    added.push({ name: String(Header), value: String(Value), override: Override === true });
  return added;
}

type Written = Pick<AddedHeader, 'name' | 'value'>;
const securityHeaders: Readonly<Record<string, (given: Json) => Written>> = {
  ContentSecurityPolicy: ({ ContentSecurityPolicy }) => ({
    name: 'Content-Security-Policy',
    value: String(ContentSecurityPolicy),
  }),
  ContentTypeOptions: () => ({ name: 'X-Content-Type-Options', value: 'nosniff' }),
  ReferrerPolicy: ({ ReferrerPolicy }) => ({ name: 'Referrer-Policy', value: String(ReferrerPolicy) }),
  StrictTransportSecurity: ({ AccessControlMaxAgeSec, IncludeSubdomains, Preload }) => ({
    name: 'Strict-Transport-Security',
    value: [
      `max-age=${AccessControlMaxAgeSec}`,
      ...(IncludeSubdomains === true ? ['includeSubDomains'] : []),
      ...(Preload === true ? ['preload'] : []),
    ].join('; '),
  }),
};

/** The behaviour of a path: the first whose pattern fits. `*` any run of characters, `?` one; case matters. */
export function behaviourFor(behaviours: readonly EdgeBehaviour[], path: string): EdgeBehaviour {
  const found = behaviours.find(({ pattern }) => patternFits(pattern, path));
  if (found === undefined) throw new Error('the last behaviour fits every path');
  return found;
}

const patternFits = (pattern: string, path: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(pattern.startsWith('/') || pattern.startsWith('*') ? path : path.slice(1));
