// Loaded into a command that a test starts (`--import`): names below localhost are this machine, which a cloud's own names
// would be, and the clock may be some days ahead, so that there is garbage to collect.
import dns from 'node:dns';

const real = dns.lookup;
dns.lookup = ((name: string, ...rest: [never, never]) =>
  Reflect.apply(real, dns, [name.endsWith('.localhost') ? '127.0.0.1' : name, ...rest])) as typeof dns.lookup;

const ahead = Number(process.env['TEST_DAYS_AHEAD'] ?? 0) * 86_400_000;
const clock = Date.now;
Date.now = () => clock() + ahead;
