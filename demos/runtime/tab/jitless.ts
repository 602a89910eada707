// First of all imports: Zod asks, when a schema is made, whether it may compile code from text. The worker's policy forbids it, and
// asking alone would be reported as a violation.
import { config } from 'zod/v4/core';

config({ jitless: true });
