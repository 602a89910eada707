// Request screening. In production AWS WAF does this in front of CloudFront with Amazon's managed rule groups; this small
// set STANDS FOR them, so that the same requests are stopped where there is no AWS: in the tests, on a developer's machine
// and in the reader's tab. It is a sieve, not the defence: parametrised SQL, strict contracts and a page that never renders
// input are. Each rule names the managed group that it stands for, and looks only where that group looks.

export type Place = 'path' | 'query' | 'header' | 'body';

export interface Rule {
  readonly id: string;
  /** The AWS managed rule group whose part it plays. */
  readonly standsFor: string;
  readonly places: readonly Place[];
  /** What every match contains: lower-case texts without it are never given to `pattern`. */
  readonly needs: string;
  /** Tried on the lower-case text. Linear: no nested repetition, every gap bounded. */
  readonly pattern: RegExp;
}

const anywhere = ['path', 'query', 'body'] as const;
const address = ['path', 'query'] as const;

export const rules: readonly Rule[] = [
  {
    id: 'traversal',
    standsFor: 'AWSManagedRulesCommonRuleSet: GenericLFI',
    places: address,
    needs: '..',
    pattern: /(?:^|[/\\])\.\.(?:[/\\]|$)/,
  },
  {
    id: 'system-file',
    standsFor: 'AWSManagedRulesLinuxRuleSet: LFI',
    places: address,
    needs: '/',
    pattern: /\/etc\/(?:passwd|shadow|hosts)|\/proc\/(?:self|\d{1,9})\/|\/var\/run\/secrets/,
  },
  {
    id: 'hidden-file',
    standsFor: 'AWSManagedRulesKnownBadInputsRuleSet: ExploitablePaths',
    places: ['path'],
    needs: '.',
    pattern: /\/\.(?:git|env|aws|ssh|svn|htaccess)|\.(?:php|asp|jsp|cgi|bak|sql|ini)(?:$|\/)/,
  },
  {
    id: 'line-break',
    standsFor: 'AWSManagedRulesKnownBadInputsRuleSet: request splitting',
    places: address,
    needs: '\n',
    pattern: /\n(?:[a-z-]{1,40}:|http\/)/,
  },
  {
    id: 'sql-tautology',
    standsFor: 'AWSManagedRulesSQLiRuleSet: SQLi_BODY, SQLi_QUERYARGUMENTS',
    places: anywhere,
    needs: "'",
    pattern:
      /'\s{0,8}\)?\s{0,8}(?:or|and)(?:\s{1,8}|(?=["'(]))["'(]{0,3}[\w.-]{0,32}["')]{0,3}\s{0,8}(?:=|<|>|like\s)/,
  },
  {
    id: 'sql-union',
    standsFor: 'AWSManagedRulesSQLiRuleSet: SQLi_BODY, SQLi_QUERYARGUMENTS',
    places: anywhere,
    needs: 'union',
    pattern: /['")\d]\s{0,8}\bunion\b(?:\s|\/\*[^*]{0,32}\*\/){1,8}(?:all\s{1,8}|distinct\s{1,8})?select\b/,
  },
  {
    id: 'sql-stacked',
    standsFor: 'AWSManagedRulesSQLiRuleSet: SQLi_BODY, SQLi_QUERYARGUMENTS',
    places: anywhere,
    needs: ';',
    pattern:
      /['")\d]\s{0,8};\s{0,8}(?:drop|alter|truncate|delete\s{1,8}from|insert\s{1,8}into|update\s{1,8}\w{1,64}\s{1,8}set|copy|select\s{1,8}pg_sleep)\b/,
  },
  {
    id: 'sql-delay',
    standsFor: 'AWSManagedRulesSQLiRuleSet: SQLiExtendedPatterns',
    places: anywhere,
    needs: '(',
    pattern: /\b(?:pg_sleep|benchmark|waitfor\s{1,8}delay|dbms_pipe\.receive_message)\s{0,8}\(/,
  },
  {
    id: 'script-element',
    standsFor: 'AWSManagedRulesCommonRuleSet: CrossSiteScripting',
    places: anywhere,
    needs: '<',
    pattern: /<\s{0,8}\/?\s{0,8}(?:script|iframe|object|embed|base|meta|foreignobject)(?=[\s/>:])/,
  },
  {
    id: 'event-handler',
    standsFor: 'AWSManagedRulesCommonRuleSet: CrossSiteScripting',
    places: anywhere,
    needs: '<',
    pattern: /<[a-z][^<>]{0,256}[\s/"']on[a-z]{3,24}\s{0,8}=/,
  },
  {
    id: 'script-address',
    standsFor: 'AWSManagedRulesCommonRuleSet: CrossSiteScripting',
    places: anywhere,
    needs: 'script:',
    pattern: /(?:^|[\s"'=(])(?:java|vb)script:\s{0,8}[\w%]{1,64}\s{0,4}[(.=[`]/,
  },
  {
    id: 'lookup',
    standsFor: 'AWSManagedRulesKnownBadInputsRuleSet: Log4JRCE',
    places: ['path', 'query', 'header', 'body'],
    needs: '${',
    pattern: /\$\{(?:jndi|[^}]{0,64}:)/,
  },
  {
    id: 'instance-metadata',
    standsFor: 'AWSManagedRulesCommonRuleSet: EC2MetaDataSSRF',
    places: ['query', 'body'],
    needs: '1',
    pattern: /169\.254\.169\.254|\[?fd00:ec2::254/,
  },
  {
    id: 'shell',
    standsFor: 'AWSManagedRulesUnixRuleSet: UNIXShellCommandsVariables',
    places: address,
    needs: '/',
    pattern: /[;|`]\s{0,8}\/?(?:usr\/|bin\/){0,2}(?:cat|ls|id|wget|curl|nc|sh|bash)\b|\$\((?:cat|id|curl)/,
  },
];
